"""The steps in which a request is written: the basis, whom to ask, one matter a page, each measure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from cjin.core.rules.errors import NotFound

from .completeness import Missing, asked
from .kinds import BASIS, Item, KindOfRequest, Measure, Type

ADDRESSEE = "addressee"


@dataclass(frozen=True, slots=True)
class Step:
    """A page of the writer: its name, the items that are asked on it, whether they are those of a measure.

    The steps ``basis`` and ``addressee`` have no items.
    """

    step: str
    items: tuple[Item, ...] = ()
    of_measure: bool = False

    @property
    def names(self) -> frozenset[str]:
        """The names of its items, or its own where it has none: where something that is missing is put right."""
        return frozenset(one.item for one in self.items) or frozenset({self.step})


def steps(kind: KindOfRequest, answers: Mapping[str, Any], basis: str) -> list[Step]:
    """The steps of a request in their order, each with the items that are asked by what is answered so far."""
    now = {one.item for one in asked(kind, answers, basis)}
    found = [Step(BASIS), Step(ADDRESSEE)]
    for matter in kind.matters:
        found.append(_step(matter.matter, matter.items, now))
        if any(one.type is Type.MEASURES for one in matter.items):
            found += [_of(kind.measure(name), now) for name in answers.get("measures", ())]
    return [one for one in found if one.items or one.step in (BASIS, ADDRESSEE)]


def _of(measure: Measure, now: Collection[str]) -> Step:
    return _step(measure.measure, measure.items, now, of_measure=True)


def _step(name: str, items: Iterable[Item], now: Collection[str], *, of_measure: bool = False) -> Step:
    return Step(name, tuple(one for one in items if one.item in now), of_measure)


def step_named(found: Iterable[Step], name: str) -> Step:
    """A step by its name. Raises NotFound."""
    for one in found:
        if one.step == name:
            return one
    raise NotFound(f"“{name[:60]}” is no step of this request.")


def missing_by_step(found: Iterable[Step], missing: Iterable[Missing]) -> dict[str, list[Missing]]:
    """What is missing, by the step on which it is put right."""
    places = {name: one.step for one in found for name in one.names}
    told: dict[str, list[Missing]] = {}
    for one in missing:
        told.setdefault(places.get(one.item, BASIS), []).append(one)
    return told


def begun(step: Step, answers: Mapping[str, Any], *, basis: str, addressee: str) -> bool:
    """Whether something was answered on a step."""
    chosen = {BASIS: basis, ADDRESSEE: addressee}
    return bool(chosen[step.step]) if step.step in chosen else any(one.item in answers for one in step.items)
