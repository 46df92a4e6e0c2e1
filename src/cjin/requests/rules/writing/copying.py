"""What an earlier request gives to a new one: all that may hold again, and nothing that was of its day alone."""

from collections.abc import Mapping
from typing import Any

from .drafts import Draft
from .kinds import KindOfRequest, Type

OF_ITS_DAY = frozenset({"deadline", "deadline-reason", "urgent", "urgency-reason"})
OF_ONE_STATE = frozenset({"languages"})
"""What was said to one State, and is not said to another without thought."""


def begun_from(earlier: Draft, kind: KindOfRequest, requesting: str, requested: str) -> Draft:
    """A draft with what an earlier one says, as far as the new kind asks for it in the same form."""
    same = (earlier.requesting, earlier.requested) == (requesting, requested)
    asked = {one.item: one.type for one in kind.items([one.measure for one in kind.measures])}
    before = {one.item: one.type for one in earlier.kind.items([one.measure for one in earlier.kind.measures])}
    left = OF_ITS_DAY if same else OF_ITS_DAY | OF_ONE_STATE
    answers = {
        name: value if same else _without_their_law(asked[name], value)
        for name, value in earlier.answers.items()
        if name not in left and name in asked and asked[name] is before[name] and _fits(kind, earlier.kind, asked[name])
    }
    kept = same and kind.kind == earlier.kind.kind
    basis, addressee = (earlier.basis, earlier.addressee) if kept else ("", "")
    return Draft(kind, requesting, requested, addressee, basis, answers)


def _fits(kind: KindOfRequest, before: KindOfRequest, asked: Type) -> bool:
    """Choices and measures mean the same in requests of one kind only."""
    return kind.kind == before.kind or asked not in (Type.CHOICE, Type.MEASURES)


def _without_their_law(asked: Type, value: Any) -> Any:
    """Offences without what they are under the law of the State that was asked before."""
    return [_own(one) for one in value] if asked is Type.OFFENCES else value


def _own(offence: Mapping[str, str]) -> dict[str, str]:
    return {part: text for part, text in offence.items() if part != "there"}
