"""The Treaty Series, publications by their sales numbers, and addresses of the web in a text."""

import re
from collections.abc import Iterator

from cjin.texts.rules.cited.found import Found
from cjin.texts.rules.cited.identifiers import SalesNumber, TreatySeries, WebAddress
from cjin.texts.rules.cited.numerals import numbers, value
from cjin.texts.rules.sentences import Span

_JOIN = r"(?:, and | and |, | to |\s?[-–—]\s?)"
_VOLUMES = rf"\bvol(?:umes?|s)?\.? (?P<volumes>(?:\d+|[IVXLC]+)(?:{_JOIN}(?:\d+|[IVXLC]+))*)"
_NUMBERS = rf",? (?:[Nn]os?\.|[Nn]umbers?|[Rr]egistration [Nn]o\.) ?(?P<numbers>\d+(?:{_JOIN}\d+)*)"
_SERIES = re.compile(rf"(?P<league>\bLeague of Nations,? )?\*?Treaty Series\*?,? {_VOLUMES}{_NUMBERS}")
SERIES_AGAIN = re.compile(rf"(?P<league>\bLeague of Nations)?{_VOLUMES}{_NUMBERS}")
_SALE = r"(?:[A-Z]\.\d{2}\.[IVX]+(?:\.[A-Z])?\.\d+|\d{2,4}\.[IVX]+(?:\.[A-Z])?\.\d+)"
_SALES = re.compile(rf"\bSales [Nn]os?\.?:? (?P<numbers>{_SALE}(?:(?:, and | and |, ){_SALE})*)")
_WEB = re.compile(r"(?<![\w@.])(?:https?://|www\.)[^\s<>()“”\"’‘]+[^\s<>()“”\"’‘.,;:]")


def series_in(text: str) -> Iterator[Found]:
    """Every reference to the Treaty Series, every sales number and address of the web."""
    for hit in _SERIES.finditer(text):
        yield from series(hit)
    for hit in _SALES.finditer(text):
        every = list(re.finditer(_SALE, hit["numbers"]))
        for one in every:
            start = hit.start("numbers") + one.start()
            whole = Span(hit.start(), hit.end())
            yield Found(SalesNumber(one[0]), whole if len(every) == 1 else Span(start, start + len(one[0])))
    for hit in _WEB.finditer(text):
        yield Found(WebAddress(hit[0]), Span(hit.start(), hit.end()))


def series(hit: re.Match[str], league: bool = False) -> list[Found]:
    """The treaties of a match with ``volumes`` and ``numbers``, one for each number."""
    volumes = tuple(value(one) for one in re.findall(r"\d+|[IVXLC]+", hit["volumes"]))
    name = "LNTS" if league or hit["league"] else "UNTS"
    span = Span(hit.start(), hit.end())
    return [Found(TreatySeries(number, volumes, name), span) for number in numbers(hit["numbers"])]
