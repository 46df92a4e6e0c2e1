"""Which file answers for a treaty, now or for an earlier day; the history of files and what each changed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F

from cjin.core.rules.errors import NotFound
from cjin.texts.models import Coverage, Participation, StatusFile, Work
from cjin.texts.rules.participation.changes import Change, changes
from cjin.texts.rules.participation.standing import chosen
from cjin.texts.rules.participation.treaties import by_slug

BY_AGE = (F("treaty__adopted").asc(nulls_last=True), "treaty__slug")
"""Treaties by their age; those whose day is not known come last on every engine."""


def answering(
    day: date | None, *, of: str = "parties", treaties: Iterable[Work] | None = None
) -> dict[Work, StatusFile]:
    """The file that answers for each treaty that has one, by ``standing.chosen``; ``of`` is parties or statements."""
    told = Coverage.objects.filter(**{of: True}).select_related("file", "treaty").defer("file__problems")
    if treaties is not None:
        told = told.filter(treaty__in=treaties)
    files: dict[Work, list[tuple[date, int, StatusFile]]] = {}
    for one in told.order_by(*BY_AGE):
        files.setdefault(one.treaty, []).append((one.file.as_of, one.file_id, one.file))
    found = {treaty: chosen(mine, day) for treaty, mine in files.items()}
    return {treaty: file for treaty, file in found.items() if file is not None}


def has_status(treaty: Work) -> bool:
    """Whether a file tells who is party. Of a known work that is no treaty the database is not asked."""
    may_be = treaty.slug in by_slug() or not treaty.known
    return may_be and Coverage.objects.filter(treaty=treaty, parties=True).exists()


def who(row: Participation) -> str:
    """What stays of a participant when its name changes: the code of a State, else its name."""
    return str(row.state_id or row.participant)


def keyed(rows: Iterable[Participation]) -> dict[str, Participation]:
    """The rows of one treaty in one file by what stays of each participant."""
    return {who(row): row for row in rows}


@dataclass(frozen=True)
class Changed:
    """What a file says of a treaty otherwise than the one before it; ``before`` is None where it is the first."""

    treaty: Work
    before: StatusFile | None
    changes: Sequence[Change]


def changed_by(file: StatusFile, treaties: Iterable[Work] | None = None) -> list[Changed]:
    """What a file changed of each treaty whose participants it tells, against the file before it."""
    told = file.coverage.filter(parties=True).select_related("treaty").order_by(*BY_AGE)
    mine = [one.treaty for one in told if treaties is None or one.treaty in treaties]
    older = before(file.as_of, mine, file.pk)
    rows: dict[tuple[int, int], list[Participation]] = {}
    wanted = {file.pk, *(one.pk for one in older.values())}
    for row in Participation.objects.filter(treaty__in=mine, file__in=wanted).select_related("state"):
        rows.setdefault((row.file_id, row.treaty_id), []).append(row)
    found = []
    for treaty in mine:
        was = keyed(rows.get((older[treaty].pk, treaty.pk), [])) if treaty in older else {}
        found.append(Changed(treaty, older.get(treaty), changes(was, keyed(rows.get((file.pk, treaty.pk), [])))))
    return found


def before(day: date, treaties: Iterable[Work], number: int | None = None) -> Mapping[Work, StatusFile]:
    """The newest file of each treaty that is as of a day or earlier; of the day itself only one with a lower number."""
    told = Coverage.objects.filter(parties=True, treaty__in=list(treaties), file__as_of__lte=day)
    found: dict[Work, StatusFile] = {}
    for one in told.select_related("file", "treaty").order_by("file__as_of", "file_id"):
        if number is None or (one.file.as_of, one.file_id) < (day, number):
            found[one.treaty] = one.file
    return found


def changes_of(treaty: Work) -> tuple[StatusFile | None, Sequence[Change]]:
    """What the newest file says otherwise than the one before it, and that earlier file, None where there is none."""
    file = answering(None, treaties=[treaty]).get(treaty)
    (found,) = changed_by(file, [treaty]) if file else [Changed(treaty, None, [])]
    return (found.before, found.changes) if found.before else (None, [])


def history(known: Iterable[Work] | None = None) -> list[StatusFile]:
    """Every file that was loaded, the newest first, with the treaties that it tells of; of ``known`` treaties only."""
    found = StatusFile.objects.select_related("by").prefetch_related("coverage__treaty")
    if known is not None:
        found = found.filter(pk__in=Coverage.objects.filter(treaty__in=known).values("file"))
    return list(found)


def file_numbered(pk: int) -> StatusFile:
    """One file of the history. Raises NotFound."""
    found = StatusFile.objects.filter(pk=pk).select_related("by").first()
    if found is None:
        raise NotFound("There is no such file.")
    return found
