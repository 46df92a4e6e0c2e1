"""The compilation of a round as data: what pages show, and what can be downloaded."""

from datetime import datetime
from typing import Any

from cjin.core.rules.identifiers import Language

from ..models import Round
from ..rules.compiling.tables import Line, by_topic, lines, needs
from ..rules.form.questions import Kind
from ..rules.report.action import paragraph_of, words_of
from ..rules.report.further import existing_for
from ..rules.report.phrases import percent
from .compiling import material_of
from .documents import cutoff_of


def compiled(round_: Round, language: str, *, now: datetime) -> dict[str, Any]:
    """Response by regional group, states of implementation by provision and by topic, needs; never by State."""
    code = Language.of(language)
    material = material_of(round_, code, cutoff=cutoff_of(round_, now))
    return {
        "round": round_.slug,
        "title": material.title,
        "simulated": round_.simulated,
        "as_of": material.cutoff.isoformat(),
        "asked": len(material.all_asked),
        "replied": len(material.given),
        "response": [
            {"group": group, "name": material.groups.get(group, group), "asked": len(keys),
             "replied": material.replied(group).number,
             "per_cent": percent(material.replied(group).number, len(keys))}
            for group, keys in material.asked.items()
        ],
        "provisions": [_line(one, code) for one in lines(material.form, material.given)],
        "topics": [
            {"topic": topic, "name": material.topics.get(topic, topic), "practice": dict(said)}
            for topic, said in by_topic(material.form, material.given).items()
        ],
        "needs": [
            {"type": one.type, "about": material.topics.get(one.about, one.about), "states": len(one.who),
             "urgent": len(one.urgent), "languages": list(one.languages),
             "existing": [tool.title for tool in existing_for(one, material.tools)]}
            for one in needs([q.question for q in material.form.questions if q.kind is Kind.NEEDS], material.given)
        ],
    }  # fmt: skip


def _line(one: Line, language: str) -> dict[str, Any]:
    """One provision: how many told each state, kind of reply, difficulty and change."""
    return {
        "question": one.question.question,
        "about": list(one.question.about),
        "paragraph": paragraph_of(one.question),
        "words": words_of(one.question, language),
        "topics": list(one.question.topics),
        "replies": {code: count.number for code, count in one.replies.items()},
        "law": {code: count.number for code, count in one.law.items()},
        "practice": {code: count.number for code, count in one.practice.items()},
        "of": next((count.of for count in one.practice.values()), 0),
        "difficulties": {code: count.number for code, count in one.difficulties.items()},
        "changes": {code: count.number for code, count in one.changes.items()},
    }
