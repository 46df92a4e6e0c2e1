"""Automatic numbers of a Word file: counted per list and level as Word shows them."""

from collections import defaultdict
from dataclasses import dataclass, field

from lxml import etree

from cjin.texts.rules.reading.numbering import numeral

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True, slots=True)
class _Level:
    """A level of a list: the form of its numbers, the pattern around them, its first number."""

    form: str
    pattern: str
    start: int


@dataclass(slots=True)
class _List:
    """A list: whose numbers it shares, and the numbers at which it starts anew when it is used first."""

    shared: str
    starts: dict[int, int] = field(default_factory=dict)


class Numbers:
    """Counts the automatic numbers of a file's paragraphs in order."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        self.levels: dict[str, dict[int, _Level]] = {}
        self.lists: dict[str, _List] = {}
        self.counts: dict[str, dict[int, int]] = defaultdict(dict)
        self.begun: set[str] = set()
        self.styled = _styled(styles)
        for abstract in numbering.iter(f"{W}abstractNum") if numbering is not None else ():
            self.levels[abstract.get(f"{W}abstractNumId", "")] = {
                int(level.get(f"{W}ilvl", "0")): _level(level) for level in abstract.iter(f"{W}lvl")
            }
        for number in numbering.iter(f"{W}num") if numbering is not None else ():
            self.lists[number.get(f"{W}numId", "")] = _List(value(number, "abstractNumId"), _starts(number))

    def label(self, paragraph: etree._Element) -> str:
        """The label before a paragraph, "" when it has none."""
        name, depth = self._place(paragraph)
        found = self.lists.get(name)
        levels = self.levels.get(found.shared, {}) if found else {}
        if found is None or depth not in levels:
            return ""
        counts = self.counts[found.shared]
        if name not in self.begun:
            self.begun.add(name)
            counts.update({level: start - 1 for level, start in found.starts.items()})
        counts[depth] = counts.get(depth, levels[depth].start - 1) + 1
        for deeper in [level for level in counts if level > depth]:
            del counts[deeper]
        if levels[depth].form in ("bullet", "none"):
            return "- "
        return _written(levels, depth, counts) + "\t"

    def _place(self, paragraph: etree._Element) -> tuple[str, int]:
        """The list and level of a paragraph: its own, else those of its style."""
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        name, depth = self.styled.get(style.get(f"{W}val", ""), ("", 0)) if style is not None else ("", 0)
        own = paragraph.find(f"{W}pPr/{W}numPr")
        if own is None:
            return name, depth
        level = value(own, "ilvl")
        return value(own, "numId") or name, int(level) if level.isdigit() else depth


def _written(levels: dict[int, _Level], depth: int, counts: dict[int, int]) -> str:
    pattern = levels[depth].pattern
    for above in range(depth + 1):
        level = levels.get(above, _Level("decimal", "", 1))
        pattern = pattern.replace(f"%{above + 1}", numeral(counts.get(above, level.start), level.form))
    return pattern


def _level(level: etree._Element) -> _Level:
    start = value(level, "start")
    return _Level(
        value(level, "numFmt") or "decimal", value(level, "lvlText")[:64], int(start) if start.isdigit() else 1
    )


def _starts(number: etree._Element) -> dict[int, int]:
    found: dict[int, int] = {}
    for override in number.iter(f"{W}lvlOverride"):
        start = value(override, "startOverride")
        if start.isdigit():
            found[int(override.get(f"{W}ilvl", "0"))] = int(start)
    return found


def _styled(root: etree._Element | None) -> dict[str, tuple[str, int]]:
    """The list and level that a paragraph style brings with it."""
    found: dict[str, tuple[str, int]] = {}
    for style in root.iter(f"{W}style") if root is not None else ():
        place = style.find(f"{W}pPr/{W}numPr")
        if place is not None:
            level = value(place, "ilvl")
            found[style.get(f"{W}styleId", "")] = (value(place, "numId"), int(level) if level.isdigit() else 0)
    return found


def value(node: etree._Element, name: str) -> str:
    """The value of a property, "" where it is not there."""
    child = node.find(f"{W}{name}")
    return str(child.get(f"{W}val", "")) if child is not None else ""
