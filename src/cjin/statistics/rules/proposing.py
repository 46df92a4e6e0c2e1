"""Proposals of what the columns of a file say: by their names and by their values. A person decides."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from cjin.core.rules.catalogue import read
from cjin.statistics.rules.concepts import Concept, Role, concepts
from cjin.statistics.rules.daysread import Days, Order, days_of
from cjin.statistics.rules.mapping import MISSING
from cjin.statistics.rules.schemecodes import coded_by, codelike

ENOUGH = 0.6
"""A name or the values speak for a concept from here on."""
MOST = 0.9
"""So large a part of the values speaks for a concept whatever the column is called."""
HALF = 0.5
"""More than so large a part of the values must be days or numbers where a concept needs them."""
_PLACE = re.compile(r"\(?\s*[-+]?\d{1,8}[.,]\d{2,}\s*(?:[,; ]\s*[-+]?\d{1,8}[.,]\d{2,}\s*)?\)?\Z", re.ASCII)
"""A coordinate, or two of them in brackets: no code of a place."""
_WORD = re.compile(r"[^\W_]+")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


@dataclass(frozen=True)
class Seen:
    """A column as it was found: its name, and values that occur in it."""

    name: str
    values: Sequence[str] = ()


@dataclass(frozen=True)
class Proposal:
    """What a column may say: a concept ("" for none), how sure that is from 0 to 1, and how its values are read.

    ``like`` is the usual name that its name is like, ``part`` the part of its values that fit: why it is proposed.
    ``codes`` turn values into codes of the concept; ``days`` is how days are written, None of what is no day;
    ``scheme`` is the one whose codes an offence has, with ``pad`` signs each.
    """

    column: str
    concept: str = ""
    score: float = 0.0
    like: str = ""
    part: float = 0.0
    codes: Mapping[str, str] = field(default_factory=dict)
    days: Days | None = None
    scheme: str = ""
    pad: int = 0


type Schemes = Mapping[str, Collection[str]]
"""The codes of each scheme that a source may use."""


def proposed(columns: Sequence[Seen], schemes: Schemes | None = None) -> list[Proposal]:
    """A proposal for each column, in their order; no concept is proposed twice."""
    known = schemes or {}
    found = [one for column in columns for concept in concepts().values() if (one := fitting(column, concept, known))]
    by_column: dict[str, Proposal] = {}
    taken: set[str] = set()
    for one in sorted(found, key=lambda one: -one.score):
        if one.column not in by_column and one.concept not in taken:
            by_column[one.column] = one
            taken.add(one.concept)
    return [by_column.get(column.name, Proposal(column.name)) for column in columns]


def fitting(column: Seen, concept: Concept, schemes: Schemes) -> Proposal | None:
    """The proposal that a column says a concept, or None where neither name nor values speak for it."""
    named, like = _named(column.name, concept.id)
    if named < ENOUGH and concept.role not in (Role.CODE, Role.CATEGORY):
        return None
    read_as = reading(column, concept, schemes)
    if read_as.part < 0:
        return None
    if concept.role is Role.CATEGORY and named < ENOUGH and read_as.part >= MOST and _is_code(column.name):
        named, like = ENOUGH, column.name
    both = 0.7 * named + 0.3 * read_as.part if named >= ENOUGH else 0.0
    best = max(both, _alone(concept, read_as))
    return replace(read_as, score=round(best, 3), like=like if both else "") if best else None


def _alone(concept: Concept, read_as: Proposal) -> float:
    """What values count for whatever their column is called; codes of a scheme less than a name of something else."""
    if read_as.part < MOST:
        return 0.0
    return 0.5 * read_as.part if concept.role is Role.CODE else 0.4 * read_as.part if read_as.scheme else 0.0


def reading(column: Seen, concept: Concept, schemes: Schemes | None = None, order: Order | None = None) -> Proposal:
    """How the values of a column are read as a concept; ``part`` is how many of them fit, below 0 not at all.

    ``order`` is that of day and month where no value proves one.
    """
    values = told_in(column)
    plain = Proposal(column.name, concept.id)
    if concept.role is Role.DATE:
        return _days(plain, values, order)
    if concept.role is Role.NUMBER:
        fits = _part(value.isascii() and value.isdecimal() and len(value) < 10 for value in values)
        return replace(plain, part=fits if fits > HALF or not values else -1.0)
    if concept.role is Role.CODE:
        return _coded(plain, values)
    if concept.role is Role.CATEGORY:
        return _categories(plain, values, schemes or {})
    return replace(plain, part=-1.0) if concept.role is Role.OPEN and _are_coordinates(values) else plain


def told_in(column: Seen) -> list[str]:
    """The different values of a column that say something, without blanks around them."""
    return list(dict.fromkeys(said for value in column.values if (said := value.strip()) not in MISSING))


def _are_coordinates(values: Sequence[str]) -> bool:
    return _part(bool(_PLACE.match(value)) for value in values) > HALF


def _categories(plain: Proposal, values: Sequence[str], schemes: Schemes) -> Proposal:
    """Codes of a scheme where most of the values are some, else what is made like codes."""
    coded = coded_by(values, schemes)
    if coded.part >= ENOUGH:
        return replace(plain, part=coded.part, scheme=coded.scheme, pad=coded.pad)
    return replace(plain, part=codelike(values))


def _days(plain: Proposal, values: Sequence[str], order: Order | None) -> Proposal:
    """The ways of writing days that more than half of the values follow."""
    days = days_of(values, order)
    return replace(plain, part=days.part if days.part > HALF or not values else -1.0, days=days)


def _coded(plain: Proposal, values: Sequence[str]) -> Proposal:
    """Codes for the values that are words for one; none fit where fewer than two codes occur."""
    words = _words().get(plain.concept, {})
    found = {value: words[key] for value in dict.fromkeys(values) if (key := folded(value)) in words}
    part = len(found) / len(set(values)) if values else 0.0
    codes = {value: code for value, code in found.items() if value != code}
    return replace(plain, codes=codes, part=part if len(set(found.values())) > 1 else 0.0)


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    """By concept: the code that each usual word and each code stands for."""
    told: Mapping[str, Mapping[str, Sequence[str]]] = read("statistics/columns")["values"]
    return {
        concept.id: {folded(code): code for code in concept.codes}
        | {folded(name): code for code, name in concept.codes.items()}
        | {folded(word): code for code, words in told.get(concept.id, {}).items() for word in words}
        for concept in concepts().values()
    }


def _named(column: str, concept: str) -> tuple[float, str]:
    """How well the name of a column fits a concept, from 0 to 1, and the usual name that it is like."""
    said = folded(column)
    return max(((_alike(said, one), one) for one in _names().get(concept, ())), default=(0.0, ""))


def _is_code(column: str) -> bool:
    """Whether a column is called a code and nothing else, so that what it is a code of stands in its values."""
    return folded(column) in {folded(one) for one in read("statistics/columns")["codes"]}


@cache
def _names() -> Mapping[str, Sequence[str]]:
    told: Mapping[str, Sequence[str]] = read("statistics/columns")["names"]
    own = {one.id: (one.id, one.name) for one in concepts().values()}
    return {concept: tuple(dict.fromkeys(map(folded, (*own[concept], *words)))) for concept, words in told.items()}


def _alike(said: str, known: str) -> float:
    if said == known:
        return 1.0
    mine, theirs = said.split(), known.split()
    if set(theirs) <= set(mine):
        return 0.5 + 0.4 * len(theirs) / len(mine)
    return 0.7 if len(known) > 1 and not known.isascii() and known in said else 0.0


def folded(text: str) -> str:
    """A name or word without case, accents and marks: its words with a space between them."""
    apart = _HUMP.sub(" ", text)
    plain = "".join(one for one in unicodedata.normalize("NFKD", apart) if not unicodedata.combining(one))
    return " ".join(_WORD.findall(plain.casefold()))


def _part(held: Iterable[bool]) -> float:
    """The part of the values that something holds of; nothing of no values."""
    found = list(held)
    return sum(found) / len(found) if found else 0.0
