"""The matrix of named States by provisions: what each told, in the order of their names and never of what they told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..answers.replies import Reply
from ..form.questions import Question
from ..vocabulary import ANSWERED, NOT_REPORTED, PRACTICE
from .counting import Given
from .naming import may_name


@dataclass(frozen=True, slots=True)
class Named:
    """A State that agreed to be named, or published its reply. ``cells`` are codes by question."""

    key: str
    group: str
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Matrix:
    """``questions`` are those that can be told by name, ``closed`` those that cannot."""

    questions: Sequence[Question]
    closed: Sequence[Question]
    rows: Sequence[Named]


def matrix(questions: Sequence[Question], given: Sequence[Given], *, group: str = "") -> Matrix:
    """What each named reply of a regional group, or of all, tells on these questions."""
    open_ = [one for one in questions if may_name(one.question, given)]
    rows = [
        Named(one.key, one.group, {ask.question: told(one.answers.get(ask.question)) for ask in open_})
        for one in given
        if one.named and group in ("", one.group)
    ]
    return Matrix(open_, [one for one in questions if one not in open_], rows)


def told(reply: Reply | None) -> str:
    """The state in practice that a reply tells, else what kind of reply it is; without that state it reported none."""
    if reply is None:
        return NOT_REPORTED
    value = reply.get("value")
    state = value.get(PRACTICE) if isinstance(value, Mapping) else None
    return str(state or (NOT_REPORTED if reply["reply"] == ANSWERED else reply["reply"]))
