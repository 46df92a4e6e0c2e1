"""Notes whose markers were lost: each goes to the provision between its neighbours that speaks of what it cites."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from cjin.texts.rules.cited.citing import Citing
from cjin.texts.rules.cited.found import Found
from cjin.texts.rules.cited.identifiers import Unknown
from cjin.texts.rules.cited.names import names_in
from cjin.texts.rules.cited.resolving import resolve
from cjin.texts.rules.lexicon import fold


def with_lost_notes(
    units: Sequence[Citing], notes: Mapping[str, str], cited: Mapping[str, Sequence[Found]]
) -> list[Citing]:
    """The provisions, each with the notes that can only be its own.

    A numbered note without a marker goes to the one provision, between those that have the notes before and after it,
    that names what the note cites or has the words of the title that it gives; to none where there are several.
    """
    where = {label: place for place, unit in reversed(list(enumerate(units))) for label in unit.footnotes}
    found = list(units)
    for label in sorted((one for one in notes if one.isdigit() and one not in where), key=int):
        start, end = _between(where, int(label), len(units))
        fitting = [place for place in range(start, end) if _fits(units[place].text, cited.get(label, ()))]
        if len(fitting) == 1:
            one = found[fitting[0]]
            found[fitting[0]] = replace(one, footnotes=(*one.footnotes, label))
    return found


def _between(where: Mapping[str, int], label: int, end: int) -> tuple[int, int]:
    """The provisions from that of the nearest note before to that of the nearest after, both with them."""
    numbered = {int(one): place for one, place in where.items() if one.isdigit()}
    before = [numbered[one] for one in sorted(numbered) if one < label]
    after = [numbered[one] for one in sorted(numbered) if one > label]
    return (before[-1] if before else 0), (after[0] + 1 if after else end)


def _fits(text: str, cited: Sequence[Found]) -> bool:
    named = {slug for one in names_in(text) for slug in resolve(one.identifier, {}).works}
    return any(_is_named(one, text, named) for one in cited)


def _is_named(one: Found, text: str, named: set[str]) -> bool:
    if isinstance(one.identifier, Unknown):
        return fold(one.identifier.name) in fold(" ".join(re.findall(r"\S+", text)))
    return bool(named & set(resolve(one.identifier, {}).works))
