"""What the requested State declared that touches a basis. Rules read it in statements; nobody confirmed it."""

from collections.abc import Iterator

from .facts import Declared, Facts
from .instruments import Instrument, Offer
from .telling import Said, said

TAKES, TAKES_NOT, NEEDS = "legal-basis", "no-legal-basis", "treaty-required"


def declared_by(state: str, instrument: str, facts: Facts) -> list[Declared]:
    """All that a State declared about an instrument."""
    return [one for one in facts.declared if (one.state, one.instrument) == (state, instrument)]


def refuses_as_basis(one: Instrument, state: str, facts: Facts) -> list[Said]:
    """That a State declared not to take a convention as legal basis for extradition, where it did."""
    topics = {told.topic for told in declared_by(state, one.slug, facts)}
    if TAKES_NOT in topics and TAKES not in topics:
        return [said("no-basis-declared", proposed=True, state=state, instrument=one.slug)]
    return []


def of_extradition(one: Instrument, offer: Offer, state: str, facts: Facts) -> Iterator[Said]:
    """What follows from that the requested State needs a treaty, where it declared so."""
    topics = {told.topic for told in declared_by(state, one.slug, facts)}
    if NEEDS in topics and TAKES not in topics:
        yield said("treaty-needed", f"{offer.of}/{offer.basis}", proposed=True, state=state)


def not_told(one: Instrument, offer: Offer, state: str, facts: Facts) -> Iterator[Said]:
    """That it is not known whether a State needs a treaty for extradition and takes this one as such."""
    topics = {told.topic for told in declared_by(state, one.slug, facts)}
    if offer.basis and TAKES not in topics:
        yield said("basis-not-known", f"{offer.of}/{offer.told_by or offer.basis}", state=state, instrument=one.slug)


def takes(one: Instrument, state: str, facts: Facts) -> bool:
    """Whether a State declared to take a convention as legal basis for extradition."""
    return any(told.topic == TAKES for told in declared_by(state, one.slug, facts))


def touching(one: Instrument, offer: Offer, state: str, facts: Facts) -> Iterator[Said]:
    """The declarations of the requested State that touch this kind of help, each by its topic."""
    topics = {told.topic for told in declared_by(state, one.slug, facts)}
    for topic in offer.declarations:
        if topic in topics:
            yield said("declared", proposed=True, state=state, instrument=one.slug, topic=topic)
