"""The texts that can be compared, and their units as a comparison takes them."""

from django.db.models import Count
from django.utils.translation import gettext as _

from cjin.core.queries.release import Reader
from cjin.texts.models import Expression
from cjin.texts.queries.reading import readable, units_of
from cjin.texts.rules.comparison import Compared
from cjin.texts.rules.naming import shown_number

MOST = 500
"""So many texts are offered to choose from; any other can be named by its key."""


def choices(reader: Reader) -> list[Expression]:
    """Texts to choose from, by instrument: the newest instruments first, at most MOST."""
    found = readable(reader).select_related("work").order_by("-work__adopted", "work__slug", "language", "number")
    return list(
        found.only("work__slug", "work__title", "language", "number", "label", "title", "stage", "is_proposal")[:MOST]
    )


def several(reader: Reader) -> list[tuple[Expression, Expression]]:
    """Pairs worth a look: the first and the last version of instruments that have several in one language."""
    found = readable(reader).order_by().values("work", "language").annotate(total=Count("pk")).filter(total__gt=1)
    wanted = {(one["work"], one["language"]) for one in found[:20]}
    texts = readable(reader).select_related("work").filter(work__in={work for work, _language in wanted})
    by_group: dict[tuple[int, str], list[Expression]] = {}
    for text in texts.order_by("work__slug", "language", "number"):
        by_group.setdefault((text.work_id, text.language), []).append(text)
    return [(group[0], group[-1]) for key, group in by_group.items() if key in wanted]


def compared(text: Expression) -> list[Compared]:
    """The units of a text for a comparison, with its title and the lines around its units."""
    units = [
        Compared(one.eid, shown_number(one.kind, one.num, one.eid, text.language), _words(one.title, one.text))
        for one in units_of(text)
    ]
    before = [("title", _("Title"), text.title), ("author", _("Author line"), text.author_line)]
    after = [("enacting", _("Enacting clause"), text.enacting_clause), ("closing", _("Closing"), text.closing_formula)]
    return [
        *(Compared(eid, str(name), words) for eid, name, words in before if words),
        *units,
        *(Compared(eid, str(name), words) for eid, name, words in after if words),
    ]


def _words(title: str, text: str) -> str:
    return f"{title} {text}".strip() if title else text
