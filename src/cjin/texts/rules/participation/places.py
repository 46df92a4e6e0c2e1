"""Articles and paragraphs of a treaty that a statement names: "paragraphs 2 and 3 of article 32", "article 17 (7)"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

MOST_ARTICLE, LONGEST_RANGE = 120, 40
_ITEM = r"\(?\d{1,2}(?!\d)\)?(?:\s?\((?:[a-z]|[ivx]{1,4})\))*"
_AND = r"(?:\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or|to)\s+|\s*[-–]\s*)(?:sub)?(?:paragraphs?\s+|paras?\.?\s+)?"
_MORE = "{0,40}"  # so many that no real list is longer, and few enough that no text takes long
_LIST = rf"{_ITEM}(?:{_AND}{_ITEM}){_MORE}"
_PARA = r"(?:paragraphs?|paras?\b\.?|items?)"
_ART = r"(?:articles?|arts?\b\.?)"
_SAID = r"(?:the\s+)?(?:said|same|aforementioned|above-mentioned|aforesaid)?\s*"
_REFERENCE = re.compile(
    rf"\b{_PARA}\s+(?P<p1>{_LIST})\s*,?\s*(?:of\s+{_SAID})?{_ART}\s+(?P<a1>\d{{1,3}})\b"
    rf"|\b{_PARA}\s+(?P<p2>{_LIST})\s+of\s+(?:that|this|the\s+(?:said|same|aforementioned))\s+article\b(?!\s+\d)"
    rf"|\b{_ART}\s+(?P<a3>\d{{1,3}})\s*,?\s*{_PARA}\s+(?P<p3>{_LIST})"
    rf"|\b{_ART}\s+(?P<dotted>\d{{1,3}}\.\d{{1,2}}(?:{_AND}(?:{_ART}\s+)?\d{{1,3}}\.\d{{1,2}}){_MORE})"
    rf"|\b{_ART}\s+(?P<a4>\d{{1,3}})\s?(?P<p4>\(\d{{1,2}}\)(?:\s?\((?:[a-z]|[ivx]{{1,4}})\))*)"
    rf"|\b{_ART}\s+(?P<several>\d{{1,3}}(?:{_AND}\d{{1,3}}(?!\d|\.\d)){_MORE})",
    re.IGNORECASE | re.ASCII,
)
_OTHER_LAW = re.compile(
    r"\s*,?\s*(?:of|to)\s+(?:the|its|our|this|their)\s+(?:[\w’']+\s+){0,3}?"
    r"(?:constitution|code|act|law|statute|charter|treaty\s+on|vienna)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, order=True)
class Place:
    """An article of a treaty, with its paragraph ("2") and points ("a.ii") where they are named."""

    article: int
    paragraph: str = ""
    points: str = ""

    @property
    def eid(self) -> str:
        """The place as provisions are identified: ``art_32__para_2__subpara_a``."""
        para = f"__para_{self.paragraph}" if self.paragraph else ""
        point, _, below = self.points.partition(".")
        return (
            f"art_{self.article}{para}"
            + (f"__subpara_{point}" if point else "")
            + (f"__point_{below}" if below else "")
        )

    def within(self, article: int, paragraph: str = "") -> bool:
        """Whether it is in this article, and in this paragraph or the article as a whole."""
        return self.article == article and (not paragraph or self.paragraph in ("", paragraph))


@dataclass(frozen=True)
class Named:
    """Places that are named by the words from ``start`` to ``end``."""

    start: int
    end: int
    places: tuple[Place, ...]


def places_in(text: str) -> Iterator[Named]:
    """Every reference to articles of the treaty, in the order of the text; those to other laws are left out."""
    last = 0
    for found in _REFERENCE.finditer(text):
        if _OTHER_LAW.match(text, found.end()):
            continue
        places = tuple(one for one in _places(found, last) if 0 < one.article <= MOST_ARTICLE)
        if places:
            last = places[-1].article
            yield Named(found.start(), found.end(), places)


def _places(found: re.Match[str], last: int) -> Iterator[Place]:
    if several := found["several"]:
        yield from (Place(number) for number, _ in _listed(several, r"\d{1,3}"))
    elif dotted := found["dotted"]:
        for one in re.findall(r"\d{1,3}\.\d{1,2}", dotted):
            article, _, paragraph = one.partition(".")
            yield Place(int(article), paragraph)
    else:
        article = found["a1"] or found["a3"] or found["a4"] or str(last)
        listed = found["p1"] or found["p2"] or found["p3"] or found["p4"]
        yield from (Place(int(article), str(number), points) for number, points in _listed(listed, r"\d{1,2}"))


def _listed(text: str, digits: str) -> Iterator[tuple[int, str]]:
    """The numbers of a list with their points; "10 to 12" gives all between."""
    before = 0
    for one in re.finditer(
        rf"(?P<to>\bto\s+|[-–]\s*)?\(?(?P<number>{digits})\)?(?P<points>(?:\s?\([a-z]+\))*)", text, re.I
    ):
        number = int(one["number"])
        if one["to"] and 0 < number - before <= LONGEST_RANGE:
            yield from ((between, "") for between in range(before + 1, number))
        yield number, ".".join(re.findall(r"[a-z]+", one["points"].lower()))
        before = number
