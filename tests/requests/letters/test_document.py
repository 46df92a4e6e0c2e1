"""The document of a letter: PDF/A-3 and PDF/UA with its data, text in reading order, identifiers in one piece."""

import json
import re
import zipfile
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from docx import Document
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cjin.core.models import User
from cjin.core.rules.apart import ask
from cjin.core.rules.errors import Invalid, Unavailable
from cjin.requests.actions.cases import open_request
from cjin.requests.actions.letters import letter_docx, letter_json, letter_pdf
from cjin.requests.models import Request, Wording
from cjin.requests.queries.letters import data_of
from cjin.requests.rules.letter import drawing
from cjin.requests.rules.letter.content import letter_of
from cjin.requests.rules.letter.data import letter_data, read_file, read_letter
from cjin.requests.rules.letter.drawing import drawn, pieces
from cjin.requests.rules.letter.parts import Names, Occasion
from cjin.requests.rules.letter.runs import paragraphs, runs
from cjin.requests.rules.letter.units import LANGUAGES, Status, units
from cjin.requests.rules.letter.units import Wording as Said
from cjin.requests.rules.writing.drafts import Draft
from tests.requests.drafts import cases, complete
from tests.requests.letters.conftest import a_draft
from tests.requests.letters.samples import ACCOUNT, AMOUNT, ANSWERS, CASE, MAIL, in_arabic, run

OCCASION = Occasion("XAA-2026-8SIGNS88", 3, date(2026, 3, 2))
SEEN = st.text(
    st.one_of(
        st.sampled_from(list("#$*_`<>@\\[]{}()=+-/~'\"&%^|;:,.!?€éß")),
        st.characters(codec="ascii", min_codepoint=33, max_codepoint=126),
    ),
    min_size=1,
    max_size=40,
)


def arabic(draft: Draft, status: Status = Status.HUMAN) -> list[Said]:
    return [Said("ar", one.unit, in_arabic(one), status, one.sha256) for one in units(draft)]


def pdf_of(draft: Draft, *languages: str, occasion: Occasion = OCCASION, names: Names | None = None) -> bytes:
    data = letter_data(draft, arabic(draft), reference=OCCASION.reference, revision=3, is_draft=occasion.draft)
    return drawn(letter_of(draft, languages, arabic(draft), names or Names(), occasion), data)


def text_of(pdf: bytes, folder: Path, *options: str) -> str:
    (folder / "letter.pdf").write_bytes(pdf)
    return run("pdftotext", *options, folder / "letter.pdf", "-")


def together(text: str) -> str:
    """Without blanks and the signs that turn the order of words."""
    return re.sub(r"[\s\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", text)


@pytest.fixture(scope="module")
def both() -> bytes:
    return pdf_of(a_draft(), "fr", "ar")


def test_it_is_for_archives_and_for_readers_who_listen(both: bytes, tmp_path: Path) -> None:
    (tmp_path / "letter.pdf").write_bytes(both)
    told, said = run("pdfinfo", tmp_path / "letter.pdf"), run("pdfinfo", "-meta", tmp_path / "letter.pdf")
    assert re.search(r"Tagged:\s+yes", told)
    assert re.search(r"Title:\s+.*XAA-2026-8SIGNS88", told)
    assert "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in said
    assert "<pdfuaid:part>1</pdfuaid:part>" in said
    assert b"/Lang(fr)" in both
    assert b"/AFRelationship/Data" in both


def test_every_font_is_in_the_file(both: bytes, tmp_path: Path) -> None:
    (tmp_path / "letter.pdf").write_bytes(both)
    fonts = run("pdffonts", tmp_path / "letter.pdf").splitlines()[2:]
    assert fonts
    assert all(re.search(r"\byes\s+yes\s+yes\b", line) for line in fonts), fonts


def test_unit_stands_beside_unit_in_reading_order(both: bytes, tmp_path: Path) -> None:
    (tmp_path / "letter.pdf").write_bytes(both)
    read_out = together(run("pdfinfo", "-struct-text", tmp_path / "letter.pdf")).replace('""', "").replace('"', "")
    order = ["Enquêtepréliminaire", "proceeding", "Corruptionactive", "offences/1/name", "LasociétéExemple", "Établir"]
    places = [read_out.index(one) for one in order]
    assert places == sorted(places)
    assert together("نص باللغة العربية عن الحساب") in together(text_of(both, tmp_path))


