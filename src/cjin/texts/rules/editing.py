"""Corrections of a text's structure by a person: join, split, renumber, retitle.

Each takes the units of one text in order and gives new ones; no word is lost or doubled (a title is replaced by what
the person typed). Parents stand before their children, and identifiers are derived again by the parser's own rule.
Each raises Invalid where a correction cannot be made, with the field of its form as the place of the fault.
"""

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import replace

from cjin.core.rules.errors import Fault, Invalid
from cjin.texts.rules.document import Provision
from cjin.texts.rules.identifying import identifiers, segment
from cjin.texts.rules.marks import MARK, labels_in, mark, without_marks
from cjin.texts.rules.nesting import DEEPEST, depths, in_preamble, parent_places, place_under, rank, settled

NUMBER = re.compile(r"[^\W_]{1,8}([. -][^\W_]{1,8}){0,3}")
ADDRESS = re.compile(r"[A-Za-z0-9_-]+")
NOTED = re.compile(r"\[\^([^\[\]\s]{1,12})\]")
IN_PREAMBLE = frozenset({"recital", "subparagraph", "point", "item"})
MOST_HEADINGS = 6
Units = list[Provision]


def _(text: str) -> str:
    """Marks a text for translation; it is translated when it is shown."""
    return text


def join(units: Sequence[Provision], eid: str, *, keep_number: bool = False) -> tuple[Units, str]:
    """Adds a unit's words to the unit before it; its parts go with them. ``keep_number`` makes its number a word.

    Gives the units and the identifier of the joined one.
    """
    here = _place(units, eid)
    if here == 0 or is_preamble(units[here]) != is_preamble(units[here - 1]):
        raise _refused("", _("Nothing stands before this unit that it could be joined with."))
    unit, before = units[here], units[here - 1]
    if unit.heading_path != before.heading_path or (unit.chapeau and unit.chapeau != before.chapeau):
        raise _refused("", _("A heading or an introductory line stands between the two units; change that first."))
    said = [unit.num if keep_number and unit.kind != "recital" else "", unit.title]
    joined = replace(
        before,
        text=_sentence(before.text, *said, unit.text),
        marked=_sentence(before.marked or before.text, *said, unit.marked or unit.text),
        footnotes=list(dict.fromkeys([*before.footnotes, *unit.footnotes])),
        lines=_span(before.lines, unit.lines),
    )
    parents = parent_places(units)
    moved = [here - 1 if parent == here else parent for parent in parents]
    del moved[here]
    kept = [*units[: here - 1], joined, *units[here + 1 :]]
    return _identified(kept, settled(kept, [_before(parent, here) for parent in moved]), here - 1)


def split(units: Sequence[Provision], eid: str, *, words: str, kind: str, num: str) -> tuple[Units, str]:
    """Makes two units of one; the second begins with ``words`` and is of this kind and number.

    Gives the units and the identifier of the second one.
    """
    here = _place(units, eid)
    unit = units[here]
    at = _beginning(unit.text, words)
    kind, num = _checked(unit, kind, num)
    one, two = _cut(unit, at)
    first = replace(unit, text=unit.text[:at].strip(), marked=one, footnotes=_notes(unit, one))
    rest = [label for label in unit.footnotes if label not in first.footnotes or label in labels_in(two)]
    second = replace(
        unit, text=unit.text[at:].strip(), marked=two, footnotes=rest, kind=kind, num=num, title="", parent=None
    )
    made = [*units[:here], first, second, *units[here + 1 :]]
    parents = [parent + 1 if parent is not None and parent > here else parent for parent in parent_places(units)]
    parents.insert(here + 1, None)
    parents[here + 1] = place_under(made, parents, here + 1)
    return _identified(made, settled(made, parents), here + 1)


