"""The report on a round as a document."""

from datetime import date, datetime

from django.utils import timezone

from cjin.core.rules.errors import Fault, Invalid

from ..models import Discussion, Round
from ..rules.report.checking import Wrong, check
from ..rules.report.opened import opened
from ..rules.report.parts import Report
from ..rules.report.print import as_pdf
from ..rules.report.web import as_html
from ..rules.report.word import as_docx
from ..rules.report.writing import write
from .compiling import material_of
from .discussions import compiled_of
from .report import edits_of, facts_of, report_on
from .rounds import round_named

FORMATS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
}


def cutoff_of(round_: Round, now: datetime) -> date:
    """The day up to which replies count: that on which the round was closed, today while it is open."""
    return timezone.localdate(round_.closed_at or now)


def document_of(round_: Round, language: str, form: str, *, now: datetime) -> bytes:
    """The report on a round in a language as ``docx``, ``pdf`` or ``html``; of the same replies the same bytes."""
    day = cutoff_of(round_, now)
    return written(report_on(round_, language, cutoff=day), form, round_=round_.slug, day=day)


def written(report: Report, form: str, *, day: date, round_: str = "") -> bytes:
    """A report in one of the formats; as DOCX one on a ``round_`` can be checked. Raises Invalid for another one."""
    match form:
        case "docx":
            return as_docx(report, round_=round_, day=day)
        case "pdf":
            return as_pdf(report, day=day)
        case "html":
            return as_html(report).encode()
    raise Invalid("There is no such format.", [Fault("format", f"one of {', '.join(FORMATS)} is expected")])


def wrong_in(file: bytes, *, now: datetime) -> list[Wrong]:
    """What of a finished DOCX is not what the replies say. Raises Invalid, NotFound.

    What the document tells of itself says only what it is to be compared with: the report on a round in a language, or
    the compilation for a discussion; either is made once more.
    """
    pieces, said = opened(file)
    round_, language, number = round_named(said["round"]), str(said["language"]), said.get("discussion", 0)
    whole = not number or said.get("whole", True)
    material = material_of(round_, language, cutoff=cutoff_of(round_, now), public=not whole)
    facts = facts_of(material, language)
    if not number:
        replaced = {one.paragraph for one in edits_of(round_, language) if not one.added}
        return check(pieces, said, facts, write(material, language), replaced)
    one = Discussion.objects.filter(pk=number).first()
    if one is None:
        return [Wrong("the whole document", "", "there is no such discussion any more")]
    return check(pieces, said, facts, compiled_of(one, material, language, whole=whole))
