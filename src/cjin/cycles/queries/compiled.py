"""The compilation of a round as data: what pages show, and what can be downloaded."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from cjin.core.rules.identifiers import Language

from ..models import Round
from ..rules.compiling.changing import ADVANCED
from ..rules.compiling.counting import Count
from ..rules.compiling.tables import Line, by_topic, lines, needs, obstacles_by_topic
from ..rules.form.questions import Kind
from ..rules.report.action import paragraph_of, words_of
from ..rules.report.further import existing_for
from ..rules.report.material import Material
from ..rules.report.phrases import percent
from .compiling import material_of
from .documents import cutoff_of
from .named import practices_named


def compiled(round_: Round, language: str, *, now: datetime) -> dict[str, Any]:
    """Response by regional group, states of implementation, difficulties and good practices, needs; by State only
    where one that agreed to be named has a practice to share.
    """
    code = Language.of(language)
    material = material_of(round_, code, cutoff=cutoff_of(round_, now))
    told = lines(material.form, material.given)
    named = practices_named(told, material.given, material.names, code)
    return {
        "round": round_.slug,
        "title": material.title,
        "simulated": round_.simulated,
        "as_of": material.cutoff.isoformat(),
        "asked": len(material.all_asked),
        "replied": len(material.given),
        "response": _response(material),
        "provisions": [line_data(one, code) | {"named": named.get(one.question.question, [])} for one in told],
        "topics": _topics(material, told),
        "needs": _needs(material),
    }


def _response(material: Material) -> list[dict[str, Any]]:
    return [
        {"group": group, "name": material.groups.get(group, group), "asked": len(keys),
         "replied": material.replied(group).number,
         "per_cent": percent(material.replied(group).number, len(keys))}
        for group, keys in material.asked.items()
    ]  # fmt: skip


def _topics(material: Material, told: Sequence[Line]) -> list[dict[str, Any]]:
    obstacles = obstacles_by_topic(material.form, told)
    return [
        {"topic": topic, "name": material.topics.get(topic, topic), "practice": dict(said),
         "difficulties": dict(obstacles[topic].difficulties), "of_difficulties": obstacles[topic].of,
         "good_practices": obstacles[topic].practices}
        for topic, said in by_topic(material.form, told).items()
    ]  # fmt: skip


def _needs(material: Material) -> list[dict[str, Any]]:
    asked = [one.question for one in material.form.questions if one.kind is Kind.NEEDS]
    return [
        {"type": one.type, "about": material.topics.get(one.about, one.about), "states": len(one.who),
         "urgent": len(one.urgent), "languages": list(one.languages),
         "existing": [tool.title for tool in existing_for(one, material.tools)]}
        for one in needs(asked, material.given)
    ]  # fmt: skip


def line_data(one: Line, language: str) -> dict[str, Any]:
    """One provision: how many told each state, kind of reply, difficulty and change, and have a practice to share."""
    return {
        "question": one.question.question,
        "about": list(one.question.about),
        "paragraph": paragraph_of(one.question),
        "words": words_of(one.question, language),
        "topics": list(one.question.topics),
        "replies": _numbers(one.replies),
        "law": _numbers(one.law),
        "practice": _numbers(one.practice),
        "of": _of(one.practice),
        "difficulties": _numbers(one.difficulties),
        "of_difficulties": _of(one.difficulties),
        "good_practices": one.practices.number,
        "changes": _numbers(one.changes),
        "of_both": one.changes[ADVANCED].of,
    }


def _numbers(counts: Mapping[str, Count]) -> dict[str, int]:
    return {code: count.number for code, count in counts.items()}


def _of(counts: Mapping[str, Count]) -> int:
    """Among how many the codes of one kind were counted."""
    return next((count.of for count in counts.values()), 0)
