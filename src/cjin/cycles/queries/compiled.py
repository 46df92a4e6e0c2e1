"""The compilation of a round as data: what pages show, and what can be downloaded."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from cjin.core.rules.identifiers import Language

from ..models import Round
from ..rules.compiling.answers import Spread, option_texts, spreads
from ..rules.compiling.changing import ADVANCED
from ..rules.compiling.counting import Count, Given
from ..rules.compiling.respondents import INSTITUTIONS, STATES, homes
from ..rules.compiling.tables import Line, by_topic, lines, needs, obstacles_by_topic
from ..rules.form.questions import Kind
from ..rules.report.action import paragraph_of, words_of
from ..rules.report.further import existing_for
from ..rules.report.material import Material
from ..rules.report.phrases import percent
from ..rules.vocabulary import word
from .compiling import material_of
from .documents import cutoff_of
from .named import practices_named

OTHER = "other"
"""What stands for all that needs are about in words of their own."""


def compiled(round_: Round, language: str, *, now: datetime, whole: bool = False) -> dict[str, Any]:
    """Response by regional group, states of implementation, difficulties and good practices, needs; by State only
    where one that agreed to be named has a practice to share.

    ``whole``, for those who ask and of a simulated round, also tells what needs are about in words of their own, and
    changes since a round to which too few replied to be shown together.
    """
    code, whole = Language.of(language), whole or round_.simulated
    material = material_of(round_, code, cutoff=cutoff_of(round_, now), public=not whole)
    told = lines(material.form, material.given)
    named = practices_named(told, material.given, material.names, code)
    return {
        "round": round_.slug,
        "title": material.title,
        "simulated": round_.simulated,
        "as_of": material.cutoff.isoformat(),
        "whom": material.whom,
        "asked": len(material.all_asked),
        "replied": len(material.given),
        "response": _response(material),
        "provisions": [line_data(one, code) | {"named": named.get(one.question.question, [])} for one in told],
        "topics": _topics(material, told),
        "answers": [answer_data(one, code) for one in spreads(material.form, material.given)],
        "needs": _needs(material, code, whole=whole),
    }


def _response(material: Material) -> list[dict[str, Any]]:
    return [
        {"group": group, "name": material.groups.get(group, group), "asked": len(keys),
         "replied": material.replied(group).number,
         "per_cent": percent(material.replied(group).number, len(keys)),
         "states": _apart(material.replied(group, kind=STATES)),
         "institutions": _apart(material.replied(group, kind=INSTITUTIONS)) | {"of_states": homes(keys)}}
        for group, keys in material.asked.items()
    ]  # fmt: skip


def _apart(count: Count) -> dict[str, int]:
    return {"asked": count.of, "replied": count.number}


def answer_data(one: Spread, language: str) -> dict[str, Any]:
    """One question: how many chose each option, of how many that answered, and how many replied in which kind.

    What is not chosen has no options: only how many answered is told, since figures are not added up across States.
    """
    texts = option_texts(one.question, language)
    return {
        "question": one.question.question,
        "kind": str(one.question.kind),
        "words": words_of(one.question, language),
        "asked": one.asked,
        "of": _of(one.options),
        "options": [
            {"code": code, "text": texts[code], "replies": count.number} for code, count in one.options.items()
        ],
        "replies": _numbers(one.replies),
    }


def _topics(material: Material, told: Sequence[Line]) -> list[dict[str, Any]]:
    obstacles = obstacles_by_topic(material.form, told)
    return [
        {"topic": topic, "name": material.topics.get(topic, topic), "practice": dict(said),
         "difficulties": dict(obstacles[topic].difficulties), "of_difficulties": obstacles[topic].of,
         "good_practices": obstacles[topic].practices}
        for topic, said in by_topic(material.form, told).items()
    ]  # fmt: skip


def _needs(material: Material, language: str, *, whole: bool) -> list[dict[str, Any]]:
    asked = [one.question for one in material.form.questions if one.kind is Kind.NEEDS]
    names = {OTHER: word("subjects", OTHER, language), **material.topics}
    given = material.given if whole else _without_own_words(material, asked)
    return [
        {"type": one.type, "about": names.get(one.about, one.about), "states": len(one.who),
         "urgent": len(one.urgent), "languages": list(one.languages),
         "existing": [tool.title for tool in existing_for(one, material)]}
        for one in needs(asked, given)
    ]  # fmt: skip


def _without_own_words(material: Material, asked: Sequence[str]) -> list[Given]:
    """The replies with needs on a topic or a provision as they are, and all others about OTHER."""
    known = {*material.topics, *(place for one in material.form.questions for place in one.about)}

    def told(entry: Mapping[str, Any]) -> Mapping[str, Any]:
        about = " ".join(str(entry["about"]).split())
        return {**entry, "about": about if about in known else OTHER}

    def cut(one: Given) -> Given:
        mine = {name: one.answers[name] for name in asked if name in one.answers}
        lists = {name: {**reply, "value": [told(entry) for entry in reply.get("value") or ()]}
                 for name, reply in mine.items()}  # fmt: skip
        return replace(one, answers={**one.answers, **lists})

    return [cut(one) for one in material.given]


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
