"""What is written like the name of an instrument or a publication and is in no catalogue."""

import re
from collections.abc import Iterator

from cjin.texts.rules.cited.found import Found
from cjin.texts.rules.cited.identifiers import Unknown
from cjin.texts.rules.sentences import Span

_CAPITAL = r"[A-Z][^\W\d_]{0,40}(?:[’'-][^\W\d_]{1,40}){0,4}’?"
"""Words and their number are bounded, here and below: names of instruments are, and no text takes long to read."""
_SMALL = (
    r"(?:of|on|the|and|for|in|to|against|with|by|or|from|at|as|its|their|other|regard|respect|relating|involving|under"
    r"|all|a|an)"
)
_SMALLS = rf"(?:{_SMALL} ){{0,8}}"
_TO_THE = r"(?:(?<=Protocol )|(?<=Protocols )|(?<=Guide )|(?<=[IVX] ))(?:Additional )?to the "
_BOOK = r"(?:Handbook|Guide|Manual|Toolkit|Commentary|Procedures|Plan of Action|Programme of Action)"
_HEAD = (
    r"(?:Declaration|Convention|Covenant|Protocols?(?: [IVX]+)?|Principles|Guidelines|Rules(?! of Procedure)"
    r"|Code of Conduct|Platform for Action|Action Agenda|Action Plan|Accord|Strategy|Classification|Treaty|Agreement"
    r"|Statute|Model Law|Model Strategies"
    rf"|{_BOOK})"
)
_ALONE = rf"{_CAPITAL}(?! (?:{_CAPITAL} ){{0,8}}{_HEAD})"
_SEVERAL = rf"{_CAPITAL}(?:, {_ALONE}){{1,12}},? and {_ALONE}"
_LIKE_A_NAME = re.compile(
    rf"(?<![\w/])(?:{_CAPITAL} ){{0,12}}(?:{_CAPITAL} of (?:{_CAPITAL} ){{0,8}})?{_HEAD}(?![\w/])"
    rf"(?: (?:(?:of|on|for|in|against|relating to|concerning) {_SMALLS}|to (?=[A-Z])(?!Part|State)|{_TO_THE})"
    rf"(?:{_SEVERAL}|{_CAPITAL})(?: (?!and the ){_SMALLS}{_CAPITAL}|(?<=’s), {_CAPITAL} and {_CAPITAL}){{0,40}})?"
)
_A = re.compile(r"\b(?:[Aa]n?|[Aa]ny|[Ee]ach|[Nn]o|[Tt]his|[Tt]hat|present) $")
_PARENT = re.compile(rf"\b(?:Protocols?(?: [IVX]+)?|Amendments?) (?:Additional )?to the $|\b{_BOOK}\b[^,;.]*$")
_TITLE = re.compile(r"^\*?(?P<title>[A-Z][^().;]{10,200}?)\*? \((?:[A-Z][\w’ -]+, )?(?:19|20)\d\d\)\.?$")
FEWEST = 3
"""A name of fewer words ("Political Declaration") may be anything."""


def unknown_names_in(text: str) -> Iterator[Found]:
    """What is written like the name of an instrument and is in no catalogue: "the Istanbul Declaration on ...".

    Three words or more, from the first capital letter to the last around a word such as Declaration or Guidelines. "A
    Convention on Lamps" is none.
    """
    for hit in _LIKE_A_NAME.finditer(text):
        words = hit[0].split()
        if words[0] in ("The", "That", "This", "In", "Under"):
            words = words[1:]
        start = hit.end() - len(" ".join(words))
        if len(words) >= FEWEST and not _A.search(text, max(0, start - 9), start):
            yield Found(Unknown(" ".join(words)), Span(start, hit.end()))


def title_in(note: str) -> Found | None:
    """The publication that a note names by nothing but its title, place and year."""
    hit = _TITLE.match(note.strip())
    if hit is None or note != note.lstrip():
        return None
    return Found(Unknown(" ".join(hit["title"].split())), Span(hit.start("title"), hit.end("title")))


def is_about(text: str, other: Found, known: Found) -> bool:
    """Whether a name that holds a known one is another work: a protocol to a convention, a guide to it."""
    return other.span.start < known.span.start and bool(_PARENT.search(text[other.span.start : known.span.start]))
