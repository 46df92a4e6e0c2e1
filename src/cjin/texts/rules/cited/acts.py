"""Resolutions and decisions in a text: "its resolutions 59/151 of 20 December 2004 and 60/175", "155 C (VII)"."""

import re
from collections.abc import Iterator, Sequence

from cjin.texts.rules.cited.found import Found
from cjin.texts.rules.cited.identifiers import Decision, Resolution
from cjin.texts.rules.cited.numerals import between, numbers
from cjin.texts.rules.sentences import Span

_OLD = r"\d{1,4}(?: [A-Z])? ?\((?:[IVXLC]+|(?:19|20)\d\d)\)(?: [A-Z](?![\w.]))?"
_NEW = r"(?:E?S-\d{1,2}|\d{1,4})/\d{1,4}(?: ?[A-Z](?![\w.]))?"
_PART = r"(?:[IVX]+|\d)"
_RANGE = rf" {_PART}(?:\s?[-–—]\s?{_PART}| to {_PART})?"
ANNEX = rf"(?:,? (?P<annex>annex(?:es)?)(?P<annexes>(?:{_RANGE}(?:(?:,| and) {_PART}\b)*)?)(?!\w))?"
"""Behind the number of an act: that an annex of it is meant, and which."""
_ITEM = re.compile(
    rf"(?P<number>{_OLD}|{_NEW}){ANNEX}"
    r"(?P<date> of \d{1,2} [A-Z][a-z]+ (?:19|20)\d\d)?(?P<title>,? entitled “[^”]{1,300}”)?"
)
_NEXT = re.compile(
    rf"(?P<range> to | through |\s?[-–—]\s?)(?={_NEW})|(?:, and | and |, as well as |, )(?={_OLD}|{_NEW})"
)
_LETTER = re.compile(r"(?:, | and |, and )(?P<letter>[A-Z])(?![\w.])")
_BODY = (
    r"General Assembly|Assembly|Economic and Social Council|Security Council|Human Rights Council|Council"
    r"|Commission on (?:Narcotic Drugs|Human Rights|the Status of Women|Crime Prevention and Criminal Justice)"
    r"|Commission|Committee"
)
_HEAD = re.compile(rf"(?:\b(?P<body>{_BODY})’?s?’? )?\b(?P<what>[Rr]esolution|[Dd]ecision)s? (?={_OLD}|{_NEW})")
_ELSEWHERE = re.compile(
    r"(?P<health>\bWorld Health Assembly )resolution (?:WHA)?(?P<point>\d+\.\d+)"
    r"|\b[Rr]esolution (?P<number>\d{1,2}) (?:of|adopted by) the "
    r"(?P<congress>[A-Z][a-z]+ (?:United Nations )?Congress)\b"
)
_AFTER = re.compile(rf",? of the (?P<body>{_BODY})\b")
_WHICH = rf"(?P<annexes> {_PART}(?:(?:,| and| to) {_PART})*)?"
_ANNEX_BEFORE = re.compile(rf"\b[Aa]nnex(?:es)?{_WHICH} (?:to|of|in) (?:the |its )?$")
_BODIES = re.compile(
    r"General Assembly|Economic and Social Council|Security Council|Human Rights Council"
    r"|Commission on [A-Z][\w]+(?: [A-Z]\w+)*(?: and Criminal Justice)?"
    r"|\b[Tt]he (?:Council|Assembly|Commission|Committee)\b"
)
_ORGANS = {
    "General Assembly": "A", "Assembly": "A", "Economic and Social Council": "E", "Council": "E",
    "Security Council": "S", "Human Rights Council": "A/HRC", "Commission": "E/CN.15",
    "Commission on Crime Prevention and Criminal Justice": "E/CN.15", "Commission on Narcotic Drugs": "E/CN.7",
    "Commission on Human Rights": "E/CN.4", "Commission on the Status of Women": "E/CN.6", "Committee": "E/AC.57",
}  # fmt: skip
FIRST_YEAR_OF_COUNCIL = 1946


