"""What this node holds of figures, for its home page and for the entrance to figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest

from cjin.core.permissions import Actor
from cjin.statistics.models import Publication
from cjin.statistics.queries.flows import Held, flows
from cjin.statistics.queries.labels import say


@dataclass(frozen=True)
class Shelf:
    """The indicators of one group."""

    title: str
    flows: Sequence[Held]


@dataclass(frozen=True)
class Missing:
    """What one source does not tell: the tables that it cannot fill with the reason, and how many cells are hidden."""

    publication: Publication
    tables: Sequence[tuple[str, str]]
    hidden: int


@dataclass(frozen=True)
class Holding:
    """Everything that somebody may see of figures."""

    flows: Sequence[Held]

    @property
    def cells(self) -> int:
        """How many figures there are."""
        return sum(held.flow.cells for held in self.flows)

    @property
    def areas(self) -> list[str]:
        """The areas that report."""
        return sorted({area for held in self.flows for area in held.areas})

    @property
    def publications(self) -> list[Publication]:
        """Where they come from, the newest first."""
        found = {part.publication.pk: part.publication for held in self.flows for part in held.parts}
        return sorted(found.values(), key=lambda one: (one.vintage, one.pk), reverse=True)

    @property
    def as_of(self) -> date | None:
        """The newest day of the data."""
        return max((held.as_of for held in self.flows), default=None)

    @property
    def years(self) -> tuple[str, str] | None:
        """The first and the last year."""
        periods = [period[:4] for held in self.flows for period in held.periods]
        return (min(periods), max(periods)) if periods else None

    def shelves(self) -> list[Shelf]:
        """The indicators by group, in the order in which they were published."""
        groups: dict[str, list[Held]] = {}
        for held in self.flows:
            groups.setdefault(held.flow.group, []).append(held)
        return [Shelf(say(group), found) for group, found in groups.items()]

    def missing(self) -> list[Missing]:
        """What its sources do not tell."""
        found = [_missing(one) for one in self.publications]
        return [one for one in found if one.tables or one.hidden]


def _missing(one: Publication) -> Missing:
    hidden: Any = one.report.get("hidden") or {}
    titles = {table["id"]: table.get("title", table["id"]) for table in one.tables.get("tables", ())}
    refused = [(say(titles.get(name, name)), why) for name, why in one.report.get("refused", {}).items()]
    return Missing(one, refused, hidden.get("sensitive", 0) + hidden.get("with_them", 0))


def holding_of(actor: Actor) -> Holding:
    """What somebody may see. One query."""
    return Holding(flows(actor))


def indicators(request: HttpRequest) -> int:
    """How many indicators this reader may see."""
    return len(flows(request.user))
