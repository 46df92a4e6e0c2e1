"""A legal basis as a person reads it: names for codes, days as they are written, articles with their pages."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cjin.directory.queries.wording import offence_named, state_names, work_names
from cjin.shell.rules.dates import long_date
from cjin.texts.queries.wording import topic_of_statements

from ..rules.basis.reasoning import RECIPROCITY, Basis, Found
from ..rules.basis.telling import Said, in_words
from .articles import Cited, cite

STATES = frozenset({"state", "requesting", "requested"})
WORKS = frozenset({"instrument", "governing", "parent", "protocol"})
DAYS = frozenset({"since_requesting", "since_requested", "as_of", "since", "day", "ended", "adopted"})


@dataclass(frozen=True)
class Told:
    """A sentence with the article that it rests on; ``proposed`` where rules read it and nobody confirmed it."""

    words: str
    cited: Cited | None = None
    proposed: bool = False


@dataclass(frozen=True)
class ToldBasis:
    """A basis in words."""

    basis: Basis
    name: str
    url: str
    reasons: Sequence[Told]
    conditions: Sequence[Told]
    articles: Sequence[Cited]


@dataclass(frozen=True)
class Names:
    """What the codes in sentences are called. Made once for an answer, with four queries."""

    states: Mapping[str, str]
    works: Mapping[str, str]
    cited: Mapping[str, Cited]

    def tell(self, part: str, one: Said) -> Told:
        """A sentence in the reader's words; ``part`` is conditions, reasons or missing."""
        named = tuple((name, self._named(name, value)) for name, value in one.about)
        words = in_words(part, replace(one, about=named), get_language() or "en")
        return Told(words, self.cited.get(one.citation), one.proposed)

    def _named(self, name: str, value: str) -> str:
        if name in STATES:
            return self.states.get(value, value)
        if name in WORKS:
            return self.works.get(value, value)
        if name in DAYS:
            return _day(value)
        if name == "offence":
            return offence_named(value)
        return topic_of_statements(value) if name == "topic" else value


def _day(value: str) -> str:
    try:
        return long_date(date.fromisoformat(value), get_language() or "en")
    except ValueError:
        return value


def instrument_named(slug: str, works: Mapping[str, str]) -> str:
    """An instrument by its short name, and what a State does by its own law."""
    return _("Reciprocity, by the law of the requested State") if slug == RECIPROCITY else works.get(slug, slug)


def names_for(found: Found) -> Names:
    """The names of all that an answer speaks of."""
    said = [*found.missing, *(one for basis in found.bases for one in (*basis.reasons, *basis.conditions))]
    about = [pair for one in said for pair in one.about]
    states = {value for name, value in about if name in STATES} | {found.question.requesting, found.question.requested}
    works = {value for name, value in about if name in WORKS} | {one.instrument for one in found.bases}
    cited = cite([*(one.citation for one in said), *_articles(found.bases)])
    return Names(state_names(states), work_names(works - {RECIPROCITY}), cited)


def _articles(bases: Iterable[Basis]) -> list[str]:
    return [article for one in bases for article in one.citations]


def told_bases(found: Found, names: Names) -> list[ToldBasis]:
    """Every basis in words, by rank."""
    return [
        ToldBasis(
            one,
            instrument_named(one.instrument, names.works),
            _page(one, names),
            [names.tell("reasons", said) for said in one.reasons],
            [names.tell("conditions", said) for said in one.conditions],
            [names.cited[article] for article in one.citations if article in names.cited],
        )
        for one in found.bases
    ]


def _page(one: Basis, names: Names) -> str:
    return next((names.cited[article].url for article in one.citations if article in names.cited), "")
