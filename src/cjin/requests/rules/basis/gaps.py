"""Why an instrument is no basis between two States on a day."""

from collections.abc import Iterator
from datetime import date

from .facts import Facts
from .instruments import Instrument
from .telling import Said, said


def gaps(one: Instrument, states: tuple[str, str], day: date, facts: Facts) -> Iterator[Said]:
    """What keeps an instrument, or the convention of a protocol, from being in force for both; nothing where it is."""
    if one.slug not in facts.as_of:
        yield said("no-status", instrument=one.slug)
        return
    for state in states:
        gap = _gap(one.slug, state, day, facts)
        if gap:
            yield gap
        elif one.parent and (of_parent := _gap(one.parent, state, day, facts)):
            yield said("without-parent", state=state, instrument=one.slug, parent=one.parent)
            yield of_parent


def _gap(slug: str, state: str, day: date, facts: Facts) -> Said | None:
    bound = facts.bound.get(slug, {}).get(state)
    if bound is None:
        return said("not-party", state=state, instrument=slug)
    if bound.since(day):
        return None
    if bound.ended and bound.ended <= day:
        return said("withdrawn", state=state, instrument=slug, ended=bound.ended)
    if bound.in_force:
        return said("not-yet-in-force", state=state, instrument=slug, since=bound.in_force)
    if bound.consented:
        return said("no-day", state=state, instrument=slug)
    return said("signed-only" if bound.signed and bound.signed <= day else "not-party", state=state, instrument=slug)
