"""Symbols, series and sales numbers in a text, in all the forms in which they are written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cjin.texts.rules.cited.identifiers import Decision, Document, Identifier, Resolution, SalesNumber, TreatySeries
from cjin.texts.rules.sentences import Span

_OLD = r"\d{1,4}(?: [A-Z])? \([IVXLC]+\)"
_NEW = r"(?:S-\d{1,2}|\d{1,4})/\d{1,4}(?: ?[A-Z](?![\w.]))?"
_ONE = rf"(?:{_OLD}|{_NEW})"
_PART = r"(?:[IVX]+|\d)"
_ANNEX = rf"(?:, annex(?:es)?(?P<annexes>(?: {_PART}(?:\s?[-–—]\s?{_PART})?(?:(?:,| and) {_PART}\b)*)?)(?!\w))?"
_ACT = re.compile(
    rf"(?:(?P<body>General Assembly|Economic and Social Council|Security Council|Human Rights Council)\s)?"
    rf"\b(?P<what>[Rr]esolution|[Dd]ecision)s?\s(?P<numbers>{_ONE}(?:(?:,| and|, and) {_ONE})*){_ANNEX}"
)
_SYMBOL = re.compile(
    r"(?<![\w/])(?P<symbol>(?:A|E|S|ST|TD|CCPR|CERD|CEDAW|CRC|CAT|DP|HSP|ID|UNEP|CTOC|CAC)"
    r"(?:/[A-Z0-9][A-Za-z0-9.()*-]*)+)"
    r"(?P<more>(?:,? and (?:Corr|Add|Rev)\.\d+(?:[-–]\d+)?)?)"
)
_RESOLUTION = re.compile(r"(?P<organ>[AES])/RES/(?P<number>(?:S-)?\d+(?:/\d+)?(?: ?\([IVXLC]+\))?(?: ?[A-Z])?)")
_SERIES = re.compile(r"Treaty Series,? vols?\. (?P<volumes>\d+(?:(?:,| and|, and) \d+)*),? Nos?\. (?P<number>\d+)")
SERIES_AGAIN = re.compile(r"\bvols?\. (?P<volumes>\d+(?:(?:,| and|, and) \d+)*),? Nos?\. (?P<number>\d+)")
_SALES = re.compile(r"Sales Nos?\. (?P<number>[A-Z]\.\d{2}\.[IVX]+\.\d+)")
_SMALL_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10}
_ORGANS = {
    "General Assembly": "A",
    "Economic and Social Council": "E",
    "Security Council": "S",
    "Human Rights Council": "A/HRC",
}
_BODIES = re.compile(
    r"General Assembly|Economic and Social Council|Security Council|Commission on Crime Prevention and Criminal Justice"
    r"|\b[Tt]he (?:Council|Assembly|Commission|Committee)\b"
)
_SPEAKS = {
    "the council": "E", "the assembly": "A", "the commission": "E/CN.15", "the committee": "E/AC.57",
    "commission on crime prevention and criminal justice": "E/CN.15",
} | {body.lower(): organ for body, organ in _ORGANS.items()}  # fmt: skip
FIRST_YEAR_OF_COUNCIL = 1946


@dataclass(frozen=True, slots=True)
class Found:
    """An identifier in a text with its place."""

    identifier: Identifier
    span: Span


def symbols_in(text: str, own: str = "A") -> Iterator[Found]:
    """Every symbol, series and sales number. ``own`` is the organ whose resolutions the text calls "its" own."""
    yield from _resolutions(text, own)
    yield from _documents(text)
    for hit in _SERIES.finditer(text):
        yield series(hit)
    for hit in _SALES.finditer(text):
        yield Found(SalesNumber(hit["number"]), Span(hit.start(), hit.end()))


def series(hit: re.Match[str], offset: int = 0) -> Found:
    """The Treaty Series reference of a match with ``volumes`` and ``number``."""
    volumes = tuple(int(one) for one in re.findall(r"\d+", hit["volumes"]))
    return Found(TreatySeries(int(hit["number"]), volumes), Span(hit.start() + offset, hit.end() + offset))


def _resolutions(text: str, own: str) -> Iterator[Found]:
    for hit in _ACT.finditer(text):
        numbers = list(re.finditer(_ONE, hit["numbers"]))
        annexes = _annexes(hit["annexes"])
        for number in numbers:
            place = Span(hit.start("numbers") + number.start(), hit.start("numbers") + number.end())
            span = Span(hit.start(), hit.end()) if len(numbers) == 1 else place
            organ = _ORGANS.get(hit["body"] or "") or _organ(text, hit.start(), number[0], own)
            if hit["what"].lower() == "decision":
                yield Found(Decision(organ, number[0]), span)
                continue
            for annex in annexes or [1 if hit["annexes"] is not None else 0]:
                yield Found(Resolution(organ, number[0], annex), span)


def _organ(text: str, place: int, number: str, own: str) -> str:
    """Whose resolution a bare number is: the body named before it in the sentence, else what its form tells."""
    first = re.match(r"\d+", number)
    session = int(first[0]) if first else 0
    if "/" in number and session >= FIRST_YEAR_OF_COUNCIL:
        return "E"
    sentence = text[max(0, text.rfind(". ", 0, place)) : place]
    named = [hit[0] for hit in _BODIES.finditer(sentence)]
    says = re.search(r"\b(?:in )?its(?: [a-z]+)?\s$|\bin $", sentence)
    if says and named:
        return _SPEAKS.get(named[-1].lower(), own)
    return own


def _annexes(said: str | None) -> list[int]:
    """The annexes that "annexes I-III" or "annex II" names; none for a bare "annex"."""
    if not said:
        return []
    found: list[int] = []
    for part in re.finditer(r"([IVX]+|\d)(?:\s?[-–—]\s?([IVX]+|\d))?", said):
        first = _value(part[1])
        last = _value(part[2]) if part[2] else first
        found += range(first, last + 1)
    return found


def _value(numeral: str) -> int:
    return int(numeral) if numeral.isdigit() else _SMALL_ROMAN.get(numeral, 0)


def _documents(text: str) -> Iterator[Found]:
    for hit in _SYMBOL.finditer(text):
        symbol = hit["symbol"].rstrip(".,;)*") + (
            ")" if "(" in hit["symbol"] and hit["symbol"].rstrip(".,;").endswith(")") else ""
        )
        if not re.search(r"\d", symbol):
            continue
        end = hit.start() + len(symbol)
        known = _RESOLUTION.match(text, hit.start())
        if known:
            annex = re.match(_ANNEX, text[known.end() :])
            numbers = _annexes(annex["annexes"]) if annex else []
            bare = [1] if annex and annex[0] else [0]
            span = Span(hit.start(), known.end() + (annex.end() if annex else 0))
            for number in numbers or bare:
                yield Found(Resolution(known["organ"], known["number"], number), span)
            continue
        yield Found(Document(symbol), Span(hit.start(), end))
        for part in re.finditer(r"(?:Corr|Add|Rev)\.\d+", hit["more"]):
            start = hit.start("more") + part.start()
            yield Found(Document(f"{symbol}/{part[0]}"), Span(start, start + len(part[0])))