@pytest.mark.parametrize("languages", [["fr"], ["ar"], ["fr", "ar"], ["ru", "zh"]])
def test_identifiers_are_in_one_piece(languages: list[str], tmp_path: Path) -> None:
    text = text_of(pdf_of(a_draft(), *languages), tmp_path)
    for identifier in (ACCOUNT, AMOUNT, CASE, MAIL, "PARQ-2026/00417-B"):
        assert identifier in text.replace("\u202a", "").replace("\u202c", ""), identifier


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_its_letters(language: str, tmp_path: Path) -> None:
    text = together(text_of(pdf_of(a_draft(), language), tmp_path))
    assert together("2 mars 2026" if language == "fr" else "2026") in text
    assert "PARQ-2026/00417-B" in text


@settings(max_examples=25)
@given(SEEN)
@example('#read("/etc/passwd")')
@example("#set page(fill: red) $x^2$ *b* _i_ `c` // no comment /* nor this")
@example("\\#{}[]<a>@b~c")
@example("a" * 300)
def test_any_text_comes_out_as_text(text: str) -> None:
    draft = a_draft(facts=text)
    pdf = pdf_of(draft, "fr")
    with TemporaryDirectory() as folder:
        assert together(draft.answers["facts"]) in together(text_of(pdf, Path(folder), "-raw"))


@given(st.text(max_size=300))
def test_runs_and_pieces_lose_nothing(text: str) -> None:
    assert "".join(one.text for one in runs(text)) == text
    assert "".join(pieces(text)) == text
    kept = "".join(run.text for paragraph in paragraphs(text) for run in paragraph)
    assert kept == "".join(line for line in text.splitlines() if line.strip())


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        (f"sur le compte {ACCOUNT}.", [ACCOUNT]), (f"payé {AMOUNT}, puis", [AMOUNT]),
        ("1 250 000,00 € en", ["1 250 000,00 €"]),
        (f"affaire {CASE}.", [CASE]), (f"à {MAIL},", [MAIL]), ("(RC 88-4412)", ["RC 88-4412"]),
        ("https://xaa.example.org/a?b=1 oui", ["https://xaa.example.org/a?b=1"]),
        ("+00 0 0000 001", ["+00 0 0000 001"]),
        ("aucun", []), ("المادة 433-1 من", ["433-1"]), ("第433条", ["433"]),
    ],
)  # fmt: skip
def test_numbers_codes_and_addresses_stay_whole(text: str, fixed: list[str]) -> None:
    assert [one.text for one in runs(text) if one.fixed] == fixed


@pytest.mark.parametrize(("kind", "basis", "measures"), cases())
def test_what_a_letter_carries_is_what_was_asked(kind: Any, basis: str, measures: list[str]) -> None:
    draft = Draft(kind, "XAA", "XBB", "xbb-ministry-of-justice", basis, complete(kind, basis, measures))
    data = json.dumps(letter_data(draft, arabic(draft), reference="A-1", revision=2, is_draft=False))
    carried = read_letter(data, "request.json")
    assert (carried.draft, carried.wordings) == (draft, tuple(arabic(draft)))
    assert (carried.reference, carried.revision, carried.is_draft) == ("A-1", 2, False)


def test_an_answer_that_is_asked_no_more_does_not_travel() -> None:
    draft = a_draft(**{"statements.questions": "Qui a payé?", "urgency-reason": "Aucune"})
    told = letter_data(draft, [], reference="A-1", revision=2, is_draft=False)
    assert not {"statements.questions", "urgency-reason"} & set(told["answers"])
    assert told["answers"] == ANSWERS


