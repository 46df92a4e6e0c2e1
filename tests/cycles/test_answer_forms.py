"""The form of a question: what a browser sends for a reply is read back as that reply."""

from collections.abc import Iterable, Mapping
from typing import Any

import pytest
from django.http import QueryDict
from hypothesis import given

from cjin.core.rules.errors import Invalid
from cjin.cycles.forms.controls import Around, Control, evidence_control, text_controls, value_controls
from cjin.cycles.forms.replies import typed_reply
from cjin.cycles.rules.answers.replies import checked
from cjin.cycles.rules.form.questions import Question
from cjin.cycles.rules.vocabulary import codes
from tests.cycles.forms import all_replies, every_kind


def sent_by(question: Question, reply: Mapping[str, Any], around: Around) -> QueryDict:
    """What a browser sends for the form of a question that holds this reply."""
    controls = [*value_controls(question, reply, around), *text_controls(question, reply, around)]
    sent = QueryDict(mutable=True)
    sent[f"{question.question}.reply"] = reply["reply"]
    for name, value in _fields([*controls, evidence_control(question.question, reply.get("evidence"), around)]):
        sent.appendlist(name, value)
    return sent


def _fields(controls: Iterable[Control]) -> Iterable[tuple[str, str]]:
    for one in controls:
        match one.shape:
            case "rows":
                yield from (field for row in one.parts for field in _fields(row))
            case "cited":
                yield from ((part.name, part.value) for part in one.parts)
            case "grid":
                yield from (field for _label, row in one.parts for field in _fields(row))
            case "radios" | "ticks" | "tick" | "measures" | "select":
                yield from ((one.name, value) for value, _label, chosen in one.options if chosen)
            case _:
                yield one.name, one.value


@given(all_replies())
def test_every_reply_goes_through_its_form_unchanged(replies: dict[str, Any]) -> None:
    for language in ("en", "ar"):
        around = Around(language, ["en", "fr"], {"law-1": "A law"})
        for name, reply in replies.items():
            question = every_kind().question(name)
            if (plain := _checked(question, reply)) is not None:
                typed = typed_reply(question, sent_by(question, plain, around), language)
                assert checked(question, typed) == plain


@pytest.mark.parametrize("name", ["tools", "proposals"])
def test_an_entry_takes_as_many_characters_as_it_says_and_no_more(name: str) -> None:
    question, around = every_kind().question(name), Around("en", ["en"])
    entry = {"about": "Prisons", "text": {"en": "x"}} | ({"type": codes("tools")[0]} if name == "tools" else {})
    reply: dict[str, Any] = {"reply": "answered", "value": [entry]}
    area, *others = [one for one in _flat(value_controls(question, reply, around)) if one.most and one.value]
    assert not others
    for more in (0, 1):
        sent = sent_by(question, reply, around)
        sent[area.name] = "x" * (area.most + more)
        typed = typed_reply(question, sent, "en")
        assert (_checked(question, typed or {}) is None) == bool(more)


def _flat(controls: Iterable[Control]) -> Iterable[Control]:
    for one in controls:
        yield from _flat(part for row in one.parts for part in row) if one.shape == "rows" else [one]


def _checked(question: Question, reply: Mapping[str, Any]) -> Any:
    try:
        return checked(question, reply)
    except Invalid:
        return None


def test_an_empty_form_says_nothing() -> None:
    for question in every_kind().questions:
        assert typed_reply(question, sent_by(question, {"reply": "answered"}, Around("en", ["en"])), "en") is None
