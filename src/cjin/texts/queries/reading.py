"""What a reader may read: works, their texts, and the units and notes of one text."""

from collections.abc import Mapping, Sequence

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from cjin.core.queries.release import Reader, visible_to
from cjin.core.rules.errors import NotFound
from cjin.texts.models import Expression, Note, Provision, Work
from cjin.texts.rules.layout import Frame, Row, lay_out
from cjin.texts.rules.stages import Stage

UNIT = (
    "pk", "expression_id", "eid", "position", "kind", "num", "title", "text", "marked",
    "heading_path", "chapeau", "preamble",
)  # fmt: skip


def readable(reader: Reader) -> QuerySet[Expression]:
    """The texts that this reader may read: published ones that are released to them, and all of their own."""
    own = Q(owner__in=sorted(reader.organization_ids))
    if reader.is_owner_of_node:
        own |= Q(owner__isnull=True)
    return visible_to(Expression.objects.all(), reader).filter(Q(stage=Stage.PUBLISHED) | own)


def works_for(reader: Reader) -> QuerySet[Work]:
    """The works that this reader may know of: those of the catalogue, and those with a text that they may read."""
    return Work.objects.filter(Q(known=True) | Exists(readable(reader).filter(work=OuterRef("pk"))))


def work_for(reader: Reader, slug: str) -> Work:
    """The work with this identifier. Raises NotFound, for what is not released as for what does not exist."""
    found = works_for(reader).filter(slug=slug).first()
    if found is None:
        raise NotFound(_("There is no instrument %(slug)s.") % {"slug": slug[:120]})
    return found


def texts_of(work: Work, reader: Reader) -> list[Expression]:
    """The texts of a work that this reader may read: published ones before drafts, current ones first."""
    found = readable(reader).filter(work=work).select_related("source").defer(*_HEAVY)
    texts = sorted(found, key=lambda one: (one.stage != Stage.PUBLISHED, not one.is_current, one.language, one.number))
    for text in texts:
        text.work = work
    return texts


_HEAVY = ("source__lines", "source__placed", "source__cleaning", "source__warnings")


def units_of(expression: Expression) -> list[Provision]:
    """The units of a text in order, with what a page shows of them; one query."""
    return list(expression.provisions.order_by("position").only(*UNIT))


def notes_of(expression: Expression) -> dict[str, str]:
    """The notes of a text by label, in order; one query."""
    return dict(Note.objects.filter(expression=expression).order_by("pk").values_list("label", "text"))


def rows_of(expression: Expression, units: Sequence[Provision], notes: Mapping[str, str]) -> list[Row]:
    """The rows of a text's page."""
    frame = Frame(expression.language, expression.author_line, expression.enacting_clause, expression.closing_formula)
    return lay_out(units, notes, frame)
