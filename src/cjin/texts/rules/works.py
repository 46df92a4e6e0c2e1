"""Known works and identifiers: which work of the catalogue a text is, and what an unknown one is called."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from cjin.core.rules.catalogue import read
from cjin.texts.rules.lexicon import fold


@dataclass(frozen=True)
class Work:
    """A work of the catalogue. ``annex`` counts the annexes of the document ``symbol`` from 1; 0 is the document
    itself. ``names`` are what other texts call it. A treaty has its number with the depositary (``mtdsg``), the parent
    that a protocol adds to, and number and volumes of the Treaty Series. ``cited_only`` says that it is known because
    others cite it. ``short`` is its shortest name by language.
    """

    slug: str
    title: str
    titles: tuple[str, ...]
    symbol: str
    annex: int
    date: str
    body: str
    place: str = ""
    kind: str = ""
    names: tuple[str, ...] = ()
    mtdsg: str = ""
    parent: str = ""
    series: int = 0
    volumes: tuple[int, ...] = ()
    sales: str = ""
    cited_only: bool = False
    short: Mapping[str, str] = field(default_factory=dict, hash=False)


@lru_cache(maxsize=1)
def known_works() -> tuple[Work, ...]:
    """The known works in the order of the catalogue."""
    return tuple(_work(entry) for entry in read("instruments.yaml"))


def _work(entry: dict[str, Any]) -> Work:
    return Work(
        slug=entry["slug"],
        title=entry["title"],
        titles=(entry["title"], *entry.get("titles", ())),
        symbol=entry.get("symbol", ""),
        annex=entry.get("annex", 0),
        date=str(entry.get("date", "")),
        body=entry.get("body", ""),
        place=entry.get("place", ""),
        kind=entry.get("kind", ""),
        names=tuple(entry.get("names", ())),
        mtdsg=entry.get("mtdsg", ""),
        parent=entry.get("parent", ""),
        series=entry.get("series", {}).get("number", 0),
        volumes=tuple(entry.get("series", {}).get("volumes", ())),
        sales=entry.get("sales", ""),
        cited_only=bool(entry.get("cited_only")),
        short=entry.get("short", {}),
    )


UNKNOWN = -1
"""The annex of a text that stands alone under the symbol of its document: its title tells."""


def find_work(symbol: str, annex: int, title: str) -> Work | None:
    """The known work with this symbol and annex, or, where the file gives no symbol, with this title."""
    words = _words(title)
    same = [work for work in known_works() if symbol and work.symbol == symbol]
    if annex == UNKNOWN:
        same.sort(key=lambda work: not any(words == _words(known) for known in work.titles))
    found = next((work for work in same if annex in (UNKNOWN, work.annex)), None)
    if found:
        return found
    if not words:
        return None
    for work in known_works():
        if symbol and work.symbol and (work.annex == 0) != (annex == 0):
            continue
        if symbol and not _is_draft(symbol):
            continue
        if any(_alike(words, _words(known)) for known in work.titles):
            return work
    return None


def _is_draft(symbol: str) -> bool:
    return "/L." in symbol or "/CN." in symbol or "/CONF." in symbol


@lru_cache(maxsize=4096)
def _words(title: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W_]{3,}", fold(title))) - {"the", "and", "for", "on"}


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one) and len(one & other) / len(one | other) >= 0.9


def identifier(symbol: str, annex: int, title: str, carrier: str = "") -> str:
    """The identifier of an instrument: a known work's slug, ``ares-40-34``, ``ares-40-34-annex-2``, or one from
    its title.
    """
    work = find_work(symbol, annex, title)
    if work:
        return work.slug
    stem = slug(symbol) if symbol else carrier or slug(title)[:80].strip("-") or "untitled"
    if annex > 0 and (symbol or carrier):
        return f"{stem}-annex" + (f"-{annex}" if annex > 1 else "")
    return stem


def slug(text: str) -> str:
    """Lower-case words and numbers joined by hyphens; A/RES/40/34 becomes ares-40-34."""
    folded = fold(text)
    folded = re.sub(r"^([aes])/res/", r"\1res-", folded)
    return "-".join(re.findall(r"[^\W_]+", folded))