def renumber(units: Sequence[Provision], eid: str, *, kind: str, num: str) -> tuple[Units, str]:
    """Gives a unit another number or kind; another kind moves it to the level that it has there."""
    here = _place(units, eid)
    unit = units[here]
    kind, num = _checked(unit, kind, num)
    made = [*units[:here], replace(unit, kind=kind, num=num), *units[here + 1 :]]
    parents = parent_places(units)
    if kind != unit.kind:
        parents[here] = place_under(made, parents, here)
    return _identified(made, settled(made, parents), here)


def retitle(units: Sequence[Provision], eid: str, *, title: str) -> tuple[Units, str]:
    """Gives an article or rule another title. Without one, its words go to the beginning of the unit's text."""
    here = _place(units, eid)
    unit, title = units[here], tidy(title)
    if rank(unit) and not unit.title:
        raise _refused("title", _("Only articles, rules and the like have titles."))
    own = bool(unit.title) and unit.heading_path[-1:] == (unit.title,)
    above = unit.heading_path[:-1] if own else unit.heading_path
    named = replace(unit, title=title)
    if not title:
        text, marked = _sentence(unit.title, unit.text), _sentence(unit.title, unit.marked or unit.text)
        named = replace(named, text=text, marked=marked)
    made = [*units[:here], named, *units[here + 1 :]]
    path = (*above, title) if title else above
    for place in _inside(units, here):
        made[place] = replace(made[place], heading_path=(*path, *made[place].heading_path[len(unit.heading_path) :]))
    return made, eid


def rehead(units: Sequence[Provision], eid: str, *, headings: Sequence[str]) -> tuple[Units, str]:
    """Gives the headings above a unit anew, outermost first; units after it under the same headings go with it."""
    here = _place(units, eid)
    new = tuple(tidied for heading in headings if (tidied := tidy(heading)))
    if len(new) > MOST_HEADINGS:
        raise _refused("headings", _("At most six headings can stand above a unit."))
    if is_preamble(units[here]) and new:
        raise _refused("headings", _("No heading stands above a recital."))
    old = headings_above(units[here])
    made = list(units)
    within = set(_inside(units, here))
    for place in range(here, len(units)):
        path = units[place].heading_path
        if place not in within and (path[: len(old)] != old or not old):
            break
        made[place] = replace(units[place], heading_path=(*new, *path[len(old) :]))
    return made, eid


def reword(units: Sequence[Provision], eid: str, *, words: str, known: Collection[str]) -> tuple[Units, str]:
    """Gives a unit other words; a note is cited as ``[^3]``, and only notes that are ``known``."""
    here = _place(units, eid)
    astray = [label for label in NOTED.findall(words) if label not in known]
    if astray:
        raise _refused("words", _("A note is cited that this text does not have."))
    marked = NOTED.sub(lambda match: mark(match.group(1)), tidy(words))
    if not without_marks(marked):
        raise _refused("words", _("A unit needs words. To take it away, join it with the unit before."))
    worded = replace(units[here], text=without_marks(marked), marked=marked, footnotes=labels_in(marked))
    return [*units[:here], worded, *units[here + 1 :]], eid


def noted(marked: str) -> str:
    """The words of a unit as ``reword`` takes them."""
    return MARK.sub(lambda match: f"[^{match.group(1)}]", marked)


def headings_above(unit: Provision) -> tuple[str, ...]:
    """The headings above a unit, without its own title."""
    own = bool(unit.title) and unit.heading_path[-1:] == (unit.title,)
    return unit.heading_path[:-1] if own else unit.heading_path


def _inside(units: Sequence[Provision], here: int) -> range:
    """The places of a unit and of what stands in it."""
    end = here + 1
    while end < len(units) and units[end].id.startswith(f"{units[here].id}__"):
        end += 1
    return range(here, end)


def is_preamble(unit: Provision) -> bool:
    """Whether a unit belongs to the preamble."""
    return in_preamble(unit.id)


