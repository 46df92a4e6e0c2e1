"""Symbols, series and sales numbers in a text, in all the forms in which they are written."""

import re
from collections.abc import Iterator

from cjin.texts.rules.cited.acts import ANNEX, acts_in
from cjin.texts.rules.cited.found import Found
from cjin.texts.rules.cited.identifiers import Document, Resolution
from cjin.texts.rules.cited.numerals import numbers
from cjin.texts.rules.cited.series import series_in
from cjin.texts.rules.sentences import Span

_SYMBOL = re.compile(r"(?<![\w/.-])(?P<symbol>[A-Z]{1,8}(?:/[A-Z0-9][A-Za-z0-9.-]*(?:\([A-Z0-9-]+\))?[A-Za-z0-9.]*)+)")
_FIRST = frozenset(
    "A E S T ST TD CCPR CERD CEDAW CRC CRPD CMW CAT CED CEDAW DP HSP ID UNEP CTOC CAC UNODC HRI NPT JIU".split()  # noqa: SIM905
)
_NUMBERED = re.compile(r"\d|(?:L|CRP|INF|PV|SR|WP|NGO|RPM|SGB|AI|IC|GC|Rev|Add|Corr)(?:\.\d|$)")
_PARTS = re.compile(
    r"(?:,| and|, and) (?P<what>Corr|Add|Rev|Amend)\.(?P<numbers>\d+(?:\s?[-–]\s?\d+)?(?:(?:,| and) \d+(?![\w/]))*)"
)
_ON = re.compile(r"(?:\s?[-–]\s?\d+)(?![\w/])|(?: and \d+)(?=[.,;)]|$)")
_RESOLUTION = re.compile(
    r"(?P<organ>A/HRC|[AES])/RES/(?P<number>(?:E?S-)?\d+(?:/\d+)?(?: ?[A-Z](?= ?\())?"
    r"(?: ?\((?:[IVXLC]+|\d{4})\))?(?: ?[A-Z](?![\w.]))?)"
)
_ANNEXED = re.compile(ANNEX)
FEWEST_DIGITS = 2
"""A symbol of one letter and a number ("S/25704") has a longer one."""


def symbols_in(text: str, own: str = "A") -> Iterator[Found]:
    """Every symbol, series and sales number. ``own`` is the organ whose resolutions the text calls "its" own."""
    yield from acts_in(text, own)
    yield from _documents(text)
    yield from series_in(text)


def _documents(text: str) -> Iterator[Found]:
    for hit in _SYMBOL.finditer(text):
        if known := _RESOLUTION.match(text, hit.start()):
            yield from _resolution(text, known)
            continue
        symbol = hit["symbol"].rstrip(".,;-")
        if is_symbol(symbol):
            yield from _document(text, symbol, hit.start())


def is_symbol(written: str) -> bool:
    """Whether this is the symbol of a document: "A/C.3" and "A/CONF.222" name a committee and a conference."""
    first, *parts = written.split("/")
    if len(parts) == 1:
        return first in _FIRST and parts[0].isdigit() and len(parts[0]) >= FEWEST_DIGITS
    known = first in _FIRST or any(part[0].isdigit() for part in parts)
    return known and any(_NUMBERED.match(part) for part in parts) and any(sign.isdigit() for sign in written)


def _resolution(text: str, known: re.Match[str]) -> Iterator[Found]:
    annex = _ANNEXED.match(text, known.end())
    said = annex if annex and annex["annex"] else None
    span = Span(known.start(), said.end() if said else known.end())
    for number in (list(numbers(said["annexes"])) or [1]) if said else [0]:
        yield Found(Resolution(known["organ"], known["number"], number), span)


def _document(text: str, symbol: str, start: int) -> Iterator[Found]:
    """A symbol with those that are told by their ends: "A/57/152 and Corr.1", "A/58/410/Add.1–3"."""
    end = start + len(symbol)
    yield Found(Document(symbol), Span(start, end))
    ending = re.fullmatch(r"(?P<stem>.+/(?:Add|Corr))\.(?P<number>\d+)", symbol)
    if ending and (more := _ON.match(text, end)):
        for number in list(numbers(f"{ending['number']}{more[0]}"))[1:]:
            yield Found(Document(f"{ending['stem']}.{number}"), Span(end, more.end()))
        end = more.end()
    stem = re.sub(r"/(?:Add|Corr)\.\d+$", "", symbol)
    while part := _PARTS.match(text, end):
        for number in numbers(part["numbers"]):
            yield Found(Document(f"{stem}/{part['what']}.{number}"), Span(part.start("what"), part.end()))
        end = part.end()
