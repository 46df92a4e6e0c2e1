"""A round of all Members: the report beside reading its replies alone, workbooks beside files of bare cells."""

import os
import subprocess
import sys
import tempfile
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

from bench.measure import measure

LIBRARY = Path(__file__).resolve().parents[2] / "shared" / "data" / "founding-texts"
DAY = date(2026, 11, 1)
WORKBOOKS = 20
"""So many of the workbooks are written and read in one run."""


def main() -> None:
    """Print what a node of its own needs, prepared in a process of its own."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("CJIN_", "DATABASE_"))}
    with tempfile.TemporaryDirectory(prefix="cjin-bench-") as home:
        here = {"CJIN_HOME": home, "CJIN_SAMPLES": str(LIBRARY), "DJANGO_SETTINGS_MODULE": "cjin.node.settings"}
        if LIBRARY.is_dir():
            here["CJIN_LIBRARY"] = str(LIBRARY)
        subprocess.run([sys.executable, "-m", "bench.cycles"], env={**plain, **here}, check=True)


def run() -> None:
    """Prepare a node with its simulated rounds, measure, print."""
    import django

    django.setup()
    from cjin.node.prepare import prepare

    prepare(now=datetime.now(UTC), say=lambda _: None)
    from cjin.cycles.models import Answer, Clearing, Round
    from cjin.cycles.queries.compiled import compiled
    from cjin.cycles.queries.documents import written, wrong_in
    from cjin.cycles.queries.report import report_on

    round_ = Round.objects.select_related("form", "previous__form").get(slug="simulated-second")
    answers = Answer.objects.filter(respondent__round=round_).count()
    print(f"{round_.respondents.count()} respondents, {answers} answers, form {round_.form}")
    report = report_on(round_, "en", cutoff=DAY)
    finished = written(report, "docx", round_=round_.slug, day=DAY)
    works = {
        "the replies from the database (floor)": lambda: list(
            Clearing.objects.filter(respondent__round=round_).values_list("content")
        ),
        "compilation": lambda: compiled(round_, "en", now=datetime.now(UTC)),
        "draft report": lambda: report_on(round_, "en", cutoff=DAY),
        "draft report as DOCX": lambda: written(report_on(round_, "en", cutoff=DAY), "docx", round_="x", day=DAY),
        "draft report as PDF": lambda: written(report, "pdf", round_="x", day=DAY),
        "its numbers checked": lambda: wrong_in(finished, now=datetime.now(UTC)),
    }
    measured = {name: measure(work, runs=3) for name, work in works.items()}
    floor = next(iter(measured.values())).cpu
    for name, one in measured.items():
        print(f"{name:40} {one.wall:7.2f} s   CPU {one.cpu:7.2f} s   {one.cpu / floor:7.2f} ×")
    print(f"peak memory {max(one.peak for one in measured.values()):.0f} MB; {report.words} words")
    workbooks()


def workbooks() -> None:
    """Workbooks written and read again, beside as many bare cells by the same library."""
    from cjin.cycles.models import Respondent
    from cjin.cycles.queries.forms import form_of
    from cjin.cycles.queries.workbooks import sheet_of
    from cjin.cycles.rules.answers.replies import canonical
    from cjin.cycles.rules.workbook.reading import read_workbook, sheets_in
    from cjin.cycles.rules.workbook.writing import as_workbook

    chosen = list(Respondent.objects.filter(round__slug="simulated-second").select_related("round__form")[:WORKBOOKS])
    sheets = [sheet_of(one, "en") for one in chosen]
    files = [as_workbook(one) for one in sheets]
    form = form_of(chosen[0].round)
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{number}.xlsx" for number in range(WORKBOOKS)]
        for path, file in zip(paths, files, strict=True):
            path.write_bytes(file)
        back = [read_workbook(sheets_in(path), form) for path in paths]
        same = sum(
            canonical({name: one for name, one in read.replies.items() if one}) == canonical(dict(sheet.replies))
            for read, sheet in zip(back, sheets, strict=True)
        )
        works = {
            f"{WORKBOOKS} files of bare cells (floor)": lambda: [_bare(len(file) // 20) for file in files],
            f"{WORKBOOKS} workbooks written": lambda: [as_workbook(one) for one in sheets],
            f"{WORKBOOKS} workbooks read": lambda: [read_workbook(sheets_in(path), form) for path in paths],
        }
        measured = {name: measure(work, runs=3) for name, work in works.items()}
    floor = next(iter(measured.values())).wall
    for name, one in measured.items():
        print(f"{name:40} {one.wall:7.2f} s   {one.wall / floor:7.2f} ×")
    print(f"{same} of {WORKBOOKS} came back as the same replies")


def _bare(cells: int) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(BytesIO(), {"in_memory": True})
    sheet = book.add_worksheet()
    for number in range(cells):
        sheet.write_string(number // 8, number % 8, "cell")
    book.close()


if __name__ == "__main__":
    run()
