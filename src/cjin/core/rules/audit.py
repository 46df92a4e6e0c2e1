"""The audit chain: what is hashed, and how a chain is verified.

Each row's digest covers its own content and the digest of the row before it. The detail of an act enters the chain as a
salted digest only, so that it can be erased later while the chain still verifies. A chain alone cannot show that its
end was cut off; heads that were kept elsewhere (anchors) can.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

STREAM, ERASE = "audit", "erase-detail"
"""The stream and the act in which it stands that a detail was erased; its object is the stream and the position."""

CUT_OFF = "An anchored row is gone: the stream was cut off or removed."
TAKEN = "The row's detail is gone, and no act says that it was erased."
PUT_BACK = "The row's detail was erased, and is there again."


def canonical(value: Any) -> str:
    """One text for one value: JSON with sorted keys, no blanks, ASCII. Raises TypeError for what JSON cannot hold."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)


def detail_digest(salt: str, content: str) -> str:
    """The digest of an act's detail (its canonical text) with its salt, as 64 hexadecimal digits."""
    return hashlib.sha256(f"{salt}:{content}".encode()).hexdigest()


@dataclass(frozen=True)
class Content:
    """What a row says, as it is hashed. ``by`` is the person's number, None for the node itself; ``at`` is aware."""

    stream: str
    position: int
    act: str
    by: int | None
    obj: str
    at: datetime
    detail_digest: str

    def digest(self, previous: str) -> str:
        """The row's digest after a row with the digest ``previous`` (empty for the first of a stream)."""
        values = {
            **self.__dict__,
            "at": self.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "previous": previous,
        }
        return hashlib.sha256(canonical(values).encode()).hexdigest()


@dataclass(frozen=True)
class Link:
    """A row as it is stored: its content, its two digests, and its detail (salt, canonical text) unless erased."""

    content: Content
    previous: str
    digest: str
    detail: tuple[str, str] | None


@dataclass(frozen=True)
class Head:
    """The end of a stream at some time: how many rows it had and the digest of the last."""

    stream: str
    position: int
    digest: str


@dataclass(frozen=True)
class Told:
    """A row in words: what was done, to what, the page of it (or nothing), what was told with it by its names, and what
    its stream is about.
    """

    act: str
    obj: str
    url: str
    about: list[tuple[str, str]]
    stream: str


@dataclass(frozen=True)
class Finding:
    """Something that is wrong with a stream, at a position (0 where it concerns the whole stream)."""

    stream: str
    position: int
    code: str
    message: str


@dataclass(frozen=True)
class Verified:
    """What was verified of one stream. Rows up to ``anchored`` are vouched for by a head that was kept elsewhere."""

    stream: str
    rows: int
    anchored: int
    erased: int
    findings: tuple[Finding, ...]


def verify(
    stream: str,
    links: Iterable[Link],
    *,
    head: Head | None,
    end: Callable[[], int],
    anchors: Iterable[Head] = (),
    erasures: Callable[[], Set[int]] = frozenset,
) -> Verified:
    """Check a stream from its first row on: digests, positions, details, the stored head, and every anchor given.

    ``head`` was read before the rows; ``end`` tells the stream's stored length after them, as it may grow meanwhile.
    ``erasures`` tells at which positions the audit says that a detail was erased; it is asked before and after.
    """
    kept: defaultdict[int, list[Head]] = defaultdict(list)
    for anchor in anchors:
        kept[anchor.position].append(anchor)
    erased, whole, before = set[int](), set[int](), erasures()
    findings: list[Finding] = []
    position, digest, anchored, headed = 0, "", 0, head is not None and head.position == 0
    for link in links:
        findings += _faults(stream, link, after=position, previous=digest)
        position, digest = link.content.position, link.digest
        if link.detail is None:
            erased.add(position)
        elif position in before:
            whole.add(position)
        headed = headed or (head is not None and (head.position, head.digest) == (position, digest))
        here = kept.pop(position, [])
        anchored = position if any(anchor.digest == digest for anchor in here) else anchored
        findings += [fault for anchor in here for fault in _differs(anchor, digest)]
    findings += [Finding(stream, lost, "anchor-missing", CUT_OFF) for lost in sorted(kept)]
    findings += [Finding(stream, lost, "detail-missing", TAKEN) for lost in sorted(erased - erasures())]
    findings += [Finding(stream, back, "detail-back", PUT_BACK) for back in sorted(whole)]
    if not headed or position > end():
        findings.append(Finding(stream, position, "head-differs", "The stream does not end where its head says."))
    return Verified(stream, position, anchored, len(erased), tuple(findings))


def _differs(anchor: Head, digest: str) -> list[Finding]:
    found = Finding(anchor.stream, anchor.position, "anchor-differs", "This row is not the one that was anchored.")
    return [] if anchor.digest == digest else [found]


def _faults(stream: str, link: Link, *, after: int, previous: str) -> Iterator[Finding]:
    position = link.content.position
    if position != after + 1:
        yield Finding(stream, position, "gap", f"Position {after + 1} was expected here: rows are missing.")
    if link.previous != previous:
        yield Finding(stream, position, "chain-broken", "The row does not follow the row before it.")
    if link.digest != link.content.digest(link.previous):
        yield Finding(stream, position, "altered", "The row's content is not what was recorded.")
    if link.detail is not None and detail_digest(*link.detail) != link.content.detail_digest:
        yield Finding(stream, position, "detail-altered", "The row's detail is not what was recorded.")


def heads_from(data: Any) -> list[Head]:
    """Heads as ``cjin core audit heads`` writes them. Raises KeyError, TypeError or ValueError for anything else."""
    rows: list[Mapping[str, Any]] = data["heads"]
    return [Head(str(row["stream"]), int(row["position"]), str(row["digest"])) for row in rows]
