"""Places in a text: "paragraph 21 above", "section F, below", "articles 4–7 and 9 (1) (b) of the Convention"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cjin.texts.rules.cited.numerals import between
from cjin.texts.rules.sentences import Span

_SUB = r"(?: ?\((?:\d{1,2}|[a-z]{1,4})\)| [a-z]\)|\.[a-z]\b(?:\.(?= of ))?)"
_AND = r"(?:, and |, or | and | or |, | to | through |\s?[-–—]\s?)"
_NUMBER = rf"\d{{1,3}}(?: ?bis)?(?![\d/%]|\.\d){_SUB}*"
_LETTERS = rf"\([a-z]{{1,4}}\)(?:{_AND}\([a-z]{{1,4}}\))*"
_NUMBERS = rf"{_NUMBER}(?:{_AND}(?:{_NUMBER}|\([a-z]{{1,4}}\)))*"
_ONE = rf"{_NUMBER}(?:(?:, {_NUMBER})*,? or (?:{_NUMBER}|\([a-z]{{1,4}}\)))?"
_IN_IT = rf"(?:,| [-–])? (?:[Pp]ara(?:graph|\.) {_ONE}|[Pp]ara(?:graphs|s\.) {_NUMBERS})"
_THIS = r"(?:this|the present)"
_SIDE = r"(?P<side>,? (?:above|below|supra|infra)\b)?"
_WORK = r"(?=the\b|that\b|this\b|its\b|said\b|General\b|Economic\b|Security\b|[Rr]esolution|Council\b|[A-Z])"
_OF = rf"(?:(?P<of>,? (?:of|to|in|under|contained in) ){_WORK})?"
_THEREOF = r"(?P<thereof>,? thereof\b)?"
_ITS = r"(?:\b(?P<its>[Ii]ts|their) )?"
PARAGRAPHS = re.compile(
    rf"{_ITS}\b(?P<what>[Pp]aragraphs?|[Pp]aras?\.|[Rr]ules?|[Pp]rinciples?) "
    rf"(?P<numbers>(?:(?<=s )|(?<=s\. )){_NUMBERS}|{_ONE})"
    rf"(?:,? ?(?:subparagraphs? )?(?P<letters>{_LETTERS}))?"
    rf"(?P<article>,? of (?P<which>{_THIS} [Aa]rticle|the preceding [Aa]rticle"
    r"|[Aa]rticle (?P<number>\d{1,3}(?: ?bis)?)))?"
    rf"{_SIDE}{_THEREOF}{_OF}"
)
SUBPARAGRAPHS = re.compile(
    rf"\b[Ss]ubparagraphs? (?P<letters>{_LETTERS})"
    r"(?:,? of (?:paragraph (?P<number>\d{1,3})|(?P<this>(?:this|the present) (?:paragraph|[Aa]rticle))))?"
    r"(?P<article>,? of (?P<which>(?:this|the present) [Aa]rticle|[Aa]rticle (?P<art>\d{1,3})))?"
    rf"{_SIDE}{_OF}"
)
SECTIONS = re.compile(rf"{_ITS}\b[Ss]ections? (?P<label>[A-Z]|[IVX]+)\b{_SIDE}{_THEREOF}{_OF}")
CHAPTERS = re.compile(
    rf"{_ITS}\b[Cc]hapters? (?P<numbers>(?:[IVX]+|\d{{1,2}})(?:{_AND}(?:[IVX]+|\d{{1,2}}))*)\b{_THEREOF}{_OF}"
)
_ARTICLE = rf"{_NUMBER}(?:{_IN_IT})?(?:,? ?(?:subparagraphs? )?{_LETTERS})?"
ARTICLES = re.compile(rf"{_ITS}\b[Aa]rt(?:icle)?s?\.? (?P<items>{_ARTICLE}(?:{_AND}{_ARTICLE})*){_THEREOF}{_OF}")
_TOKEN = re.compile(
    r"\((?P<sub>\d{1,2}|[a-z]{1,4})\)|(?:\b(?P<letter>[a-z])\)|\.(?P<dotted>[a-z]))|(?P<number>\d{1,3}(?: ?bis)?)"
    r"|(?P<range> to | through |[-–—])|(?P<and>,|and|or)"
)
_ITEM = re.compile(
    rf"(?P<number>{_NUMBER})"
    rf"(?:(?:,| [-–])? [Pp]ara(?:graphs?|s?\.) (?P<paragraphs>(?:(?<=s )|(?<=s\. )){_NUMBERS}|{_ONE}))?"
    rf"(?:,? ?(?:subparagraphs? )?(?P<letters>{_LETTERS}))?"
)
_NEXT = re.compile(_AND)
_RANGES = ("to", "through", "-", "–", "—")
_STEPS = {"article": "art", "paragraph": "para", "rule": "rule", "principle": "principle"}


@dataclass(frozen=True, slots=True)
class Pointed:
    """A place that words point to: identifiers as they stand in a work, and where the name of the work is expected.

    ``behind`` is the place in the text right after "of", or after "in" and the like, which may say something else
    (``loose``); ``before`` says that the work stands before ("thereof",
    "its chapter V"); ``here`` that the citing text is meant for certain ("above"); ``inner`` that the provision that
    cites is the outer part ("paragraph 1 of this article", "subparagraphs (c) and (d) above").
    """

    what: str
    span: Span
    eids: tuple[str, ...]
    behind: int | None = None
    loose: bool = False
    before: bool = False
    here: bool = False
    inner: str = ""


def places_in(text: str) -> Iterator[Pointed]:
    """Every place that the text points to, in order of kind. Those within the words of another come too."""
    for hit in ARTICLES.finditer(text):
        yield _pointed(hit, "article", list(_articles(hit["items"])))
    for hit in PARAGRAPHS.finditer(text):
        yield _paragraphs(hit)
    for hit in SUBPARAGRAPHS.finditer(text):
        yield _subparagraphs(hit)
    for hit in SECTIONS.finditer(text):
        yield _pointed(hit, "section", (f"section_{hit['label']}",))
    for hit in CHAPTERS.finditer(text):
        labels = re.findall(r"[IVX]+|\d+", hit["numbers"])
        yield _pointed(hit, "chapter", tuple(f"chapter_{label}" for label in labels))


def _pointed(hit: re.Match[str], what: str, eids: Sequence[str], inner: str = "") -> Pointed:
    said = hit.groupdict()
    end = hit.start("of") if said.get("of") else hit.end()
    return Pointed(
        what,
        Span(hit.start(), end),
        tuple(dict.fromkeys(eids)),
        behind=hit.end() if said.get("of") and not said.get("side") else None,
        loose=bool(said.get("of")) and "of" not in said["of"],
        before=bool(said.get("thereof") or said.get("its")),
        here=bool(said.get("side")),
        inner=inner,
    )


def _articles(said: str) -> Iterator[str]:
    """The articles of a list one after another, each with its paragraphs: "31, paragraph 1, and 54 to 57"."""
    place, first = 0, ""
    while item := _ITEM.match(said, place):
        (labels,) = _listed(item["number"])
        if first:
            yield from (f"art_{one}" for one in _between(first, labels[0]))
        found = [_eid("art", labels)]
        if item["paragraphs"]:
            found = [f"{found[0]}__{_eid('para', one)}" for one in _listed(item["paragraphs"])]
        yield from _lettered(found, item["letters"])
        following = _NEXT.match(said, item.end())
        if following is None:
            return
        first = labels[0] if following[0].strip() in _RANGES else ""
        place = following.end()


def _paragraphs(hit: re.Match[str]) -> Pointed:
    word = _STEPS.get(hit["what"].lower().rstrip("s."), "para").replace("paras", "para")
    found = _lettered([_eid(word, labels) for labels in _listed(hit["numbers"])], hit["letters"])
    if hit["number"]:
        number = hit["number"].replace(" ", "")
        return _pointed(hit, "article", [f"art_{number}__{eid}" for eid in found])
    return _pointed(hit, "paragraph", found, inner=hit["which"] or "")


def _subparagraphs(hit: re.Match[str]) -> Pointed:
    letters = [_eid("", labels) for labels in _listed(hit["letters"])]
    if hit["number"]:
        letters = [f"para_{hit['number']}__{one}" for one in letters]
        if hit["art"]:
            return _pointed(hit, "article", [f"art_{hit['art']}__{one}" for one in letters])
        inner = hit["which"] or ""
    else:
        inner = hit["this"] or hit["which"] or "this paragraph"
    return _pointed(hit, "subparagraph", letters, inner=inner)


def _lettered(found: list[str], letters: str | None) -> list[str]:
    """The last of the places with each of the letters that follow it."""
    if not letters:
        return found
    return [*found[:-1], *(f"{found[-1]}__{_eid('', labels)}" for labels in _listed(letters))]


def _listed(said: str) -> list[tuple[str, ...]]:
    """The labels of each place of a list: "5 (a) and (c) and 7" is (5, a), (5, c), (7)."""
    found: list[tuple[str, ...]] = []
    joined, ranged = True, False
    for token in _TOKEN.finditer(said):
        if token["and"] or token["range"]:
            joined, ranged = True, bool(token["range"])
            continue
        label = (token["number"] or token["sub"] or token["letter"] or token["dotted"]).replace(" ", "")
        if not joined and found:
            found[-1] = (*found[-1], label)
            continue
        outer = found[-1][:-1] if token["sub"] and found and len(found[-1]) > 1 else ()
        if token["sub"] and found and not outer and found[-1][0].isdigit():
            outer = found[-1]
        if ranged and found:
            found += [(*outer, one) for one in _between(found[-1][-1], label)]
        found.append((*outer, label))
        joined, ranged = False, False
    return found


def _between(first: str, last: str) -> list[str]:
    """What lies between two numbers or two letters, without both."""
    if first.isdigit() and last.isdigit():
        return [str(one) for one in between(int(first), int(last))[1:-1]]
    if len(first) == len(last) == 1:
        return [chr(one) for one in between(ord(first), ord(last))[1:-1]]
    return []


def _eid(word: str, labels: Sequence[str]) -> str:
    """The identifier of a place: a number in brackets is a paragraph, a letter a subparagraph, then a point."""
    steps = [f"{word}_{labels[0]}"] if word else []
    letters = 0
    for label in labels[1:] if word else labels:
        if label.isdigit():
            steps.append(f"para_{label}")
            continue
        steps.append(f"{('subpara', 'point', 'item')[min(letters, 2)]}_{label}")
        letters += 1
    return "__".join(steps)
