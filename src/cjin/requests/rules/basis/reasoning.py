"""Every instrument in force between two States for a kind of help and offences, ranked, with reasons and gaps."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ..kinds import Kind
from .agreements import governing
from .declarations import not_told, of_extradition, refuses_as_basis, takes, touching
from .facts import Agreement, Bound, Facts, Question
from .gaps import gaps
from .instruments import Condition, Cover, Instrument, Offer, instruments
from .telling import Said, said

RECIPROCITY = "reciprocity"
BY_LAW = frozenset({Kind.MUTUAL_LEGAL_ASSISTANCE, Kind.EXTRADITION, Kind.CONFISCATION, Kind.TRANSFER_OF_PROCEEDINGS})
"""What a State may do by its own law and courtesy, where no treaty binds it."""


@dataclass(frozen=True, slots=True)
class Basis:
    """An instrument as a basis: since when it binds both, on which conditions, why, by which provisions.

    ``as_of`` is the day of what is known; reciprocity has neither days nor provisions.
    """

    instrument: str
    in_force_since: date | None = None
    as_of: date | None = None
    conditions: tuple[Said, ...] = ()
    reasons: tuple[Said, ...] = ()
    citations: tuple[str, ...] = ()
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """The bases, the first of which goes first, and what is missing. ``as_of``: the earliest day of what was used."""

    question: Question
    as_of: date
    bases: tuple[Basis, ...]
    missing: tuple[Said, ...]


def legal_basis(question: Question, facts: Facts) -> Found:
    """Every basis between the two on the day. Nothing is guessed: what is not known is told as missing."""
    bases = [_of_agreement(agreement, question) for agreement in governing(question, facts)]
    first = bases[0].instrument if bases else ""
    missing: list[Said] = []
    for one in candidates(question.kind, question.offences):
        found = list(_missing(one, question, facts))
        missing += found or _older(one, question.day, facts)
        if not found:
            bases.append(_basis(one, question, facts, first))
            missing += _not_told(one, question, facts)
    if not bases:
        missing.append(said("nothing-common"))
    used = [one.as_of for one in bases if one.as_of] or list(facts.as_of.values())
    if question.kind in BY_LAW:
        bases.append(_courtesy(question))
    ranked = tuple(replace(one, rank=rank) for rank, one in enumerate(bases, start=1))
    return Found(question, min([question.day, *used]), ranked, tuple(dict.fromkeys(missing)))


def candidates(kind: Kind, offences: Sequence[str]) -> list[Instrument]:
    """The instruments of the catalogue that offer this help and cover all of the offences, in their order."""
    return [one for one in instruments() if kind in one.offers and all(map(one.cover, offences))]


def _missing(one: Instrument, question: Question, facts: Facts) -> Iterator[Said]:
    """Why an instrument that would be a basis is none."""
    found = list(gaps(one, (question.requesting, question.requested), question.day, facts))
    if not found and question.kind is Kind.EXTRADITION:
        found = refuses_as_basis(one, question.requested, facts)
    yield from found


def _not_told(one: Instrument, question: Question, facts: Facts) -> Iterator[Said]:
    """What would have to be known of a basis to be sure of it."""
    if question.kind is Kind.EXTRADITION:
        yield from not_told(one, one.offers[question.kind], question.requested, facts)


def _basis(one: Instrument, question: Question, facts: Facts, first: str) -> Basis:
    offer = one.offers[question.kind]
    covers = [(offence, cover) for offence in question.offences if (cover := one.cover(offence))]
    both = [(state, facts.bound[one.slug][state]) for state in (question.requesting, question.requested)]
    conditions = [_cited(condition, one.slug) for _, cover in covers for condition in cover.conditions]
    conditions += [_cited(condition, one.slug) for condition in one.conditions]
    conditions += [_cited(condition, offer.of) for condition in offer.conditions]
    if first and offer.governed_by:
        conditions.append(said("only-if-both-choose", f"{offer.of}/{offer.governed_by[-1]}", governing=first))
    if question.kind is Kind.EXTRADITION:
        conditions += of_extradition(one, offer, question.requested, facts)
    conditions += touching(one, offer, question.requested, facts)
    citations = [f"{one.slug}/{cover.article}" for _, cover in covers]
    citations += [f"{one.slug}/{article}" for article in one.through if offer.of != one.slug]
    citations += [f"{offer.of}/{article}" for article in (*offer.articles, offer.contents) if article]
    return Basis(
        instrument=one.slug,
        in_force_since=max(bound.in_force for _, bound in both if bound.in_force),
        as_of=min(question.day, *(bound.as_of for _, bound in both)),
        conditions=tuple(dict.fromkeys(conditions)),
        reasons=tuple(_reasons(one, offer, covers, question, both, facts)),
        citations=tuple(dict.fromkeys(citations)),
    )


def _cited(condition: Condition, slug: str) -> Said:
    return said(condition.kind, f"{slug}/{condition.article}" if condition.article else slug)


def _reasons(
    one: Instrument,
    offer: Offer,
    covers: Sequence[tuple[str, Cover]],
    question: Question,
    both: Sequence[tuple[str, Bound]],
    facts: Facts,
) -> Iterator[Said]:
    yield _in_force(both)
    for state, bound in both:
        if bound.consent == "succession":
            yield said("succeeded", state=state)
        if bound.computed:
            yield said("computed", state=state)
    for offence, cover in covers:
        kind = {3: "covers", 2: "covers-any"}.get(cover.reach(offence), "covers-partly")
        yield said(kind, f"{one.slug}/{cover.article}", offence=offence)
    if offer.of != one.slug:
        yield said("through-protocol", f"{one.slug}/{one.through[-1]}")
    yield said("offers", f"{offer.of}/{offer.articles[0]}")
    if question.kind is Kind.EXTRADITION and takes(one, question.requested, facts):
        yield said("takes-as-basis", f"{offer.of}/{offer.basis}", proposed=True, state=question.requested)


def _in_force(both: Sequence[tuple[str, Bound]]) -> Said:
    (asking, mine), (asked, theirs) = both
    return said(
        "in-force", requesting=asking, since_requesting=mine.in_force, requested=asked, since_requested=theirs.in_force
    )


def _of_agreement(agreement: Agreement, question: Question) -> Basis:
    """A bilateral or regional treaty that the node has entered."""
    both = [(state, agreement.parties[state]) for state in (question.requesting, question.requested)]
    kind = "governs" if agreement.bilateral else "governs-region"
    return Basis(
        instrument=agreement.instrument,
        in_force_since=max(bound.in_force for _, bound in both if bound.in_force),
        as_of=min(question.day, *(bound.as_of for _, bound in both)),
        conditions=tuple(said("of-the-agreement", agreement.instrument, words=words) for words in agreement.conditions),
        reasons=(said(kind, agreement.instrument), _in_force(both)),
        citations=tuple(f"{agreement.instrument}/{article}" for article in agreement.articles)
        or (agreement.instrument,),
    )


def _courtesy(question: Question) -> Basis:
    """What a State may do without any treaty."""
    conditions = (said("reciprocity-law", state=question.requested), said("reciprocity-promised"))
    return Basis(RECIPROCITY, conditions=conditions, reasons=(said("courtesy"),))


def _older(one: Instrument, day: date, facts: Facts) -> Iterator[Said]:
    """That nothing as late as the day is known of an instrument."""
    if facts.as_of[one.slug] < day:
        yield said("later-than-known", instrument=one.slug, as_of=facts.as_of[one.slug])
