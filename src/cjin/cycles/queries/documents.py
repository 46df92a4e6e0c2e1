"""The report on a round as a document."""

from datetime import date, datetime

from django.utils import timezone

from cjin.core.rules.errors import Fault, Invalid

from ..models import Round
from ..rules.report.checking import Wrong, check
from ..rules.report.opened import opened
from ..rules.report.parts import Report
from ..rules.report.print import as_pdf
from ..rules.report.web import as_html
from ..rules.report.word import as_docx
from .report import facts_of, report_on
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
    """The numbers of a finished DOCX that are not what the replies say. Raises Invalid, NotFound."""
    pieces, said = opened(file)
    round_ = round_named(str(said.get("round", "")))
    return check(pieces, said, facts_of(round_, str(said["language"]), cutoff=cutoff_of(round_, now)))
