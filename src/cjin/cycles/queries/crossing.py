"""The states of implementation of a topic beside the published figures that belong to it; beside is not because."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from cjin.core.permissions import Actor
from cjin.core.rules.errors import NotFound
from cjin.core.rules.identifiers import Language
from cjin.statistics.queries.covered import covering_of
from cjin.statistics.queries.exploring import Answer, answer
from cjin.statistics.queries.flows import Held, flows
from cjin.statistics.queries.labels import title_of
from cjin.statistics.queries.noting import cell_url
from cjin.statistics.queries.wording import about_words, unit_words, value_words
from cjin.statistics.rules.exploring.question import Question
from cjin.statistics.rules.publishing.measures import PER_HUNDRED_THOUSAND
from cjin.statistics.rules.publishing.reading import Cell

from ..models import Round
from ..rules.compiling.crossing import middle, ties
from ..rules.compiling.matrix import matrix
from ..rules.compiling.tables import about_states, line, topics_of
from ..rules.report.material import Material
from .compiled import line_data
from .compiling import group_names, material_of
from .documents import cutoff_of
from .named import named_data
from .titles import figure_names

AREA = "REF_AREA"
type Figures = tuple[Held, Mapping[str, str]]
"""What is published under one name, and the category of it that belongs to a topic."""


def crossed(
    round_: Round, language: str, *, topic: str = "", figure: str = "", actor: Actor, now: datetime
) -> dict[str, Any]:
    """One topic, by default the first that has figures: its provisions, one indicator, and both for named States.

    Only figures that the reader may see. Raises NotFound for a topic or an indicator that is not tied.
    """
    code = Language.of(language)
    material = material_of(round_, code, cutoff=cutoff_of(round_, now))
    states = frozenset(key for key in material.all_asked if "-" not in key)
    topics = {key: material.topics.get(key, key) for key in topics_of(material.form) if key in ties()}
    if topic and topic not in topics:
        raise NotFound(_("No figures belong to the topic “%(topic)s”.") % {"topic": topic[:60]})
    topic, choices = _first([topic] if topic else list(topics), states, flows(actor))
    named = figure_names(held for held, _codes in choices)
    chosen = next((one for one in choices if figure in ("", one[0].flow.id)), None)
    if figure and chosen is None:
        raise NotFound(_("There are no figures %(flow)s.") % {"flow": figure[:60]})
    found = _answer(states, *chosen) if chosen else None
    return {
        "round": round_.slug,
        "title": material.title,
        "simulated": round_.simulated,
        "topic": topic,
        "name": topics.get(topic, ""),
        "topics": [{"topic": key, "name": name} for key, name in topics.items()],
        "choices": [{"figure": one, "title": title} for one, title in named.items()],
        "figure": _told(found, len(states)) if found else None,
        **_beside(material, topic, found, code),
    }


def _first(topics: Sequence[str], states: frozenset[str], published: Sequence[Held]) -> tuple[str, list[Figures]]:
    """The first of some topics that has figures, with these; else the first topic."""
    for topic in topics:
        if found := _figures(topic, states, published):
            return topic, found
    return next(iter(topics), ""), []


def _figures(topic: str, states: frozenset[str], published: Sequence[Held]) -> list[Figures]:
    """The figures of a topic that are published of States that are asked, those of most States first."""
    tie = ties()[topic]
    every: list[Figures] = [(one, {}) for one in published if one.flow.id in tie.figures]
    for category in tie.iccs:
        covered = covering_of(published, category)
        every += [(one.held, {one.dimension: one.code} if one.dimension else {}) for one in covered]
    found: dict[str, Figures] = {}
    for held, codes in every:
        if states.intersection(held.areas):
            found.setdefault(held.flow.id, (held, codes))
    return sorted(found.values(), key=lambda one: -len(states.intersection(one[0].areas)))


def _answer(states: frozenset[str], held: Held, codes: Mapping[str, str]) -> Answer | None:
    """The figures of the last period that many have; rates rather than counts, which show where most people live."""
    rates = PER_HUNDRED_THOUSAND in held.flow.lists.get("UNIT_MEASURE", ())
    wanted = {**codes, **({"UNIT_MEASURE": PER_HUNDRED_THOUSAND} if rates else {})}
    return answer(held, Question(wanted, view=AREA), sorted(states.intersection(held.areas)))


def _cells(found: Answer | None) -> dict[str, Cell]:
    """The figure of each State, in the one period that is shown."""
    return {cell.codes[AREA]: cell for cell in found.grid.shown} if found else {}


def _told(found: Answer, asked: int) -> dict[str, Any]:
    """What the indicator is, and what it says of all States that were asked: how many have a figure, and the median."""
    values = [cell.value for cell in _cells(found).values() if cell.value is not None]
    return {
        "figure": found.held.flow.id,
        "title": title_of(found.held.flow),
        "about": about_words(found, apart_from=(AREA,)),
        "unit": unit_words(found.unit),
        "unit_code": found.unit,
        "period": found.period,
        "as_of": found.as_of,
        "publications": [part.publication.key for part in found.parts],
        "states": len(values),
        "of": asked,
        "median": middle(values),
    }


def _beside(material: Material, topic: str, found: Answer | None, language: str) -> dict[str, Any]:
    """The provisions of a topic, and the States that may be named with what they told of each and their figure."""
    questions = [one for one in about_states(material.form) if topic in one.topics]
    named = named_data(matrix(questions, material.given), material.names, language)
    cells = _cells(found)
    return {
        "provisions": [line_data(line(one, material.given), language) for one in questions],
        "named": named["provisions"],
        "closed": named["closed"],
        "rows": [one | _figure(found, cells.get(one["key"])) for one in named["rows"]],
    }


def _figure(found: Answer | None, cell: Cell | None) -> dict[str, Any]:
    """The figure of one State, in words too, and the address of the page that says how it was made."""
    if found is None or cell is None:
        return {"value": None, "words": value_words(None), "made": ""}
    return {"value": cell.value, "words": value_words(cell), "made": cell_url(found.held, cell)}


def rows_of(data: Mapping[str, Any], language: str) -> Iterator[dict[str, Any]]:
    """Named States with their figure and their states of implementation as rows."""
    groups, figure = group_names(language), data["figure"] or {}
    told = {name: figure.get(name, "") for name in ("figure", "unit", "period")}
    for one in data["rows"]:
        yield {"key": one["key"], "name": one["name"], "group": groups[one["group"]], **told,
               "value": one["value"], "made": one["made"], **one["practice"]}  # fmt: skip
