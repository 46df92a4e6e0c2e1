"""The answers of a request as they are read: by step, each under its label."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language

from cjin.directory.queries.wording import language_names
from cjin.shell.rules.dates import long_date

from ..queries.writing import Written
from ..rules.ownership import Owner, read_ownership
from ..rules.wording import Words, words
from ..rules.writing.answers import PARTS
from ..rules.writing.kinds import Item, Type
from ..rules.writing.steps import Step
from ..templatetags.requests_pages import offence
from .telling import title_of


@dataclass(frozen=True)
class Shown:
    """An answer: its label, and its lines or entries; each entry is a list of parts with their labels."""

    item: str
    label: str
    mandatory: bool = False
    lines: tuple[str, ...] = ()
    entries: tuple[tuple[tuple[str, str], ...], ...] = ()


def shown_answers(now: Written) -> list[dict[str, Any]]:
    """The steps that have questions, each with its answers."""
    said = words(get_language() or "en")
    return [
        {
            "title": title_of(one, now, said),
            "url": reverse("requests:write", args=[now.request.reference, one.step]),
            "answers": answers_of(one, now, said),
        }
        for one in now.steps
        if one.items
    ]


def answers_of(step: Step, now: Written, said: Words) -> list[Shown]:
    """What was answered on a step; a question without an answer is there with none."""
    kind = now.draft.kind.kind
    return [shown(one, said.label(kind, one.item), now.draft.answers.get(one.item), said) for one in step.items]


def shown(item: Item, label: str, value: Any, said: Words) -> Shown:
    """One answer in the reader's words."""
    if value is None:
        return Shown(item.item, label, item.mandatory)
    if item.type in PARTS:
        return Shown(item.item, label, item.mandatory, entries=tuple(_entry(one, item.type, said) for one in value))
    return Shown(item.item, label, item.mandatory, tuple(_lines(item.type, value, said)))


def _entry(one: Mapping[str, str], kind: Type, said: Words) -> tuple[tuple[str, str], ...]:
    return tuple((said.part(part), _part(part, one[part], said)) for part in PARTS[kind] if part in one)


def _part(part: str, text: str, said: Words) -> str:
    match part:
        case "iccs":
            return offence(text)
        case "type":
            return said.thing(text)
        case "language":
            return language_names([text])[text]
        case "statement":
            return "; ".join(_owner(one) for one in read_ownership(text))
    return text


def _owner(one: Owner) -> str:
    share = f"{one.share} %" if one.share else ""
    told = ", ".join(filter(None, [share, *one.interests]))
    return f"{one.name} → {one.company}" + (f" ({told})" if told else "")


def _lines(kind: Type, value: Any, said: Words) -> list[str]:
    match kind:
        case Type.DAY:
            return [long_date(date.fromisoformat(value), get_language() or "en")]
        case Type.YES_NO:
            return [said.choice("yes" if value else "no")]
        case Type.CHOICE:
            return [said.choice(value)]
        case Type.MEASURES:
            return [said.measure(one) for one in value]
        case Type.LANGUAGES:
            return list(language_names(value).values())
    return str(value).split("\n")
