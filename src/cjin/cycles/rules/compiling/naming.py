"""What may be shown by the names of States, so that nobody learns what those said who did not agree to be named."""

from collections.abc import Mapping, Sequence

from ..vocabulary import ANSWERED, LAW, NOT_REPORTED, PRACTICE
from .changing import BOTH, change, change_of_law
from .counting import Count, Given

LEAST = 3
"""So many replies without a name stand together at least, where there are any."""


def may_name(question: str, given: Sequence[Given]) -> bool:
    """Whether States may be shown by name under a question about the state of implementation.

    The counts of all are public. Who takes the named replies away from them is left with those without a name, so that
    there are none of these, or at least LEAST that do not all tell the same: among all replies, and among those that
    tell each thing that is counted.
    """
    told = [_told(question, one) for one in given if not one.named]
    return all(_hides([code for code in said if code]) for said in zip(*told, strict=True))


def _hides(said: Sequence[str]) -> bool:
    return not said or (len(said) >= LEAST and len(set(said)) > 1)


def _told(question: str, one: Given) -> tuple[str, ...]:
    """What a reply tells: its kind, anything, its state in practice and in law, how that changed, how the law did.

    Nothing where it tells none. What only says that something was told stands as the key of who told it, since it is
    the same for nobody.
    """
    reply = one.answers.get(question, {"reply": NOT_REPORTED})
    value = reply.get("value")
    said = value if isinstance(value, Mapping) else {}
    kind = one.key if reply["reply"] in (ANSWERED, NOT_REPORTED) else reply["reply"]
    changes = [of(one.before[question], reply) if question in one.before else "" for of in (change, change_of_law)]
    return (
        kind, one.key if said else "", said.get(PRACTICE, ""), said.get(LAW, ""),
        *(changed if changed in BOTH else "" for changed in changes),
    )  # fmt: skip


def named_in(count: Count, given: Sequence[Given]) -> list[str]:
    """Those counted that may be shown by name; nobody where that would tell what one without a name said."""
    agreed = {one.key for one in given if one.named}
    return [key for key in count.who if key in agreed] if may_name_counted(count, given) else []


def may_name_counted(count: Count, given: Sequence[Given]) -> bool:
    """Whether those that a rule counts may be shown by name, beside how many they are.

    Each of its questions must allow it, and those without a name among whom it counts must not all be counted. How
    many replied and how many are not named is told anyway.
    """
    if not count.rule.questions:
        return True
    unnamed = {one.key for one in given if not one.named} & set(count.among)
    hidden = not unnamed or (len(unnamed) >= LEAST and not unnamed <= set(count.who))
    return hidden and all(may_name(question, given) for question in count.rule.questions)
