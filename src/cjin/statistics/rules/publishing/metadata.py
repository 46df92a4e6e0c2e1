"""Reference metadata of a publication under the headings of ESMS: what its source said, and how it was made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from cjin.core.rules.catalogue import read
from cjin.statistics.rules.aggregates.repairs import KINDS
from cjin.statistics.rules.periods import spans
from cjin.statistics.rules.publishing.flows import Flow
from cjin.statistics.rules.units import FLAGS

STATES = ("open", "explained", "accepted")
"""What can have become of a finding, in order."""
_UNCOVERED = {
    "P": "Provisional, for the records cover only a part of these periods",
    "M": "Not available, for the records do not reach these periods",
}


@dataclass(frozen=True)
class Made:
    """How a publication was made, as far as its metadata tell it; days are texts.

    ``said`` are the words of the source by heading; ``opened`` are figures that earlier publications keep back;
    ``rows`` are rows read and set apart, of which only a share is told, for exact numbers could tell a figure that is
    kept back; ``provisional`` is the first period that the source calls so, ``uncovered`` are those that its records do
    not cover whole, by the status of their figures; ``contradicting`` are ready figures that are not published since
    they stand with different values; ``repaired`` is how many labels and numbers were read as something else than what
    stood in the file, by what they were; ``findings`` are those of the checks by their state, as far as they may be
    told; ``revised`` is how many figures changed since the publication before, None where there was none.
    """

    key: str
    title: str
    vintage: str
    published: str
    release: str
    rule: str = ""
    reason: str = ""
    hidden: int = 0
    opened: int = 0
    rows: tuple[int, int] = (0, 0)
    provisional: str = ""
    uncovered: Mapping[str, Sequence[str]] = field(default_factory=dict)
    contradicting: int = 0
    repaired: Mapping[str, int] = field(default_factory=dict)
    findings: Mapping[str, int] = field(default_factory=dict)
    revised: int | None = None
    said: Mapping[str, str] = field(default_factory=dict)


@cache
def headings() -> Mapping[str, str]:
    """The headings by their identifiers, in order."""
    return {entry["id"]: entry["name"] for entry in read("statistics/esms")}


def metadata(made: Made, flows: Sequence[Flow]) -> dict[str, str]:
    """The text under each heading that has one. The words of the source come first."""
    written = {
        "META_UPDATE": made.published,
        "STAT_PRES": _presentation(made, flows),
        "UNIT_MEASURE": _units(flows),
        "REF_PERIOD": _periods(made, flows),
        "CONF": _confidentiality(made),
        "REL_POLICY": f"Released to: {made.release}.",
        "QUALITY_MGMNT": _quality(made),
        "ACCURACY": _accuracy(made),
        "TIMELINESS_PUNCT": f"The data are of {made.vintage}; they were published on {made.published[:10]}.",
        "COHER_COMPAR": _comparability(flows),
        "DATA_REV": _revision(made),
        "STAT_PROCESS": _process(flows),
    }
    texts = {name: " ".join(filter(None, (made.said.get(name, ""), written.get(name, "")))) for name in headings()}
    return {name: text for name, text in texts.items() if text}


def _presentation(made: Made, flows: Sequence[Flow]) -> str:
    titles = "; ".join(flow.title for flow in flows)
    has_iccs = any("ICCS" in flow.dimensions for flow in flows)
    classified = (
        " Offences are classified by the International Classification of Crime, version 1.0." if has_iccs else ""
    )
    return f"{made.title}: {titles}.{classified}"


def _units(flows: Sequence[Flow]) -> str:
    units = sorted({flow.rules["unit"] for flow in flows if flow.rules})
    return f"Counted are: {', '.join(units)}." if units else ""


def _periods(made: Made, flows: Sequence[Flow]) -> str:
    periods = sorted({period[:4] for flow in flows for period in flow.lists.get("TIME_PERIOD", ())})
    said = [f"{periods[0]} to {periods[-1]}."] if periods else []
    said += [f"Provisional, as the source says, from {made.provisional} on."] if made.provisional else []
    for status, words in _UNCOVERED.items():
        codes = spans(made.uncovered.get(status, ()))
        said += [f"{words}: {', '.join(codes)}."] if codes else []
    return " ".join(said)


def _confidentiality(made: Made) -> str:
    said = f"No rule was applied: {made.reason}." if made.reason else ""
    if made.rule:
        told = f"{made.hidden} figures are kept back, directly or so that others cannot be worked out."
        said = f"Rule {made.rule}: {told}"
    opened = f"Figures that earlier publications keep back and that are shown: {made.opened}." if made.opened else ""
    return " ".join(filter(None, (said, opened)))


def _quality(made: Made) -> str:
    said = ", ".join(f"{state}: {made.findings[state]}" for state in STATES if state in made.findings)
    return f"Findings of the checks when the figures were published: {said}." if said else ""


def _accuracy(made: Made) -> str:
    said = made.contradicting
    twice = f"Figures that the source tells with different values, and that are not published: {said}." if said else ""
    return " ".join(filter(None, (_apart(made), twice, _repaired(made))))


def _repaired(made: Made) -> str:
    if not made.repaired:
        return ""
    kinds = "; ".join(f"{KINDS[kind]}: {count}" for kind, count in made.repaired.items())
    return f"Repaired when the file was read: {sum(made.repaired.values())} ({kinds}). Each figure’s comment says how."


def _apart(made: Made) -> str:
    read_, apart = made.rows
    if not read_:
        return ""
    share = (
        "none"
        if not apart
        else "less than 1 per cent"
        if apart * 100 < read_
        else f"{round(apart * 100 / read_)} per cent"
    )
    return f"Of the rows that were read, {share} could not be used and were set apart."


def _comparability(flows: Sequence[Flow]) -> str:
    said = _same(flows, FLAGS)
    return "Whether the figures include " + "; ".join(f"{name}: {value}" for name, value in said) + "." if said else ""


def _process(flows: Sequence[Flow]) -> str:
    said = _same(flows, ("moment", "principal", "multiple", "attempts", "dated"))
    return "Counting rules: " + "; ".join(f"{name}: {value}" for name, value in said) + "." if said else ""


def _same(flows: Sequence[Flow], names: Sequence[str]) -> list[tuple[str, str]]:
    """The rules of all flows; where tables have different ones, all of them."""
    found = {name: sorted({flow.rules[name] for flow in flows if name in flow.rules}) for name in names}
    return [(name, " or ".join(values)) for name, values in found.items() if values]


def _revision(made: Made) -> str:
    if made.revised is None:
        return "This is the first publication of these figures."
    return f"{made.revised} figures changed since the publication before."
