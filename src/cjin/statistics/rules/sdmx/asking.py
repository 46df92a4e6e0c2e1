"""What a client of SDMX asks: the parts of a path and of a query, in the words of version 1 and 2 of the REST API."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

from cjin.core.rules.errors import Fault, Invalid, NotFound
from cjin.statistics.rules.publishing.flows import Flow
from cjin.statistics.rules.publishing.reading import Wanted
from cjin.statistics.rules.sdmx.names import AGENCY, VERSION, code_from

ALL = ("", "all", "*")
LATEST = ("latest", "~", "+", "1", "1.0", "1.0.0", "1.0+", "1+.0")
_PERIOD = re.compile(r"(\d{4})(-\d\d)?(-\d\d(T[\d:.Z+-]*)?)?\Z", re.ASCII)
_FILTER = re.compile(r"c\[(\w{1,60})\]\Z", re.ASCII)


class Detail(StrEnum):
    """How much of the data is wanted."""

    FULL = "full"
    DATA = "dataonly"
    KEYS = "serieskeysonly"
    NOTHING = "nodata"


@dataclass(frozen=True)
class Named:
    """An artefact or several: agency, identifier and version; an empty identifier is all of them."""

    identity: str = ""

    @classmethod
    def of(cls, agency: str, identity: str, version: str) -> "Named":
        """From the parts of a path. Raises NotFound for an agency or a version that is not ours."""
        if agency not in (*ALL, AGENCY, "SDMX") or version not in (*ALL, *LATEST, VERSION):
            raise NotFound(f"There is no {agency[:40]}:{identity[:80]}({version[:20]}).")
        return cls("" if identity in ALL else identity)

    @classmethod
    def of_flow(cls, said: str) -> "Named":
        """From ``OFFENCES``, ``CJIN,OFFENCES`` or ``CJIN,OFFENCES,1.0``, as version 1 has it."""
        parts = said.split(",")
        if len(parts) > 3:
            raise _wrong("flow", "write AGENCY,FLOW,VERSION")
        if len(parts) == 1:
            return cls.of("all", parts[0], "all")
        return cls.of(parts[0], parts[1], parts[2] if len(parts) == 3 else "all")

    def takes(self, identity: str) -> bool:
        """Whether an artefact is meant."""
        return not self.identity or identity in self.identity.split("+") or identity in self.identity.split(",")


@dataclass(frozen=True)
class Asked:
    """Which data are asked for."""

    wanted: Wanted = field(default_factory=Wanted)
    keys: Sequence[Mapping[str, Sequence[str]]] = ()
    first: int = 0
    last: int = 0
    detail: Detail = Detail.FULL
    updated_after: datetime | None = None
    at_observation: str = "TIME_PERIOD"


KNOWN = frozenset(
    {"startPeriod", "endPeriod", "firstNObservations", "lastNObservations", "detail", "updatedAfter", "format"}
    | {"dimensionAtObservation", "includeHistory", "attributes", "measures", "mode", "references", "asOf"}
)  # fmt: skip


def asked(flow: Flow, key: str, said: Mapping[str, str]) -> Asked:
    """What a key and the parameters of a query ask of a flow. Raises Invalid with every fault."""
    faults: list[Fault] = []
    for name in said:
        if name not in KNOWN and not _FILTER.match(name):
            faults.append(Fault(name[:60], "this parameter is not known"))
    if said.get("includeHistory", "false") != "false" or said.get("asOf"):
        faults.append(Fault("includeHistory", "history stands on the pages of the cells, not here"))
    codes, since, until = _filters(flow, said, faults)
    if "startPeriod" in said:
        since = _period(said["startPeriod"], "startPeriod", faults)
    if "endPeriod" in said:
        until = _period(said["endPeriod"], "endPeriod", faults)
    found = Asked(
        wanted=Wanted(codes, since, until),
        keys=_keys(flow, key, faults),
        first=_number(said, "firstNObservations", faults),
        last=_number(said, "lastNObservations", faults),
        detail=_detail(said, faults),
        updated_after=_moment(said.get("updatedAfter", ""), faults),
        at_observation=_at(said.get("dimensionAtObservation", "TIME_PERIOD"), faults),
    )
    if faults:
        raise Invalid("This query cannot be answered.", faults)
    return found


def _keys(flow: Flow, key: str, faults: list[Fault]) -> list[dict[str, list[str]]]:
    """Keys as ``A.XA..ICCS01+ICCS02.NR``; several are parted by commas, ``*`` is any code."""
    if key in ALL:
        return []
    names = [name for name in flow.key if name != "TIME_PERIOD"]
    found = []
    for one in key.split(","):
        parts = one.split(".")
        if len(parts) != len(names):
            faults.append(Fault("key", f"a key has {len(names)} parts: {'.'.join(names)}"))
            continue
        pairs = zip(names, parts, strict=True)
        found.append({name: _codes(name, part.split("+")) for name, part in pairs if part not in ALL})
    return found


def _codes(name: str, codes: Iterable[str]) -> list[str]:
    return [code_from(name, code) for code in codes if code]


def _filters(flow: Flow, said: Mapping[str, str], faults: list[Fault]) -> tuple[dict[str, list[str]], str, str]:
    codes: dict[str, list[str]] = {}
    since = until = ""
    for name, value in said.items():
        if not (match := _FILTER.match(name)):
            continue
        if match[1] == "TIME_PERIOD":
            for part in value.replace(" ", "+").split("+"):
                sign, _colon, period = part.rpartition(":")
                if sign in ("ge", "le", "eq", ""):
                    at = _period(period, name, faults)
                    since, until = (at if sign != "le" else since), (at if sign != "ge" else until)
                else:
                    faults.append(Fault(name, "write ge:2015, le:2020 or eq:2019"))
        elif match[1] not in flow.key:
            faults.append(Fault(name, f"{match[1]} is no dimension of this flow"))
        elif ":" in value and not value.startswith("eq:"):
            faults.append(Fault(name, "only equality can be asked of a dimension: A,B or eq:A,B"))
        elif value not in ALL:
            codes[match[1]] = _codes(match[1], value.removeprefix("eq:").split(","))
    return codes, since, until


def _period(said: str, where: str, faults: list[Fault]) -> str:
    match = _PERIOD.match(said)
    if match is None:
        faults.append(Fault(where, "write a year or a month: 2020, 2020-05"))
        return ""
    return match[1] + (match[2] or "")


def _number(said: Mapping[str, str], name: str, faults: list[Fault]) -> int:
    value = said.get(name, "0")
    if not (value.isascii() and value.isdecimal() and len(value) < 10):
        faults.append(Fault(name, "write a whole number"))
        return 0
    return int(value)


def _detail(said: Mapping[str, str], faults: list[Fault]) -> Detail:
    if said.get("measures") == "none":
        return Detail.NOTHING if said.get("attributes") != "none" else Detail.KEYS
    if said.get("attributes") == "none":
        return Detail.DATA
    value = said.get("detail", "full")
    if value not in tuple(Detail):
        faults.append(Fault("detail", f"write one of {', '.join(Detail)}"))
        return Detail.FULL
    return Detail(value)


def _moment(said: str, faults: list[Fault]) -> datetime | None:
    """A moment; one without a zone is UTC."""
    if not said:
        return None
    try:
        found = datetime.fromisoformat(said.replace(" ", "+"))
    except ValueError:
        faults.append(Fault("updatedAfter", "write a moment like 2026-01-31T12:00:00Z"))
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _at(said: str, faults: list[Fault]) -> str:
    if said not in ("TIME_PERIOD", "AllDimensions"):
        faults.append(Fault("dimensionAtObservation", "write TIME_PERIOD or AllDimensions"))
    return said


def _wrong(where: str, message: str) -> Invalid:
    return Invalid("This query cannot be answered.", [Fault(where, message)])
