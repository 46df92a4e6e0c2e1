"""What is still missing in a request, and what stops it: computed all the time, told with the articles that ask."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from .kinds import BASIS, Item, KindOfRequest, Type


class Gap(StrEnum):
    """Why a request cannot be approved."""

    EMPTY = "empty"
    """A mandatory item has no answer."""
    PART_EMPTY = "part-empty"
    """An offence, person, thing or document lacks what has to be told of it."""
    MUST = "must"
    """The answer stops the request: the treaty asks for the other one."""
    LEAST = "least"
    """The number is smaller than the treaty asks for."""
    PAST = "past"
    """A day that has to come is past."""
    ORDER = "order"
    """A time ends before it begins."""
    LANGUAGE = "language"
    """No language of the request is accepted there."""
    UNWORDED = "unworded"
    """A language that is named, and accepted there, does not say all of it yet, or only by machine."""
    NOT_COMPETENT = "not-competent"
    """The authority is not competent for this."""
    NO_BASIS = "no-basis"
    """The chosen instrument is no basis between the two."""
    NOT_DUAL = "not-dual"
    """A coercive measure, and nothing told of the offence under the other law."""
    STRANGE_OFFENCE = "strange-offence"
    """A code that ICCS does not have."""


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is missing or wrong: at which item, why, and the articles that ask for it; ``about`` says more."""

    item: str
    gap: Gap
    articles: tuple[str, ...] = ()
    about: str = ""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known around a request: the instruments that are a basis, the languages that are accepted, whether the
    chosen authority is competent, the codes of ICCS, and today.

    ``languages`` is None where nothing is known of the authority; ``unworded`` counts by language the passages that no
    person has put into it.
    """

    today: date
    basis: str
    bases: Collection[str]
    languages: Collection[str] | None
    competent: bool
    offences: Collection[str]
    unworded: Mapping[str, int] = field(default_factory=dict)


NEEDED = {
    Type.OFFENCES: ("iccs", "name", "law", "penalty_years"),
    Type.PERSONS: ("name",),
    Type.PROPERTY: ("type", "description", "location"),
    Type.DOCUMENTS: ("title",),
}
"""What has to be told of each offence, person, thing and document."""


def asked(kind: KindOfRequest, answers: Mapping[str, Any], basis: str) -> list[Item]:
    """The items that are asked, by what is answered so far and the instrument that the request rests on."""
    measures = list(answers.get("measures", ()))
    return [one for one in kind.items(measures) if _is_asked(one, answers, basis, measures)]


def _is_asked(one: Item, answers: Mapping[str, Any], basis: str, measures: Sequence[str]) -> bool:
    if one.when_given and one.when_given not in answers:
        return False
    if one.unless_only and measures and set(measures) <= one.unless_only:
        return False
    values = {**answers, BASIS: basis}
    return all(values.get(name) in allowed for name, allowed in one.when.items())


def missing(kind: KindOfRequest, answers: Mapping[str, Any], around: Surroundings) -> list[Missing]:
    """All that is missing or wrong, in the order of the items; nothing where the request can be approved.

    ``answers`` are as ``answers.checked`` gives them.
    """
    found: list[Missing] = []
    needed = {name for one in answers.get("measures", ()) for name in kind.measure(one).needs}
    for item in asked(kind, answers, around.basis):
        if item.item in answers:
            found += _wrong(item, answers[item.item], around)
        elif item.mandatory or item.item in needed:
            found.append(Missing(item.item, Gap.EMPTY, item.articles))
    return [*found, *_times(answers), *_not_dual(kind, answers), *_around(answers, around)]


def _wrong(item: Item, value: Any, around: Surroundings) -> Iterator[Missing]:
    if item.must is not None and value is not item.must:
        yield Missing(item.item, Gap.MUST, item.articles)
    if item.least is not None and value < item.least:
        yield Missing(item.item, Gap.LEAST, item.articles, str(item.least))
    if item.ahead and value < around.today.isoformat():
        yield Missing(item.item, Gap.PAST, item.articles, value)
    for number, part in enumerate(value if item.type in NEEDED else (), start=1):
        lacks = [name for name in NEEDED[item.type] if name not in part]
        if lacks:
            yield Missing(item.item, Gap.PART_EMPTY, item.articles, f"{number}: {', '.join(lacks)}")
        if item.type is Type.OFFENCES and part.get("iccs", "") not in (*around.offences, ""):
            yield Missing(item.item, Gap.STRANGE_OFFENCE, (), part["iccs"])


def _times(answers: Mapping[str, Any]) -> Iterator[Missing]:
    """Times from a day to a day."""
    for name, begins in answers.items():
        if name.endswith(".from"):
            until = name.removesuffix(".from") + ".to"
            if until in answers and answers[until] < begins:
                yield Missing(until, Gap.ORDER, (), begins)


def _not_dual(kind: KindOfRequest, answers: Mapping[str, Any]) -> Iterator[Missing]:
    """Coercive measures ask how each offence is one under the other law."""
    coercive = [name for name in answers.get("measures", ()) if kind.measure(name).coercive]
    if not coercive and not kind.dual:
        return
    for number, offence in enumerate(answers.get("offences", ()), start=1):
        if "there" not in offence:
            yield Missing("offences", Gap.NOT_DUAL, (), f"{number}: {', '.join(coercive) or kind.kind}")


def _around(answers: Mapping[str, Any], around: Surroundings) -> Iterator[Missing]:
    if around.basis not in around.bases:
        yield Missing(BASIS, Gap.NO_BASIS, (), around.basis)
    if not around.competent:
        yield Missing("addressee", Gap.NOT_COMPETENT)
    written = answers.get("languages", ())
    if written and around.languages is not None and not set(written) & set(around.languages):
        yield Missing("languages", Gap.LANGUAGE, (), ", ".join(sorted(around.languages)))
    for language in written:
        if around.unworded.get(language) and (around.languages is None or language in around.languages):
            yield Missing("languages", Gap.UNWORDED, (), f"{language}: {around.unworded[language]}")
