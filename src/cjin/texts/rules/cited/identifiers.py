"""The kinds of identifiers by which instruments are cited: one class each, with the form that it has as data."""

import re
from dataclasses import dataclass
from typing import ClassVar

ROMAN = r"[IVXLC]+"
_NUMBER = re.compile(
    r"(?P<session>E?S-\d+|\d+)/(?P<number>\d+)(?: ?(?P<letter>[A-Z]))?"
    rf"|(?P<old>\d+)(?: ?(?P<part>[A-Z]))? ?\((?P<roman>{ROMAN}|\d{{4}})\)(?: ?(?P<behind>[A-Z]))?"
)


@dataclass(frozen=True, slots=True)
class Resolution:
    """A resolution by its organ (A, E, S) and number as it is written: "57/270 B", "155 C (VII)", "S-23/2"."""

    kind: ClassVar[str] = "resolution"
    organ: str
    number: str
    annex: int = 0

    @property
    def symbol(self) -> str:
        """The symbol of the document: ``A/RES/57/270B``, ``E/RES/155(VII)C``."""
        return f"{self.organ}/RES/{_compact(self.number)}"

    @property
    def key(self) -> str:
        """The symbol, with the annex where one is meant."""
        return self.symbol + (f"#annex-{self.annex}" if self.annex else "")


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision by its organ and number: "74/550 A"."""

    kind: ClassVar[str] = "decision"
    organ: str
    number: str

    @property
    def key(self) -> str:
        """``A/DEC/74/550A``."""
        return f"{self.organ}/DEC/{_compact(self.number)}"


@dataclass(frozen=True, slots=True)
class Document:
    """A document by its symbol: ``E/CN.15/2015/L.2``."""

    kind: ClassVar[str] = "document"
    symbol: str

    @property
    def key(self) -> str:
        """The symbol."""
        return self.symbol


@dataclass(frozen=True, slots=True)
class TreatySeries:
    """A treaty by its registration number in a Treaty Series (UNTS, LNTS), with the volumes that are named."""

    kind: ClassVar[str] = "treaty-series"
    number: int
    volumes: tuple[int, ...] = ()
    series: str = "UNTS"

    @property
    def key(self) -> str:
        """``UNTS/39574/2225``: number and volumes."""
        return "/".join((self.series, str(self.number), *(["-".join(map(str, self.volumes))] if self.volumes else [])))


@dataclass(frozen=True, slots=True)
class SalesNumber:
    """A publication of the United Nations by its sales number."""

    kind: ClassVar[str] = "sales-number"
    number: str

    @property
    def key(self) -> str:
        """``Sales/E.93.IV.4``."""
        return f"Sales/{self.number}"


@dataclass(frozen=True, slots=True)
class WebAddress:
    """A page of the web by its address."""

    kind: ClassVar[str] = "web-address"
    address: str

    @property
    def key(self) -> str:
        """The address."""
        return self.address


@dataclass(frozen=True, slots=True)
class Named:
    """A known work, or a group of works, by what texts call it. ``slug`` is its identifier in the catalogue."""

    kind: ClassVar[str] = "named-instrument"
    slug: str

    @property
    def key(self) -> str:
        """The identifier."""
        return self.slug


@dataclass(frozen=True, slots=True)
class Unknown:
    """What is written like the name of an instrument that is in no catalogue."""

    kind: ClassVar[str] = "named-instrument"
    name: str

    @property
    def key(self) -> str:
        """The name."""
        return self.name


@dataclass(frozen=True, slots=True)
class Article:
    """An article of a treaty, or a paragraph or subparagraph of it: ``art_57__para_5__subpara_a``."""

    kind: ClassVar[str] = "article"
    slug: str
    eid: str

    @property
    def key(self) -> str:
        """The treaty and the place in it."""
        return f"{self.slug}/{self.eid}"


@dataclass(frozen=True, slots=True)
class Place:
    """A paragraph, subparagraph, rule, chapter or section of a work: the citing work itself where it names none.

    ``slug`` is the symbol or the name of a work that is in no catalogue.
    """

    kind: ClassVar[str] = "provision"
    slug: str
    eid: str

    @property
    def key(self) -> str:
        """The work and the place in it."""
        return f"{self.slug}/{self.eid}"


Identifier = (
    Resolution | Decision | Document | TreatySeries | SalesNumber | WebAddress | Named | Unknown | Article | Place
)


def _compact(number: str) -> str:
    """A number as symbols write it: "57/270 B" is 57/270B, "155 C (VII)" is 155(VII)C."""
    found = _NUMBER.fullmatch(number.strip())
    if found is None:
        return number.replace(" ", "")
    if found["old"]:
        return f"{found['old']}({found['roman']}){found['part'] or found['behind'] or ''}"
    return f"{found['session']}/{found['number']}{found['letter'] or ''}"
