"""Import: a file becomes draft expressions, one per instrument found in it."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from cjin.core.actions.audit import record
from cjin.core.models import User
from cjin.core.permissions import check_can
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import Conflict, Fault, Invalid
from cjin.core.rules.storable import storable
from cjin.texts.actions.works import work_for
from cjin.texts.models import Expression, Note, Provision, Source, Work
from cjin.texts.rules import source as files
from cjin.texts.rules.days import written_day
from cjin.texts.rules.document import Document, Instrument
from cjin.texts.rules.document import Provision as Unit
from cjin.texts.rules.parse import parse
from cjin.texts.rules.proposals import is_proposal


@dataclass(frozen=True)
class Imported:
    """What an import did: the expressions of the file, and whether it was known already."""

    expressions: tuple[Expression, ...]
    unchanged: bool


def import_source(
    *, source: files.Source, language: str | None = None, address: str = "", by: User | None, now: datetime
) -> Imported:
    """Makes a draft of every instrument in a file that was read.

    The same file again changes nothing. A corrected file (same name, other words) makes new expressions that supersede
    the earlier ones and wait for their difference to be confirmed. Raises NotAllowed, and Invalid where no
    instrument is found. The file is taken apart before the database is touched, so that nobody waits for it.
    """
    check_can(by, Duty.TEXTS_EDIT, today=timezone.localdate(now))
    digest = digest_of(source, language)
    known = _known(digest)
    if known:
        return known
    document = parse(source, language)
    if not document.instruments:
        raise Invalid(
            _("No instrument was found in %(name)s.") % {"name": source.name},
            [Fault(source.name, warning.message) for warning in document.warnings],
        )
    try:
        return _stored(source, document, digest, address, by, now)
    except IntegrityError as error:
        if known := _known(digest):
            return known
        raise Conflict(_("Another file with a text of this instrument came at the same moment. Try again.")) from error


def _known(digest: str) -> Imported | None:
    found = Source.objects.filter(digest=digest).first()
    if found is None:
        return None
    return Imported(tuple(found.expressions.select_related("work").order_by("first_line")), unchanged=True)


@transaction.atomic
def _stored(
    source: files.Source, document: Document, digest: str, address: str, by: User | None, now: datetime
) -> Imported:
    stored = _store_source(source, document, digest, address, now)
    proposed = is_proposal(source, document)
    expressions = tuple(
        _store(instrument, document.language, stored, proposed, by, now) for instrument in document.instruments
    )
    detail = {"file": source.name, "digest": digest, "expressions": [expression.key for expression in expressions]}
    record(stream="texts", act="import", by=by, obj=f"source/{stored.pk}", detail=detail, now=now)
    return Imported(expressions, unchanged=False)


def digest_of(source: files.Source, language: str | None) -> str:
    """SHA-256 over what was read of a file and the language it was read in; the file's name does not count."""
    content = "\n".join([language or "", source.format, *(line.raw for line in source.lines)])
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()


def _store_source(source: files.Source, document: Document, digest: str, address: str, now: datetime) -> Source:
    return Source.objects.create(
        digest=digest,
        name=source.name[:250],
        format=source.format,
        size=sum(len(line.raw) + 1 for line in source.lines),
        lines=[storable(line.raw) for line in source.lines],
        placed=[[place.role.value, storable(place.unit)] for place in document.placed],
        cleaning=[_told(asdict(step)) for step in document.cleaning],
        warnings=[asdict(warning) for warning in document.warnings],
        address=address,
        read_at=now,
    )


def _told(step: Mapping[str, object]) -> dict[str, object]:
    return {name: storable(value) if isinstance(value, str) else value for name, value in step.items()}


def _store(
    instrument: Instrument, language: str, source: Source, proposed: bool, by: User | None, now: datetime
) -> Expression:
    work = work_for(instrument, language)
    earlier = _earlier(work, language, source)
    expression = Expression.objects.create(
        work=work,
        language=language,
        number=next_number(work, language),
        source=source,
        supersedes=earlier,
        confirmed=earlier is None,
        label=source.name[:160],
        title=instrument.title,
        symbol=instrument.symbol,
        adopted=written_day(instrument.adopted),
        is_proposal=proposed,
        author_line=instrument.author_line,
        enacting_clause=instrument.enacting_clause,
        closing_formula=instrument.closing_formula,
        warnings=[asdict(warning) for warning in instrument.warnings],
        first_line=instrument.lines[0],
        last_line=min(instrument.lines[1], len(source.lines)),
        imported_at=now,
        imported_by=by,
    )
    store_units(expression, [*instrument.preamble, *instrument.operative], recitals=len(instrument.preamble))
    Note.objects.bulk_create(
        Note(expression=expression, label=note.label, text=note.text, first_line=note.lines[0], last_line=note.lines[1])
        for note in instrument.notes.values()
    )
    return expression


def next_number(work: Work, language: str) -> int:
    """The number of the next version of a work in a language."""
    highest = work.expressions.filter(language=language).aggregate(highest=Max("number"))["highest"]
    return (highest or 0) + 1


def _earlier(work: Work, language: str, source: Source) -> Expression | None:
    """The version that this one corrects: the latest of the work in the language that came from a file of the same
    name.
    """
    return work.expressions.filter(language=language, source__name=source.name).order_by("-number").first()


def store_units(expression: Expression, units: Sequence[Unit], *, recitals: int) -> None:
    """Writes the provisions of an expression, the first ``recitals`` of them as its preamble."""
    rows: dict[str, Provision] = {}
    for position, unit in enumerate(units):
        rows[unit.id] = Provision(
            expression=expression,
            eid=unit.id.partition("/")[2],
            position=position,
            kind=unit.kind,
            num=unit.num,
            preamble=position < recitals,
            title=unit.title,
            text=unit.text,
            marked=unit.marked,
            heading_path=list(unit.heading_path),
            chapeau=unit.chapeau or "",
            footnotes=unit.footnotes,
            first_line=unit.lines[0],
            last_line=unit.lines[1],
        )
    Provision.objects.bulk_create([row for unit, row in zip(units, rows.values(), strict=True) if unit.parent is None])
    for depth in range(1, 5):
        nested = [unit for unit in units if unit.parent and unit.id.count("__") == depth]
        for unit in nested:
            rows[unit.id].parent = rows[unit.parent or ""]
        Provision.objects.bulk_create([rows[unit.id] for unit in nested])
