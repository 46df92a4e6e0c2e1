"""Flows: everything that is published under one name and that somebody may see, ready to be read cell by cell.

The last publication of each source counts; those before it are its history.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pyarrow as arrow
from django.utils.translation import gettext as _

from cjin.core.permissions import Actor
from cjin.core.rules.errors import NotFound
from cjin.statistics.models import Publication
from cjin.statistics.queries.publications import file_of, publications_of
from cjin.statistics.rules.publishing.flows import FIRST, Flow
from cjin.statistics.rules.publishing.reading import Cell, Wanted, cells_of, each


@dataclass(frozen=True)
class Part:
    """A flow as one source published it last."""

    publication: Publication
    flow: Flow


@dataclass(frozen=True)
class Held:
    """A flow of all sources. ``flow`` has the codes and labels of all of them; its rules are those of each part."""

    flow: Flow
    parts: tuple[Part, ...]

    @property
    def as_of(self) -> date:
        """The newest day of its data."""
        return max(part.publication.vintage for part in self.parts)

    @property
    def areas(self) -> Sequence[str]:
        """The reporting areas that it holds."""
        return self.flow.lists.get("REF_AREA", ())

    @property
    def periods(self) -> Sequence[str]:
        """The periods that it holds, the first one first."""
        return self.flow.lists.get("TIME_PERIOD", ())

    def part_of(self, source: str) -> Part:
        """The part of a source. Raises NotFound."""
        for part in self.parts:
            if part.publication.source.slug == source:
                return part
        raise NotFound(_("There are no such figures."))

    def table(self, wanted: Wanted = Wanted()) -> arrow.Table:  # noqa: B008 - it is frozen
        """Its cells that are wanted, in the order of its key. Raises Invalid for a dimension that it has not."""
        sources = wanted.codes.get("SOURCE")
        parts = [one for one in self.parts if sources is None or one.publication.source.slug in sources]
        return cells_of(self.flow, [file_of(one.publication, self.flow.id) for one in parts], wanted)

    def cells(self, wanted: Wanted = Wanted()) -> Iterator[Cell]:  # noqa: B008 - it is frozen
        """The same cell by cell."""
        return each(self.table(wanted), self.flow)


def flows(actor: Actor) -> list[Held]:
    """Every flow that somebody may see, by group and in the order in which it was published. One query."""
    held: dict[str, list[Part]] = {}
    seen: set[tuple[int, str]] = set()
    for publication in publications_of(actor).filter(withdrawn_at=None).order_by("source", "-number"):
        for told in publication.flows:
            if (publication.source_id, told["id"]) not in seen:
                seen.add((publication.source_id, told["id"]))
                held.setdefault(told["id"], []).append(Part(publication, Flow.of(told)))
    return [Held(_joined(parts), tuple(parts)) for parts in held.values()]


def flow_for(actor: Actor, identity: str) -> Held:
    """A flow for somebody. Raises NotFound, also where nothing of it is released to them."""
    for held in flows(actor):
        if held.flow.id == identity:
            return held
    raise NotFound(_("There are no figures %(flow)s.") % {"flow": identity[:80]})


def coverage(held: Held) -> tuple[int, int, int]:
    """How much of the world and of time a flow covers: its areas, its years, its cells."""
    return len(held.areas), len({period[:4] for period in held.periods}), held.flow.cells


def _joined(parts: Sequence[Part]) -> Flow:
    first = parts[0].flow
    lists: dict[str, set[str]] = {}
    labels: dict[str, dict[str, str]] = {}
    for part in parts:
        for name, codes in part.flow.lists.items():
            lists.setdefault(name, set()).update(codes)
        for name, said in part.flow.labels.items():
            labels.setdefault(name, {}).update(said)
        lists.setdefault("SOURCE", set()).add(part.publication.source.slug)
    cells = sum(part.flow.cells for part in parts)
    return replace(first, lists={name: sorted(codes) for name, codes in lists.items()}, labels=labels, cells=cells)


def address_of(held: Held, cell: Cell) -> Mapping[str, Any]:
    """The arguments of a cell's page (``statistics:cell``): its publication, its flow, its key and its period."""
    part = held.part_of(cell.codes["SOURCE"])
    return {
        "slug": part.publication.source.slug,
        "number": part.publication.number,
        "flow": held.flow.id,
        "key": key_text(held.flow, cell.codes),
        "period": cell.codes["TIME_PERIOD"],
    }


def key_text(flow: Flow, codes: Mapping[str, str]) -> str:
    """The key of a series as SDMX writes it: its codes in order with points between them, without source and period."""
    return ".".join(codes[name] for name in flow.key if name not in ("SOURCE", "TIME_PERIOD"))


def codes_of(flow: Flow, key: str, source: str, period: str) -> dict[str, str]:
    """The codes that a key stands for. Raises NotFound for a key of another shape."""
    names = [name for name in flow.key if name not in ("SOURCE", "TIME_PERIOD")]
    said = key.split(".")
    if len(said) != len(names):
        raise NotFound(_("There is no such figure."))
    return {**dict(zip(names, said, strict=True)), "SOURCE": source, "TIME_PERIOD": period}


__all__ = ["FIRST", "Held", "Part", "address_of", "codes_of", "coverage", "flow_for", "flows", "key_text"]
