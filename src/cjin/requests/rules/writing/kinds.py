"""The kinds of requests of the catalogue: matters, items and measures, each item with the articles that ask for it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import Any

from cjin.core.rules.catalogue import names, read
from cjin.core.rules.errors import Fault, Invalid, NotFound

from ..kinds import Kind

FOLDER, MATTERS = "requests/kinds", "requests/matters"
BASIS = "basis"
"""The name under which a condition asks for the instrument that the request rests on."""


class Type(StrEnum):
    """What an item is answered with."""

    TEXT = "text"
    WORDS = "words"
    DAY = "day"
    NUMBER = "number"
    YES_NO = "yes-no"
    CHOICE = "choice"
    MEASURES = "measures"
    LANGUAGES = "languages"
    OFFENCES = "offences"
    PERSONS = "persons"
    PROPERTY = "property"
    DOCUMENTS = "documents"


@dataclass(frozen=True, slots=True)
class Item:
    """A question and its rules.

    ``when``: it is asked where each named item (or ``basis``) has one of these values; ``when_given``: where that item
    is answered; ``unless_only``: not where the request asks for nothing but these measures. ``must``: the only answer
    that does not stop the request; ``least``: the smallest number; ``ahead``: the day has to come.
    """

    item: str
    asks: str
    type: Type
    mandatory: bool = False
    articles: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    when: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    when_given: str = ""
    unless_only: frozenset[str] = frozenset()
    must: bool | None = None
    least: int | None = None
    ahead: bool = False


@dataclass(frozen=True, slots=True)
class Matter:
    """What is asked on one page."""

    matter: str
    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """A kind of assistance with items of its own; ``needs`` are items of the kind that become mandatory by it.

    ``coercive``: it interferes with somebody's rights, so that dual criminality counts.
    """

    measure: str
    title: str
    items: tuple[Item, ...]
    articles: tuple[str, ...] = ()
    needs: frozenset[str] = frozenset()
    coercive: bool = False


@dataclass(frozen=True, slots=True)
class KindOfRequest:
    """A kind of request in one version. ``basis`` is the kind of help that a legal basis is looked for, ``function``
    that of the authority that is competent; ``articles`` are the main ones by instrument; ``dual``: each offence has to
    be one in both States.
    """

    kind: str
    version: int
    title: str
    function: str
    basis: Kind
    matters: tuple[Matter, ...]
    measures: tuple[Measure, ...] = ()
    articles: Mapping[str, str] = field(default_factory=dict)
    dual: bool = False

    def items(self, measures: Sequence[str] = ()) -> Iterator[Item]:
        """The items of all matters in order, then those of these measures."""
        for matter in self.matters:
            yield from matter.items
        for measure in self.measures:
            if measure.measure in measures:
                yield from measure.items

    def measure(self, name: str) -> Measure:
        """A measure by its name. Raises NotFound."""
        for one in self.measures:
            if one.measure == name:
                return one
        raise NotFound(f"“{name[:60]}” is no measure of {self.kind}.")


@lru_cache(maxsize=1)
def kinds() -> Mapping[str, KindOfRequest]:
    """The kinds of requests of the catalogue by name. Raises Invalid with the place of a fault."""
    common = {one["matter"]: one for one in read(MATTERS)}
    found = [_kind(read(name), common, f"catalogue/{name}.yaml") for name in names(FOLDER)]
    return {one.kind: one for one in found}


def kind_named(name: str) -> KindOfRequest:
    """A kind of request by its name. Raises NotFound."""
    if name not in kinds():
        raise NotFound(f"“{name[:60]}” is no kind of request; there are: {', '.join(sorted(kinds()))}.")
    return kinds()[name]


def _kind(data: Mapping[str, Any], common: Mapping[str, Any], file: str) -> KindOfRequest:
    matters = [common[one["from"]] if "from" in one else one for one in data["matters"]]
    made = KindOfRequest(
        kind=data["kind"],
        version=data["version"],
        title=data["title"],
        function=data["function"],
        basis=Kind(data["basis"]),
        matters=tuple(Matter(one["matter"], one["title"], _items(one)) for one in matters),
        measures=tuple(_measure(one) for one in data.get("measures", ())),
        articles=data.get("articles", {}),
        dual=bool(data.get("dual", False)),
    )
    faults = [Fault(file, message) for message in _faults(made)]
    if faults:
        raise Invalid("A kind of request is not right.", faults)
    return made


def _measure(data: Mapping[str, Any]) -> Measure:
    return Measure(
        data["measure"], data["title"], _items(data), tuple(data.get("articles", ())),
        frozenset(data.get("needs", ())), bool(data.get("coercive", False)),
    )  # fmt: skip


def _items(data: Mapping[str, Any]) -> tuple[Item, ...]:
    return tuple(_item(one) for one in data["items"])


def _item(data: Mapping[str, Any]) -> Item:
    return Item(
        item=data["item"],
        asks=data["asks"],
        type=Type(data["type"]),
        mandatory=bool(data.get("mandatory", False)),
        articles=tuple(data.get("articles", ())),
        choices=tuple(data.get("choices", ())),
        when={name: tuple(values) for name, values in data.get("when", {}).items()},
        when_given=data.get("when_given", ""),
        unless_only=frozenset(data.get("unless_only", ())),
        must=data.get("must"),
        least=data.get("least"),
        ahead=bool(data.get("ahead", False)),
    )


def _faults(kind: KindOfRequest) -> Iterator[str]:
    items = list(kind.items([one.measure for one in kind.measures]))
    known = [one.item for one in items]
    yield from (f"the item {name} stands twice" for name in sorted({one for one in known if known.count(one) > 1}))
    for one in items:
        named = {*one.when, one.when_given} - {"", BASIS}
        yield from (f"{one.item} waits for {name}, which is not asked" for name in sorted(named - set(known)))
        if (one.type is Type.CHOICE) != bool(one.choices):
            yield f"{one.item}: a choice has choices, and nothing else has"
    for measure in kind.measures:
        yield from (f"{measure.measure} needs {name}, which is not asked" for name in measure.needs - set(known))
