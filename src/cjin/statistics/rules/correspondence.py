"""Correspondences: what each code of a national scheme is in the international classification, as reviewed data."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from importlib.resources import files
from io import StringIO

from cjin.core.rules.errors import Fault, Invalid, NotFound
from cjin.core.rules.offering import some
from cjin.statistics.rules.classification import Classification, iccs, no_code

COLUMNS = (
    "code", "title", "iccs", "share", "valid_from", "valid_to", "status",
    "proposed_by", "verdict", "comment", "decision",
)  # fmt: skip

MIDNIGHT = "T00:00:00"
"""A workbook keeps a day with its time."""
OPEN = "open"
"""What the file of a scheme calls a code about which nobody has said anything: it has no place."""


class Standing(StrEnum):
    """Where a row stands: proposed, accepted or disputed by a reviewer, or decided to have no place (excluded)."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    DISPUTED = "disputed"
    EXCLUDED = "excluded"


@dataclass(frozen=True)
class Link:
    """One row: a national code is, by ``share`` (above 0, at most 1) and in a time, a category.

    ``target`` may be shallow (a category with others below it); it is "" where the code has no place.
    """

    code: str
    title: str
    target: str
    share: float = 1.0
    valid_from: date | None = None
    valid_to: date | None = None
    standing: Standing = Standing.ACCEPTED
    proposed_by: str = ""
    verdict: str = ""
    comment: str = ""
    decision: str = ""

    def holds(self, on: date) -> bool:
        """Whether the row is in force on a day."""
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True)
class Correspondence:
    """The rows of a scheme by national code."""

    scheme: str
    links: Mapping[str, Sequence[Link]] = field(repr=False)

    @classmethod
    def of(cls, scheme: str, rows: Iterable[Link]) -> "Correspondence":
        """From rows. Raises Invalid where the shares of a code do not add up to one at some time."""
        links: dict[str, list[Link]] = {}
        for row in rows:
            links.setdefault(row.code, []).append(row)
        faults = [Fault(f"{scheme}, code {code}", what) for code, mine in links.items() if (what := _unequal(mine))]
        if faults:
            raise Invalid(f"The correspondence {scheme} cannot be used.", faults)
        return cls(scheme, links)

    def targets(self, code: str, on: date) -> list[tuple[str, float]]:
        """The categories of a national code on a day, each with its share; nothing where it has no place."""
        return [(link.target, link.share) for link in self.links.get(code, ()) if link.target and link.holds(on)]

    @cached_property
    def covered(self) -> frozenset[str]:
        """The categories that some national code belongs to, and those above them."""
        tree = iccs()
        return frozenset(
            above for mine in self.links.values() for link in mine if link.target for above in tree.path(link.target)
        )


def _unequal(links: Sequence[Link]) -> str:
    starts = {link.valid_from or date.min for link in links}
    for day in sorted(starts):
        total = sum(link.share for link in links if link.holds(day) and link.standing is not Standing.EXCLUDED)
        if total and abs(total - 1) > 1e-6:
            return f"the shares add up to {total:g} and not to 1" + (f" on {day}" if day != date.min else "")
    return ""


def of_the_classification() -> Correspondence:
    """The classification itself as a scheme: every code is what it is."""
    tree: Classification = iccs()
    return Correspondence("iccs", {code: (Link(code, one.named("en"), code),) for code, one in tree.categories.items()})


def read_links(text: str, name: str) -> list[Link]:
    """The rows of a CSV text with the columns of COLUMNS; ``code`` and ``iccs`` are needed. Raises Invalid."""
    reader = csv.DictReader(StringIO(text.removeprefix("\ufeff")))
    return links_in(reader.fieldnames or [], ((f"{name}, line {reader.line_num}", row) for row in reader), name)


def links_in(header: Sequence[str], rows: Iterable[tuple[str, Mapping[str, str | None]]], name: str) -> list[Link]:
    """The links of rows by column, each with its place. Raises Invalid."""
    missing = [column for column in ("code", "iccs") if column not in header]
    if missing:
        raise Invalid(
            f"{name} is no correspondence.",
            [Fault(f"{name}, line 1", f"the column {one} is missing") for one in missing],
        )
    faults: list[Fault] = []
    links = [link for where, row in rows if (link := _link(row, where, faults))]
    if faults:
        raise Invalid(f"{name} cannot be used.", faults)
    return links


def _link(row: Mapping[str, str | None], where: str, faults: list[Fault]) -> Link | None:
    said = {column: (row.get(column) or "").strip() for column in COLUMNS}
    before = len(faults)
    if not said["code"]:
        faults.append(Fault(where, "the code is missing"))
    if said["iccs"] and said["iccs"] not in iccs():
        faults.append(Fault(where, no_code(said["iccs"])))
    share = _share(said["share"], where, faults)
    first, last = (day_of(said[column], f"{where}, {column}", faults) for column in ("valid_from", "valid_to"))
    standing = said["status"].lower() or (Standing.PROPOSED if said["iccs"] else OPEN)
    standing = Standing.EXCLUDED if standing == OPEN and not said["iccs"] else standing
    if standing not in set(Standing):
        faults.append(Fault(where, f"“{standing[:20]}” is none of {', '.join(Standing)}"))
    if len(faults) > before:
        return None
    words = (said["proposed_by"], said["verdict"], said["comment"], said["decision"])
    return Link(said["code"], said["title"], said["iccs"], share, first, last, Standing(standing), *words)


def _share(text: str, where: str, faults: list[Fault]) -> float:
    try:
        share = float(text.replace(",", ".") or 1)
    except ValueError:
        share = 0.0
    if not 0 < share <= 1:
        faults.append(Fault(where, "the share is a number above 0 and at most 1"))
    return share


def day_of(text: str, where: str, faults: list[Fault]) -> date | None:
    """The day that a text says; None where it says none, with a fault where it says something else."""
    try:
        return date.fromisoformat(text.removesuffix(MIDNIGHT)) if text else None
    except ValueError:
        faults.append(Fault(where, "write a day like 2024-03-31"))
        return None


def known(scheme: str, there: Iterable[str] = ()) -> Correspondence:
    """The correspondence of the catalogue for a scheme. Raises NotFound, which names the schemes that are ``there``."""
    if scheme == "iccs":
        return of_the_classification()
    path = files("cjin.catalogue").joinpath(f"correspondences/{scheme}.csv")
    if not path.is_file():
        raise NotFound(
            f"There is no correspondence of the scheme {scheme[:80]}; there are {some(('iccs', *there))}. Name one of "
            "them, give a correspondence with the records (--links FILE), or make the scheme under National schemes."
        )
    return Correspondence.of(scheme, read_links(path.read_text(encoding="utf-8"), f"{scheme}.csv"))


def write_links(correspondence: Correspondence) -> str:
    """The rows of a correspondence as CSV, as ``read_links`` takes them."""
    stream = StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(row_of(link, link.standing) for links in correspondence.links.values() for link in links)
    return stream.getvalue()


def row_of(link: Link, standing: str) -> list[str]:
    """The cells of a link, in the order of COLUMNS; a share is written so that it is read back as it was."""
    days = [day.isoformat() if day else "" for day in (link.valid_from, link.valid_to)]
    words = [link.proposed_by, link.verdict, link.comment, link.decision]
    share = repr(float(link.share)).removesuffix(".0")
    return [link.code, link.title, link.target, share, *days, standing, *words]
