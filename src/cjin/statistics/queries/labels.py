"""Labels: what is published in the reader's language, in English where there is no other.

Names of the catalogue (concepts, codes, tables) are English there and are translated as every string of a page is.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import get_language, pgettext

from cjin.core.rules.errors import CjinError
from cjin.reference.models import State
from cjin.statistics.models import Source
from cjin.statistics.queries.codes import code_word
from cjin.statistics.rules.aggregates.labels import portal
from cjin.statistics.rules.classification import iccs
from cjin.statistics.rules.concepts import concepts
from cjin.statistics.rules.disclosure.primary import rules
from cjin.statistics.rules.exploring.themes import themes
from cjin.statistics.rules.publishing.flows import Flow
from cjin.statistics.rules.publishing.metadata import headings
from cjin.statistics.rules.tableset import set_names, table_set
from cjin.statistics.rules.units import TOTAL, Unit

FREQUENCIES = {"A": "Yearly", "M": "Monthly"}
COMPONENTS = {
    "FREQ": "Frequency",
    "REF_AREA": "Reporting area",
    "SOURCE": "Source",
    "ICCS": "Category",
    "DIMENSION": "Breakdown",
    "CATEGORY": "Category",
    "UNIT_MEASURE": "Unit of measure",
    "TIME_PERIOD": "Period",
    "OBS_VALUE": "Value",
    "OBS_STATUS": "Status",
    "CONF_STATUS": "Confidentiality",
    "BREAK": "Break in the series",
    "COMMENT_OBS": "Comment",
}
RULE_NAMES = {
    "unit": "Counting unit",
    "moment": "Moment of recording",
    "principal": "Principal offence rule",
    "multiple": "Equal offences of an incident",
    "attempts": "Attempts",
    "dated": "Date that decides the period",
    "threats": "Threats",
    "aiding": "Aiding and abetting",
    "accomplices": "Accomplices",
    "conspiracy": "Conspiracy and planning",
    "incitement": "Incitement",
}
RULE_WORDS = {
    "moment": {"input": "when it came to notice", "process": "while it was dealt with", "output": "when that was over"},
    "principal": {"none": "every offence counts", "incident": "the gravest of each incident counts",
                  "person": "the gravest of each person counts"},
    "multiple": {"yes": "each counts", "no": "counted once"},
    "attempts": {"included": "included", "excluded": "not included", "only": "attempts only"},
    "dated": {"event": "of the event", "record": "of the record"},
}  # fmt: skip
FLAG_WORDS = {"yes": "included", "no": "not included", "unknown": "not known"}
CONTEXT = "figures"
"""The context of all these strings in the translations."""


def say(english: str) -> str:
    """A name of the catalogue in the reader's language."""
    return pgettext(CONTEXT, english)


@dataclass
class Labels:
    """The labels of a flow's codes. Names of areas and sources are read once, when the first is asked for."""

    flow: Flow
    _areas: dict[str, str] = field(default_factory=dict)
    _sources: dict[str, str] = field(default_factory=dict)

    def of(self, name: str, code: str) -> str:
        """The label of a code of a dimension."""
        known = self.flow.labels.get(name, {}).get(code)
        found: Mapping[str, Callable[[str], str]] = {
            "FREQ": lambda one: say(FREQUENCIES.get(one, one)),
            "REF_AREA": self._area,
            "SOURCE": self._source,
            "ICCS": _category,
        }
        if name not in found and known:
            return code_label(name, known) if known == TOTAL else say(known)
        return found[name](code) if name in found else code_label(name, code)

    def is_total(self, name: str, code: str) -> bool:
        """Whether a code is the total of its dimension, also where a file calls it so."""
        return TOTAL in (code, self.flow.labels.get(name, {}).get(code))

    def _area(self, code: str) -> str:
        if not self._areas:
            codes = self.flow.lists.get("REF_AREA", ())
            self._areas = {code: self.flow.labels.get("REF_AREA", {}).get(code, code) for code in [*codes, code]}
            self._areas |= state_names(codes)
        return self._areas.get(code, code)

    def _source(self, slug: str) -> str:
        if not self._sources:
            self._sources = {slug: title or slug for slug, title in Source.objects.values_list("slug", "title")}
        return self._sources.get(slug, slug)


def state_names(codes: Iterable[str]) -> dict[str, str]:
    """The names of those codes that are States, in the reader's language. One query."""
    language = get_language() or "en"
    states = State.objects.filter(iso3__in=list(codes))
    return {one.iso3: one.names.get(language) or str(one) for one in states if one.iso3}


def code_label(name: str, code: str) -> str:
    """The label of a code of a concept that is not the area, the source or the category."""
    concept = concepts().get(name.lower())
    if concept is not None and code in concept.codes:
        return say(concept.codes[code])
    return code_word(code)


def _category(code: str) -> str:
    if code == TOTAL:
        return say("All offences")
    language = get_language() or "en"
    parts = []
    for one in code.split("+"):
        try:
            parts.append(iccs()[one].named(language))
        except CjinError:
            return code
    return "; ".join(parts)


def name_of(component: str) -> str:
    """The name of a component (a dimension, a measure) of a flow."""
    concept = concepts().get(component.lower())
    return say(COMPONENTS.get(component) or (concept.name if concept else component))


def rule_label(rule: str) -> str:
    """The name of a counting rule."""
    return say(RULE_NAMES[rule])


def rule_word(rule: str, value: str) -> str:
    """What a counting rule says, in words."""
    words = RULE_WORDS.get(rule, {} if rule == "unit" else FLAG_WORDS)
    return say(words.get(value, value))


def title_of(flow: Flow) -> str:
    """The title of a flow."""
    return say(flow.title)


def words() -> set[str]:
    """Every English string that this module translates and that the catalogue or this module writes."""
    found = {*FREQUENCIES.values(), *COMPONENTS.values(), *RULE_NAMES.values(), *FLAG_WORDS.values(), "All offences"}
    found |= {word for said in RULE_WORDS.values() for word in said.values()} | {str(one) for one in Unit} | {"person"}
    for concept in concepts().values():
        found |= {concept.name, *concept.codes.values()}
    found |= {one.title for one in rules().values()} | set(headings().values())
    found |= {portal()["title"], *portal()["labels"], *(theme.title for theme in themes())}
    for name in set_names():
        found |= {table_set(name).title, *(table.title for table in table_set(name).tables)}
    return found


__all__ = ["Labels", "code_label", "name_of", "rule_label", "rule_word", "say", "state_names", "title_of", "words"]