def _identified(units: Units, parents: list[int | None], here: int) -> tuple[Units, str]:
    """The units with new identifiers and counted recitals, and the identifier of the unit at ``here``."""
    if max(depths(parents), default=0) > DEEPEST:
        raise _refused("kind", _("This would nest units more than five levels deep."))
    recitals = 0
    for place, unit in enumerate(units):
        if unit.kind == "recital":
            recitals += 1
            units[place] = replace(unit, num=str(recitals))
    names, _repeated = identifiers(units[0].id.partition("/")[0], units, parents)
    if any(in_preamble(unit.id) != in_preamble(name) for unit, name in zip(units, names, strict=True)):
        raise _refused("kind", _("Recitals stand in the preamble, paragraphs and articles after it."))
    made = [
        replace(unit, id=name, parent=None if parent is None else names[parent])
        for unit, name, parent in zip(units, names, parents, strict=True)
    ]
    return made, names[here].partition("/")[2]


def _checked(unit: Provision, kind: str, num: str) -> tuple[str, str]:
    kind, num = kind.strip().lower(), num.strip()
    if not re.fullmatch(r"[a-z]{3,20}", kind):
        raise _refused("kind", _("Choose what kind of unit this is."))
    if kind == "recital" if not is_preamble(unit) else kind not in IN_PREAMBLE:
        raise _refused("kind", _("Recitals stand in the preamble, paragraphs and articles after it."))
    if num and not NUMBER.fullmatch(num):
        raise _refused("num", _("Write the number without brackets or a full stop at its end: 5, 1.1, 3 bis, b or iv."))
    if num and kind != "recital" and not ADDRESS.fullmatch(segment(kind, num)):
        raise _refused("num", _("This number has no place in an address; write it in digits or Latin letters."))
    return kind, "" if kind == "recital" else num


def _beginning(text: str, words: str) -> int:
    wanted = r"\s+".join(re.escape(word) for word in words.split())
    found = [match.start() for match in re.finditer(rf"(?<!\w){wanted}", text)] if wanted else []
    if not found:
        raise _refused("words", _("These words do not stand in the unit. Copy the first words of the second part."))
    if len(found) > 1:
        raise _refused("words", _("These words stand more than once in the unit. Copy some more of them."))
    if not text[: found[0]].strip():
        raise _refused("words", _("The unit begins with these words already; nothing would be left before them."))
    return found[0]


def _cut(unit: Provision, at: int) -> tuple[str, str]:
    """The text with note markers in two parts, cut where the plain text is; a marker goes with the word it follows."""
    place, wanted = 0, _length(unit.text[:at])
    while place < len(unit.marked):
        note = MARK.match(unit.marked, place)
        if note is None and wanted == 0 and not unit.marked[place].isspace():
            break
        wanted -= note is None and not unit.marked[place].isspace()
        place = note.end() if note else place + 1
    one, two = unit.marked[:place].strip(), unit.marked[place:].strip()
    if _length(MARK.sub("", one)) == _length(unit.text[:at]) and _length(MARK.sub("", two)) == _length(unit.text[at:]):
        return one, two
    return unit.text[:at].strip(), unit.text[at:].strip()


def _length(text: str) -> int:
    return sum(not sign.isspace() for sign in text)


def _notes(unit: Provision, marked: str) -> list[str]:
    return [label for label in unit.footnotes if label in labels_in(marked)]


def _place(units: Sequence[Provision], eid: str) -> int:
    for place, unit in enumerate(units):
        if unit.id.partition("/")[2] == eid:
            return place
    raise _refused("", _("This unit is not there any more."))


def _before(parent: int | None, gone: int) -> int | None:
    return parent - 1 if parent is not None and parent > gone else parent


def _span(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    return min(one[0], other[0]), max(one[1], other[1])


def _sentence(*parts: str) -> str:
    return " ".join(stripped for part in parts if (stripped := part.strip()))


def tidy(text: str) -> str:
    """Words that were typed, with single blanks and without characters that stand for nothing."""
    blank = " ".join(text.split())
    return "".join(sign for sign in blank if unicodedata.category(sign) not in ("Cc", "Cs", "Co", "Cn"))


def _refused(where: str, message: str) -> Invalid:
    return Invalid(message, [Fault(where, message)])
