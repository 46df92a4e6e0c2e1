"""A check as a person declares it: what it looks at, how grave it is, what it says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from functools import cache
from typing import Any

from cjin.core.rules.catalogue import names, parse, read
from cjin.statistics.rules.faults import Declared, declaration, slug

LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")


class Severity(IntEnum):
    """How grave a finding is: an error cannot be right, a warning needs words, an information may be read."""

    ERROR = 1
    WARNING = 2
    INFO = 3


class Scope(StrEnum):
    """What a finding is about: one figure, a series over the years, or the dataset."""

    FIGURE = "figure"
    SERIES = "series"
    DATASET = "dataset"


class Kind(StrEnum):
    """The ways of checking; each takes parameters of its own."""

    TYPE = "type"
    RANGE = "range"
    CODE = "code"
    KEY = "key"
    SUM = "sum"
    PART = "part"
    MARGIN = "margin"
    REGIONS = "regions"
    FUNNEL = "funnel"
    CHANGE = "change"
    REVISION = "revision"
    PLACES = "places"
    HEALTH = "health"
    BREAK = "break"
    METADATA = "metadata"


PARAMETERS: Mapping[Kind, tuple[str, ...]] = {
    Kind.TYPE: ("unit", "is"),
    Kind.RANGE: ("unit", "least", "most"),
    Kind.CODE: ("field", "list"),
    Kind.KEY: ("agree",),
    Kind.SUM: ("whole", "parts", "tree", "tolerance", "indicator"),
    Kind.PART: ("whole", "parts", "tree", "indicator"),
    Kind.MARGIN: ("over", "direction", "tolerance"),
    Kind.REGIONS: ("tolerance",),
    Kind.FUNNEL: ("upper", "lower"),
    Kind.CHANGE: ("limit", "factor", "spread", "prior"),
    Kind.REVISION: ("factor", "limit"),
    Kind.PLACES: ("among", "tolerance"),
    Kind.HEALTH: ("police", "health", "mechanisms", "factor", "limit"),
    Kind.BREAK: ("limit", "factor", "years", "spread"),
    Kind.METADATA: ("field",),
}


@dataclass(frozen=True)
class Check:
    """One check. ``message`` is a sentence by language; ``given`` holds the parameters of its kind."""

    id: str
    kind: Kind
    scope: Scope
    severity: Severity
    message: Mapping[str, str]
    given: Mapping[str, Any] = field(default_factory=dict)

    def told(self) -> dict[str, Any]:
        """The check in plain values."""
        return {
            "id": self.id,
            "kind": str(self.kind),
            "scope": str(self.scope),
            "severity": self.severity.name.lower(),
            "message": dict(self.message),
            "parameters": dict(self.given),
        }

    def number(self, name: str, otherwise: float) -> float:
        """A parameter that is a number."""
        return float(self.given.get(name, otherwise))

    def texts(self, name: str) -> tuple[str, ...]:
        """A parameter that is a text or a list of texts."""
        said = self.given.get(name, ())
        return (said,) if isinstance(said, str) else tuple(map(str, said))


@cache
def known() -> Mapping[str, Check]:
    """Every check of the catalogue by its identifier. Raises Invalid."""
    found: dict[str, Check] = {}
    for name in names("checks"):
        found |= checks_of(read(name), f"{name}.yaml")
    return found


def read_checks(text: str, name: str) -> Mapping[str, Check]:
    """The checks of a YAML text. Raises Invalid with every fault in its place."""
    return checks_of(parse(text, name), name)


def checks_of(value: Any, name: str) -> Mapping[str, Check]:
    """The checks of a declaration."""
    with declaration(value, name) as whole:
        list(whole.named(("checks",), required=("checks",)))
        found = [_check(entry) for entry in whole.part("checks").items()]
        for identity in sorted({one.id for one in found if [c.id for c in found].count(one.id) > 1}):
            whole.part("checks").fault(f"the check {identity} comes twice")
    return {one.id: one for one in found}


def _check(part: Declared) -> Check:
    kind = part.part("kind").one_of(Kind, Kind.TYPE)
    own = ("id", "kind", "scope", "severity", "message")
    list(part.named((*own, *PARAMETERS[kind]), required=("id", "kind", "severity", "message")))
    said = part.part("severity").text("error")
    if said.upper() not in Severity.__members__:
        part.part("severity").fault("write error, warning or info")
    message = part.part("message")
    list(message.named(LANGUAGES, required=LANGUAGES))
    given = {name: value for name, value in (part.value or {}).items() if name not in own}
    _numbers(part, given)
    return Check(
        slug(part.part("id")),
        kind,
        part.part("scope").one_of(Scope, Scope.FIGURE),
        Severity.__members__.get(said.upper(), Severity.ERROR),
        message.table(),
        given,
    )


def _numbers(part: Declared, given: Mapping[str, Any]) -> None:
    for name in ("least", "most", "limit", "factor", "spread", "prior", "tolerance", "years"):
        value = given.get(name, 0)
        if isinstance(value, bool) or not isinstance(value, int | float):
            part.part(name).fault("write a number")
