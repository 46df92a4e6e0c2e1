"""Notes that stand beside figures: their source, their dates, the rules they were counted by, what is hidden."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from cjin.statistics.models import Publication
from cjin.statistics.queries.covering import period_words
from cjin.statistics.queries.flows import Held, Part, address_of
from cjin.statistics.queries.labels import rule_label, rule_word
from cjin.statistics.queries.naming import protection_title
from cjin.statistics.queries.wording import number_words
from cjin.statistics.rules.publishing.flows import RULES, Flow
from cjin.statistics.rules.publishing.reading import Cell


@dataclass(frozen=True)
class Note:
    """What belongs to the figures of one source: ``rules`` by name and in words, empty where the source told none;
    ``periods`` says which periods have figures that are provisional or not available, and why.
    """

    publication: Publication
    rules: Sequence[tuple[str, str]]
    protection: str
    periods: Sequence[str] = ()

    @property
    def url(self) -> str:
        """The publication's page."""
        return self.publication.get_absolute_url()


def notes_of(parts: Sequence[Part]) -> list[Note]:
    """The notes of each source."""
    return [_note(part.publication, part.flow) for part in parts]


def _note(one: Publication, flow: Flow) -> Note:
    return Note(one, rules_in_words(flow), _protection(one), period_words(one, flow.id))


def rules_in_words(flow: Flow) -> list[tuple[str, str]]:
    """The counting rules of a flow, as a person reads them."""
    return [(rule_label(rule), rule_word(rule, flow.rules[rule])) for rule in RULES if rule in flow.rules]


def _protection(one: Publication) -> str:
    if not one.rule:
        return _("Published without protection: %(reason)s") % {"reason": one.reason} if one.reason else ""
    hidden: Any = one.report.get("hidden") or {}
    count = hidden.get("sensitive", 0) + hidden.get("with_them", 0)
    return _("Small counts are kept back by the rule “%(rule)s”, %(count)s cells in this publication.") % {
        "rule": protection_title(one.rule),
        "count": number_words(count),
    }


def cell_url(held: Held, cell: Cell) -> str:
    """The page that says how a figure was made."""
    return reverse("statistics:cell", kwargs=dict(address_of(held, cell)))
