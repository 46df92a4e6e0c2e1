"""What is covered: the categories of crime that a flow has figures for, and the flows that have some for a category."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cjin.core.permissions import Actor
from cjin.statistics.queries.flows import Held, flows
from cjin.statistics.rules.classification import Category, iccs
from cjin.statistics.rules.publishing.flows import CATEGORIES, Flow
from cjin.statistics.rules.units import TOTAL

_WORDS = re.compile(r"\w+")


@dataclass(frozen=True)
class Covered:
    """A flow with figures for a category: under which code of which dimension, "" where the whole flow is of it."""

    held: Held
    dimension: str
    code: str


def covered_in(flow: Flow) -> list[tuple[str, str]]:
    """The dimension and code of each category of which a publication tells a value."""
    codes = flow.covered or flow.lists
    return [(name, code) for name in CATEGORIES for code in codes.get(name, ()) if code != TOTAL]


def covering(actor: Actor, code: str) -> list[Covered]:
    """The flows that somebody may see with figures for a category or for one below it, its own ones first."""
    return covering_of(flows(actor), code)


def covering_of(among: Iterable[Held], code: str) -> list[Covered]:
    """Those of some flows with figures for a category or for one below it, its own ones first."""
    below = [iccs()[one] for one in sorted(iccs().under(code), key=len)]
    found = [one for held in among if (one := _first(held, below)) is not None]
    return sorted(found, key=lambda one: one.code != code)


def _first(held: Held, below: Sequence[Category]) -> Covered | None:
    """Under what a flow has the first of some categories."""
    there: Mapping[tuple[str, str], str] = {
        (name, code): _plain(part.flow.labels.get(name, {}).get(code, ""))
        for part in held.parts
        for name, code in covered_in(part.flow)
    }
    for one in below:
        for (name, code), label in there.items():
            if (name == "ICCS" and code == one.code) or (label and label == _plain(one.named("en"))):
                return Covered(held, name, code)
    title = f" {_plain(held.flow.title)} "
    whole = any(f" {_plain(one.named('en'))} " in title for one in below)
    return Covered(held, "", "") if whole and not held.flow.rules else None


def _plain(words: str) -> str:
    return " ".join(_WORDS.findall(words.casefold()))