def test_a_machine_is_never_silent(tmp_path: Path) -> None:
    draft = a_draft()
    content = letter_of(draft, ["fr", "ar"], arabic(draft, Status.MACHINE), Names(), OCCASION)
    cells = [cell for section in content.sections for row in section.rows for cell in row.cells]
    assert {one.mark for one in cells if one.unit and one.language == "ar"} == {"machine"}
    assert not any(one.mark for one in cells if one.language == "fr")
    missing = letter_of(draft, ["zh"], [], Names(), OCCASION)
    marks = {one.mark for section in missing.sections for row in section.rows for one in row.cells if one.unit}
    assert marks == {"missing"}


def test_a_draft_says_so_on_every_page(tmp_path: Path) -> None:
    occasion = Occasion("A-1", 1, date(2026, 3, 2), draft=True)
    text = text_of(pdf_of(a_draft(), "fr", occasion=occasion), tmp_path)
    assert all("PROJET" in page for page in text.split("\f")[:-1])


@pytest.mark.parametrize("languages", [[], ["fr", "ar", "en"], ["pt"]])
def test_a_letter_has_one_language_of_six_or_two(languages: list[str]) -> None:
    with pytest.raises(Invalid):
        letter_of(a_draft(), languages, [], Names(), OCCASION)


def test_a_sign_without_a_font_is_told_and_never_a_box() -> None:
    with pytest.raises(Invalid) as caught:
        pdf_of(a_draft(facts="Un signe \U000f0001 inconnu"), "fr")
    assert [one.where for one in caught.value.faults] == ["letter"]


def test_a_font_that_is_missing_names_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    said = {"error": "There is no font for “zh” (Noto Serif CJK SC).", "package": "fonts-noto-cjk"}
    monkeypatch.setattr(drawing, "ask", lambda *_args, **_more: said)
    with pytest.raises(Unavailable, match="fonts-noto-cjk"):
        pdf_of(a_draft(), "zh")
    assert ask is not drawing.ask


def test_a_docx_copy_holds_all(request_: Request, now: datetime) -> None:
    content = letter_docx(request_, ["fr", "ar"], now=now)
    document = Document(BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    text = "\n".join(cells)
    for value in (
        "Enquête préliminaire",
        ACCOUNT,
        AMOUNT,
        CASE,
        MAIL,
        "B. Modèle",
        "نص باللغة العربية",
        request_.reference,
    ):
        assert value in text, value
    xml = zipfile.ZipFile(BytesIO(content)).read("word/document.xml").decode()
    assert xml.count("<w:bidi/>") > 20
    assert xml.count("<w:rtl/>") > 20


def test_the_data_alone_are_those_of_the_letter(request_: Request, now: datetime) -> None:
    assert json.loads(letter_json(request_)) == json.loads(json.dumps(data_of(request_)))
    assert json.loads(letter_json(request_))["draft"] is True


def test_a_letter_says_what_the_directory_and_the_library_say(
    demonstration: None, writer: User, now: datetime, tmp_path: Path
) -> None:
    made = open_request(draft=a_draft(), by=writer, now=now)
    Wording.objects.all().delete()
    text = together(text_of(letter_pdf(made, ["fr"], now=now), tmp_path, "-raw"))
    for said in (
        "Ministère de la justice de l’État de démonstration XBB",
        "Traité d’entraide judiciaire",
        made.reference,
    ):
        assert together(said) in text, said


def test_an_offence_without_a_title_in_a_language_stands_in_english_and_says_so() -> None:
    names = Names(offences={"0703": {"en": "Corruption", "es": "Corrupción"}})
    content = letter_of(a_draft(), ["fr", "es"], [], names, OCCASION)
    cells = [cell for part in content.sections for row in part.rows for cell in row.cells]
    told = {cell.language: cell for cell in cells if cell.text and cell.text[0] and cell.text[0][0].text == "0703"}
    said = {language: "".join(run.text for run in cell.text[0]) for language, cell in told.items()}
    assert said == {"fr": "0703 Corruption (anglais)", "es": "0703 Corrupción"}
    assert (told["fr"].spoken, told["es"].spoken) == ("en", "")


def test_a_broken_file_is_told_in_words() -> None:
    with pytest.raises(Invalid) as caught:
        read_file(b'{"format": "cjin-request/1", "kind" "x"}', "request.json")
    assert caught.value.faults[0].message.startswith("it is damaged or cut off at line 1, sign 37")
