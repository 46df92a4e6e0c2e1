"""Evidence in its plain form: a document, a link, a provision, or a published figure as it was cited.

A figure names a cell of a publication, ``national-police@3/homicide/A.KEN._T/2020``. Its value with unit and status,
its source, the vintage and the digest of its publication are kept with it, and stay as they were whatever comes later.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from cjin.core.rules.errors import Fault, Invalid

from ..vocabulary import codes
from .values import number, one_of, short

type Piece = dict[str, str]
DOCUMENT, LINK, PROVISION, FIGURE = "document", "link", "provision", "figure"
TOLD = ("kind", "title", "ref", "as_of")
"""What a person tells of a piece."""
OF_FIGURE = ("value", "unit", "status", "source", "sha256")
"""What is kept of a published figure besides."""
OF_EVIDENCE = (*TOLD, *OF_FIGURE)
MOST_EVIDENCE = 50
_CELL = re.compile(
    r"(?:\S*/statistics/cells/)?(?P<source>[\w-]{1,80})[@/](?P<number>\d{1,6})/(?P<flow>[\w-]{1,120})"
    r"/(?P<key>[^\s/?#]{1,400})/(?P<period>\d{4}(?:-\d\d)?)",
    re.ASCII,
)
_DIGEST = re.compile(r"[0-9a-f]{64}\Z")
_HOST = re.compile(r"(?=.{4,253}\Z)[^\W_](?:[\w-]*[^\W_])?(?:\.[^\W_](?:[\w-]*[^\W_])?)+\Z")


@dataclass(frozen=True, slots=True)
class Address:
    """The address of a published figure: its source, the number of the publication, its flow, key and period."""

    source: str
    number: int
    flow: str
    key: str
    period: str

    @classmethod
    def of(cls, ref: str) -> "Address | None":
        """The address that a reference names, also as the address of its page; None where it names none."""
        said = _CELL.fullmatch(ref.strip())
        return cls(said["source"], int(said["number"]), said["flow"], said["key"], said["period"]) if said else None

    def __str__(self) -> str:
        return f"{self.source}@{self.number}/{self.flow}/{self.key}/{self.period}"


def checked_evidence(value: Any) -> list[Piece]:
    """Pieces of evidence in their plain form. Raises Invalid with the place of each fault."""
    if value is None:
        return []
    if not isinstance(value, list) or len(value) > MOST_EVIDENCE:
        raise Invalid(f"a list of at most {MOST_EVIDENCE} is expected")
    return [_piece(one, f"entry {number}") for number, one in enumerate(value, 1)]


def _piece(one: Any, where: str) -> Piece:
    if not isinstance(one, Mapping) or set(one) - set(OF_EVIDENCE):
        raise Invalid("", [Fault(where, f"a piece of evidence has: {', '.join(TOLD)}")])
    if one.get("kind") not in codes("evidence"):
        raise Invalid("", [Fault(where, f"its kind is one of: {', '.join(codes('evidence'))}")])
    found = {name: short(one[name], f"{where}, {name}") for name in OF_EVIDENCE if one.get(name)}
    if "ref" not in found:
        raise Invalid("", [Fault(where, "tell where it stands: an address, a symbol, a provision or a figure")])
    if found["kind"] == LINK and not is_link(found["ref"]):
        raise Invalid("", [Fault(where, "a link begins with https:// and names a site")])
    address = Address.of(found["ref"]) if found["kind"] == FIGURE else None
    if address is None:
        return {name: said for name, said in found.items() if name in TOLD}
    return _figure(found | {"ref": str(address)}, where)


def _figure(piece: Piece, where: str) -> Piece:
    if "status" in piece:
        one_of(piece["status"], codes("statuses"), f"{where}, status")
    if "sha256" in piece and not _DIGEST.match(piece["sha256"]):
        raise Invalid("", [Fault(f"{where}, sha256", "64 digits and letters from a to f are expected")])
    if "value" in piece:
        number(figure_of(piece), f"{where}, value")
    return piece


def figure_of(piece: Mapping[str, str]) -> float | None:
    """The value of a figure as it was cited; None where it had none, or what stands there is no number."""
    try:
        return float(piece["value"])
    except (KeyError, ValueError):
        return None


def is_link(ref: str) -> bool:
    """Whether a reference is the address of a page on the web: https, a host, no user and no blanks."""
    try:
        parts = urlsplit(ref)
        plain = parts.port is None or parts.port > 0
    except ValueError:
        return False
    named = bool(_HOST.match(parts.hostname or ""))
    return parts.scheme == "https" and named and plain and "@" not in parts.netloc and not re.search(r"[\s<>\"\\]", ref)
