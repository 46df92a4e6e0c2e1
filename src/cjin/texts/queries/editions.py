"""An expression as an edition: what exports and other programs get."""

from cjin.texts.models import Expression, Provision
from cjin.texts.rules.document import Instrument, Note
from cjin.texts.rules.document import Provision as Unit
from cjin.texts.rules.export.edition import Edition


def edition_of(expression: Expression, address: str = "") -> Edition:
    """The edition of an expression, in three queries however long it is. ``address`` is the page of the work."""
    work = expression.work
    rows = list(expression.provisions.order_by("position"))
    ids = {row.pk: f"{work.slug}/{row.eid}" for row in rows}
    instrument = Instrument(
        work.slug,
        expression.title,
        symbol=expression.symbol,
        adopted=expression.adopted.isoformat() if expression.adopted else "",
        body=work.body,
        author_line=expression.author_line,
        enacting_clause=expression.enacting_clause,
        closing_formula=expression.closing_formula,
        notes={n.label: Note(n.label, n.text, (n.first_line, n.last_line)) for n in expression.notes.all()},
        preamble=[unit_from(row, ids) for row in rows if row.preamble],
        operative=[unit_from(row, ids) for row in rows if not row.preamble],
        is_annex=work.annex > 0,
    )
    return Edition(instrument, expression.language, expression.number, address, work.place, expression.is_proposal)


def unit_from(row: Provision, ids: dict[int, str]) -> Unit:
    """A stored provision as the rules take it; ``ids`` are the identifiers of the rows of its text."""
    return Unit(
        ids[row.pk],
        row.kind,
        row.num,
        ids[row.parent_id] if row.parent_id else None,
        row.text,
        list(row.footnotes),
        tuple(row.heading_path),
        row.chapeau or None,
        (row.first_line, row.last_line),
        row.title,
        row.marked,
    )