def acts_in(text: str, own: str) -> Iterator[Found]:
    """Every resolution and decision. ``own`` is the organ whose acts the text calls "its" own."""
    for hit in _ELSEWHERE.finditer(text):
        organ = "WHA" if hit["health"] else hit["congress"]
        yield Found(Resolution(organ, hit["point"] or hit["number"]), Span(hit.start(), hit.end()))
    for head in _HEAD.finditer(text):
        items = list(_items(text, head.end()))
        said = _AFTER.match(text, _end(items[-1])) if items else None
        body = head["body"] or (said["body"] if said else "")
        single = len(list(_numbers(text, items))) == 1
        before = _ANNEX_BEFORE.search(text, max(0, head.start() - 40), head.start())
        for item, number in _numbers(text, items):
            start = before.start() if before and single else head.start()
            span = Span(start, _end(item)) if single else _own_span(item, number)
            organ = _organ(text, head.start(), number, body, own)
            if head["what"].lower() == "decision":
                yield Found(Decision(organ, number), span)
                continue
            for annex in _annexes(item, before):
                yield Found(Resolution(organ, number, annex), span)


def _items(text: str, place: int) -> Iterator[re.Match[str]]:
    """The numbers of a list one after another, each with its annexes and its date."""
    item = _ITEM.match(text, place)
    while item:
        yield item
        following = _NEXT.match(text, item.end())
        item = _ITEM.match(text, following.end()) if following else None


def _end(item: re.Match[str]) -> int:
    """Where the number with its annexes ends, without date and title."""
    return item.end("annexes") if item["annex"] else item.end("number")


def _numbers(text: str, items: Sequence[re.Match[str]]) -> Iterator[tuple[re.Match[str], str]]:
    """Each number as it is written, those within a range too, and "57/270 A and B" as two."""
    for place, item in enumerate(items):
        joined = _NEXT.match(text, items[place - 1].end()) if place else None
        if joined and joined["range"]:
            for number in _between(items[place - 1]["number"], item["number"]):
                yield item, number
        yield item, item["number"]
        more = _LETTER.match(text, item.end("number")) if item["number"][-1].isalpha() else None
        if more:
            yield item, f"{item['number'][:-1]}{more['letter']}"


def _between(first: str, last: str) -> list[str]:
    """What lies between "61/180" and "61/182", without both."""
    (session, one), (other, two) = first.rsplit("/", 1), last.rsplit("/", 1)
    if session != other or not (one.isdigit() and two.isdigit()):
        return []
    return [f"{session}/{number}" for number in between(int(one), int(two))[1:-1]]


def _own_span(item: re.Match[str], number: str) -> Span:
    return Span(item.start(), _end(item) if number == item["number"] else item.end("number"))


def _annexes(item: re.Match[str], before: re.Match[str] | None) -> list[int]:
    """The annexes that are named; the first for a bare "annex", 0 for none."""
    if item["annex"]:
        return list(numbers(item["annexes"])) or [1]
    if before:
        return list(numbers(before["annexes"] or "")) or [1]
    return [0]


def _organ(text: str, place: int, number: str, body: str, own: str) -> str:
    """Whose act a number is: its form, the body that is named with it or before it in the sentence, else ``own``."""
    first = int(re.search(r"\d+", number)[0])  # type: ignore[index]  # every number has digits
    if re.search(r"\((?:19|20)\d\d\)$", number):
        return "S"
    if "/" in number and first >= FIRST_YEAR_OF_COUNCIL:
        return _ORGANS[body] if body.startswith("Commission on ") else "E"
    if body:
        return "A" if body == "Council" and "/" in number else _ORGANS[body]
    sentence = text[max(0, text.rfind(". ", 0, place)) : place]
    named = [hit[0] for hit in _BODIES.finditer(sentence)]
    says = re.search(r"\b(?:in )?its(?: [a-z]+)?\s$|\bin $", sentence)
    if says and named:
        return _ORGANS.get(named[-1].removeprefix("the ").removeprefix("The "), own)
    return own
