"""What this node holds of figures, for its home page and for the entrance to figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest

from cjin.core.permissions import Actor
from cjin.statistics.models import Publication
from cjin.statistics.queries.datasets import readable
from cjin.statistics.queries.flows import Held, coverage, flows
from cjin.statistics.queries.labels import say
from cjin.statistics.queries.readings import edits_figures
from cjin.statistics.rules.exploring.themes import Theme, goal_of, theme_of, themes


@dataclass(frozen=True)
class Shelf:
    """The indicators of one theme."""

    theme: Theme
    flows: Sequence[Held]

    @property
    def title(self) -> str:
        """The name of the theme in the reader's language."""
        return say(self.theme.title)


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
        """The indicators by theme: those of a goal in its order, of the others that of most areas and years first."""
        groups: dict[Theme, list[Held]] = {theme: [] for theme in themes()}
        for held in self.flows:
            groups[theme_of(held.flow)].append(held)
        return [
            Shelf(theme, sorted(sorted(found, key=coverage, reverse=True), key=_goal))
            for theme, found in groups.items()
            if found
        ]

    @property
    def hidden(self) -> int:
        """How many figures are kept back in the publications that are shown."""
        reports: list[Any] = [one.report.get("hidden") or {} for one in self.publications]
        return sum(hidden.get("sensitive", 0) + hidden.get("with_them", 0) for hidden in reports)

    def unfilled(self) -> list[str]:
        """The titles of tables that were to be counted and that no source could fill."""
        filled = {held.flow.id for held in self.flows}
        declared = [table for one in self.publications for table in one.tables.get("tables", ())]
        titles = {table["id"]: table.get("title", table["id"]) for table in declared if table["id"] not in filled}
        return [say(title) for title in titles.values()]


def _goal(held: Held) -> list[int]:
    return [int(part) for part in goal_of(held.flow.id).split(".") if part]


def holding_of(actor: Actor) -> Holding:
    """What somebody may see. One query."""
    return Holding(flows(actor))


def indicators(request: HttpRequest) -> int:
    """How many indicators this reader may see."""
    return len(flows(request.user))


def has_datasets(person: Any) -> bool:
    """Whether this person may see datasets, and what checks found in them, or may read some in."""
    return edits_figures(person) or readable(person).exists()
