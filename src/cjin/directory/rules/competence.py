"""Who is competent? A question to the entries that stand on a day, and an answer with its reasons, or with none."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .entries import Channel, Competence, Known
from .freshness import Freshness, freshness
from .kinds import BodyKind, ChannelKind, Function


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: who in ``state`` is competent on ``day`` for a function, narrowed where the rest is given.

    ``offence`` is a category of ICCS, ``place`` a part of the State, ``instrument`` a work of the library, ``measure``
    a kind of assistance; ``urgent`` asks for the way of urgent requests.
    """

    state: str
    function: Function
    day: date
    offence: str = ""
    place: str = ""
    instrument: str = ""
    measure: str = ""
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Competent:
    """A competent body: for which competence, by which way, how fresh what is known of it is."""

    question: Question
    known: Known
    competence: Competence
    channel: Channel | None
    freshness: Freshness
    reasons: tuple[str, ...]


class Unknown(StrEnum):
    """Why there is no answer."""

    NO_STATE = "nothing is known of this State"
    NO_FUNCTION = "no body of this State is known for this kind of request"
    NO_OFFENCE = "the bodies known for this kind of request are not competent for this offence"
    NO_INSTRUMENT = "the bodies known for this kind of request are named for other instruments"
    NO_MEASURE = "the bodies known for this kind of request are named for other measures"
    NO_PLACE = "the bodies known for this kind of request are named for other parts of the State"


@dataclass(frozen=True, slots=True)
class Answer:
    """The competent bodies, those that fit best first; where there is none, ``unknown`` says why."""

    question: Question
    competent: tuple[Competent, ...]
    unknown: Unknown | None = None


def who_is_competent(known: Iterable[Known], question: Question) -> Answer:
    """Answers from the entries that stand on the day; never a guess: where nothing fits, it says what is missing.

    What is not asked leaves all open; what a body does not narrow is open to all.
    """
    here = [one for one in known if one.entry.state == question.state and one.stands(question.day)]
    pairs = [(one, own) for one in here for own in one.entry.competences if own.function is question.function]
    if not pairs:
        return Answer(question, (), Unknown.NO_FUNCTION if here else Unknown.NO_STATE)
    for narrow, missing in _STEPS:
        pairs = narrow(pairs, question)
        if not pairs:
            return Answer(question, (), missing)
    found = [_competent(one, own, question) for one, own in pairs]
    best = {one.known.entry.body: one for one in sorted(found, key=_order, reverse=True)}  # the best of each body
    return Answer(question, tuple(sorted(best.values(), key=_order)))


type Pair = tuple[Known, Competence]


def fits_offence(own: Competence, offence: str) -> bool:
    """Whether a competence extends to a category of ICCS: an authority for a category is one for all below it."""
    return not own.offences or any(offence.startswith(code) for code in own.offences)


def _for_offence(pairs: Sequence[Pair], question: Question) -> list[Pair]:
    return [pair for pair in pairs if not question.offence or fits_offence(pair[1], question.offence)]


def _for_instrument(pairs: Sequence[Pair], question: Question) -> list[Pair]:
    return [pair for pair in pairs if _fits(pair[1].instruments, question.instrument)]


def _for_measure(pairs: Sequence[Pair], question: Question) -> list[Pair]:
    return [pair for pair in pairs if _fits(pair[1].measures, question.measure)]


def _fits(named: frozenset[str], asked: str) -> bool:
    """Whether what is asked is among what is named; where nothing is asked or nothing named, all fits."""
    return not asked or not named or asked in named


def _for_place(pairs: Sequence[Pair], question: Question) -> list[Pair]:
    """Where a part of the State has an authority of its own, that one answers for it, and no other does."""
    place = question.place.casefold()
    own = [pair for pair in pairs if place and place in {name.casefold() for name in pair[1].territories}]
    return own or [pair for pair in pairs if not pair[1].territories]


_STEPS = (
    (_for_offence, Unknown.NO_OFFENCE),
    (_for_instrument, Unknown.NO_INSTRUMENT),
    (_for_measure, Unknown.NO_MEASURE),
    (_for_place, Unknown.NO_PLACE),
)


def _competent(one: Known, own: Competence, question: Question) -> Competent:
    channel = way_of(one.entry.channels, urgent=question.urgent)
    fresh = freshness(one.verified, question.day)
    return Competent(question, one, own, channel, fresh, tuple(_reasons(one, own, question, channel)))


def way_of(channels: Sequence[Channel], *, urgent: bool) -> Channel | None:
    """The way for urgent requests where one is asked for and named, else the first that is for all requests."""
    if urgent:
        for channel in channels:
            if channel.urgent:
                return channel
    open_to_all = [channel for channel in channels if not channel.urgent]
    return min(open_to_all, key=lambda channel: channel.kind is not ChannelKind.NODE, default=None)


def _reasons(one: Known, own: Competence, question: Question, channel: Channel | None) -> Iterable[str]:
    yield f"named for {own.function}"
    if own.offences:
        yield f"for offences of {_listed(own.offences)} only"
    if own.instruments:
        yield f"under {_listed(own.instruments)} only"
    if own.measures:
        yield f"for {_listed(own.measures)} only"
    if own.territories:
        yield f"the own authority of {_listed(own.territories)}"
    if question.urgent and not (channel and channel.urgent):
        yield "no way for urgent requests is known"
    if one.origin:
        yield f"from the directory of {one.origin}"
    if one.expires and one.expires < question.day:
        yield f"which was good until {one.expires}"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))


def _order(one: Competent) -> tuple[object, ...]:
    """What is named for just this comes first, what is narrower than asked last; then central authorities, then the
    body that was verified last."""
    question, own = one.question, one.competence
    asked = (question.offence, question.instrument, question.measure, question.place)
    named = (own.offences, own.instruments, own.measures, own.territories)
    closer = sum(1 if wanted else -1 for wanted, given in zip(asked, named, strict=True) if given)
    verified = one.known.verified.toordinal() if one.known.verified else 0
    central = one.known.entry.kind is BodyKind.CENTRAL_AUTHORITY
    return -closer, not central, -verified, one.known.entry.body
