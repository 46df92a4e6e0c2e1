"""What is exported: an instrument in one language and version, with what names it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from cjin.texts.rules.document import Instrument, Provision

_NUMBERED = {"article": "Article", "rule": "Rule", "principle": "Principle", "guideline": "Guideline"}


@dataclass(frozen=True)
class Edition:
    """An instrument with its language, version and address, as exports name it."""

    instrument: Instrument
    language: str
    version: int = 1
    address: str = ""
    place: str = ""
    is_proposal: bool = False

    @property
    def slug(self) -> str:
        return self.instrument.instrument_id

    @property
    def work_iri(self) -> str:
        """The IRI of the work in the manner of AKN4UN: jurisdiction, type, subtype, actor, date, number."""
        one = self.instrument
        return f"/akn/un/statement/{self.subtype}/{self.actor}/{one.adopted or 'undated'}/{self.number}"

    @property
    def expression_iri(self) -> str:
        return f"{self.work_iri}/{ISO3.get(self.language, self.language)}@v{self.version}"

    @property
    def subtype(self) -> str:
        return "resolution" if re.match(r"[a-z]+res-", self.slug) and not self.instrument.is_annex else "declaration"

    @property
    def actor(self) -> str:
        symbol = self.instrument.symbol
        return {"A/": "un-ga", "E/": "un-ecosoc", "S/": "un-sc"}.get(symbol[:2], "un")

    @property
    def front(self) -> list[str]:
        """What is printed above the title: the symbol, and that the text is a draft resolution where it is one."""
        return [*filter(None, [self.instrument.symbol]), *([PROPOSAL[self.language]] if self.is_proposal else [])]

    @property
    def number(self) -> str:
        return self.slug


_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def printable[T](value: T) -> T:
    """An edition, or a part of one, in which characters that XML cannot hold stand as the replacement character."""
    made: Any = value
    if isinstance(value, str):
        made = _UNPRINTABLE.sub("\ufffd", value)
    elif isinstance(value, dict):
        made = {printable(key): printable(one) for key, one in value.items()}
    elif isinstance(value, list | tuple):
        made = type(value)(printable(one) for one in value)
    elif is_dataclass(value) and not isinstance(value, type):
        made = replace(value, **{field.name: printable(getattr(value, field.name)) for field in fields(value)})
    return made  # type: ignore[no-any-return]


PROPOSAL = {
    "ar": "مشروع قرار",
    "en": "Draft resolution",
    "es": "Proyecto de resolución",
    "fr": "Projet de résolution",
    "ru": "Проект резолюции",
    "zh": "决议草案",
}
"""What a text is called that was proposed and is not the adopted form, by language."""

ISO3 = {"ar": "ara", "en": "eng", "es": "spa", "fr": "fra", "ru": "rus", "zh": "zho"}


def label_of(unit: Provision) -> str:
    """The label before a unit's words as it is printed: "1.", "(a)", "Article 5"; "" for a recital."""
    if not unit.num or unit.kind == "recital":
        return ""
    if unit.kind in ("paragraph",):
        return unit.num + ("" if "." in unit.num else ".")
    if unit.kind in ("subparagraph", "point", "item"):
        return f"({unit.num})"
    return f"{_NUMBERED.get(unit.kind, unit.kind.capitalize())} {unit.num}"


def openings(units: list[Provision]) -> Iterator[tuple[Provision, list[str], str]]:
    """Each unit with the headings and the chapeau that begin right before it."""
    before: tuple[str, ...] = ()
    chapeau = ""
    for unit in units:
        path = unit.heading_path[:-1] if unit.title and unit.heading_path[-1:] == (unit.title,) else unit.heading_path
        opened: list[str] = []
        said = ""
        if unit.parent is None:
            kept = 0
            while kept < min(len(path), len(before)) and path[kept] == before[kept]:
                kept += 1
            opened = list(path[kept:])
            said = unit.chapeau or ""
            said, chapeau = ("" if said == chapeau else said), said
            before = path
        yield unit, opened, said


def depth(unit: Provision) -> int:
    """How deep a unit stands below the paragraphs: 0 for a paragraph, 1 for (a), 2 for (i)."""
    return unit.id.count("__")
