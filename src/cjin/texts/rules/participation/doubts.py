"""What is doubtful in records of participation: days that contradict each other, protocols without their convention."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from cjin.texts.rules.participation.records import Problem, Record
from cjin.texts.rules.participation.standing import is_party
from cjin.texts.rules.participation.treaties import treaties


def doubts(records: Sequence[Record], as_of: date, parents: Mapping[str, str]) -> Iterator[Problem]:
    """Doubts about single rows and about rows together. ``parents`` leads from a protocol's number to its convention's.

    Nothing is taken away because of them.
    """
    for one in records:
        yield from (Problem(one.row, f"{one.participant}, {one.mtdsg}: {said}") for said in _of(one, as_of))
    parties = {(one.mtdsg, one.iso3 or one.participant) for one in records if is_party(one, as_of)}
    known = {one.mtdsg for one in records}
    for one in records:
        parent = parents.get(one.mtdsg, "")
        lonely = is_party(one, as_of) and parent in known and (parent, one.iso3 or one.participant) not in parties
        if lonely:
            yield Problem(one.row, f"{one.participant} is party to {one.mtdsg} and not to its convention {parent}")


def _of(one: Record, as_of: date) -> Iterator[str]:
    if one.signed and one.consented and one.signed > one.consented:
        yield f"signed on {one.signed}, after its consent of {one.consented}"
    if one.consented and one.in_force and one.in_force < one.consented:
        yield f"in force on {one.in_force}, before its consent of {one.consented}"
    elif one.consented and one.in_force and (by_treaty := _by_treaty(one)) and by_treaty != one.in_force:
        yield f"in force on {one.in_force}, by the treaty's own article on {by_treaty}"
    if one.in_force and not one.consented:
        yield f"in force on {one.in_force} without a consent"
    if one.ended and not one.consented:
        yield f"withdrawn on {one.ended} without a consent"
    elif one.ended and one.consented and one.ended < one.consented:
        yield f"withdrawn on {one.ended}, before its consent of {one.consented}: taken as party again since then"
    late = [day for day in (one.signed, one.consented) if day and day > as_of]
    if late:
        yield f"{late[0]} is later than the day {as_of} as of which the file is said to be"


def _by_treaty(one: Record) -> date | None:
    """What the treaty's own article gives; a succession goes by a day that no file tells."""
    treaty = treaties().get(one.mtdsg)
    return treaty.in_force_from(one) if treaty and one.consent != "succession" else None


def unique(records: Iterable[Record]) -> tuple[list[Record], list[Problem]]:
    """The records without those of a participant that stands twice under a treaty; the first one is taken."""
    seen: dict[tuple[str, str], Record] = {}
    problems = []
    for one in records:
        key = (one.mtdsg, one.iso3 or one.participant)
        if key in seen:
            said = f"{one.participant} stands twice under {one.mtdsg}; row {seen[key].row} is taken"
            problems.append(Problem(one.row, said))
        else:
            seen[key] = one
    return list(seen.values()), problems
