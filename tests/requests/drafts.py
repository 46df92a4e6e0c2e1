"""A complete draft of each kind of request, made from its items; tests plant faults in it."""

from datetime import date
from typing import Any

from cjin.requests.rules.writing.completeness import Surroundings, asked
from cjin.requests.rules.writing.kinds import BASIS, Item, KindOfRequest, Type, kinds

TODAY = date(2026, 3, 2)
FILLED: dict[Type, Any] = {
    Type.TEXT: "A text", Type.WORDS: "Some words", Type.NUMBER: 12, Type.YES_NO: True, Type.LANGUAGES: ["en"],
    Type.OFFENCES: [{"iccs": "0101", "name": "Murder", "law": "Code, 1", "penalty_years": "20", "there": "Code, 9"}],
    Type.PERSONS: [{"name": "A person"}], Type.DOCUMENTS: [{"title": "An order"}],
    Type.PROPERTY: [{"type": "land", "description": "A house", "location": "Capital"}],
}  # fmt: skip


def around(basis: str, **more: Any) -> Surroundings:
    """Nothing is in the way of the request."""
    free = {"today": TODAY, "basis": basis, "bases": {basis}, "languages": {"en", "fr"}, "competent": True,
            "offences": {"0101", "0703"}}  # fmt: skip
    return Surroundings(**free | more)  # type: ignore[arg-type]


def answer(item: Item, measures: list[str]) -> Any:
    """A good answer to an item."""
    if item.must is not None:
        return item.must
    if item.type is Type.CHOICE:
        return item.choices[0]
    if item.type is Type.MEASURES:
        return measures
    if item.type is Type.DAY:
        return "2026-09-01" if item.ahead or item.item.endswith(".to") else "2026-01-01"
    return FILLED[item.type]


def complete(kind: KindOfRequest, basis: str, measures: list[str]) -> dict[str, Any]:
    """Answers to all that is asked, again and again until nothing more is asked."""
    answers: dict[str, Any] = {"measures": measures} if kind.measures else {}
    while more := [one for one in asked(kind, answers, basis) if one.item not in answers]:
        answers |= {one.item: answer(one, measures) for one in more}
    return answers


def cases() -> list[tuple[KindOfRequest, str, list[str]]]:
    """Each kind with each of its instruments, and each measure of mutual legal assistance."""
    found = [(kind, basis, []) for kind in kinds().values() if not kind.measures for basis in kind.articles]
    several = [
        (kind, basis, [one.measure]) for kind in kinds().values() for basis in kind.articles for one in kind.measures
    ]
    return [*found, *several]


__all__ = ["BASIS", "TODAY", "around", "cases", "complete"]
