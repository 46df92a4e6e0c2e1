"""Places in a text: "paragraph 21 above", "section F, below", "article 57, paragraph 5, of the Convention"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cjin.texts.rules.sentences import Span

_LIST = r"(?:,| and|, and| or|, or| to|\s?[-–—])\s?"
_NUMBERS = rf"\d{{1,3}}(?:{_LIST}\d{{1,3}})*"
_LETTERS = rf"\([a-z]{{1,4}}\)(?:{_LIST}\([a-z]{{1,4}}\))*"
_SIDE = r"(?P<side>,?\s(?:above|below)\b)?"
_OF = r"(?P<of>,?\s(?:of|to|in)\s(?=the\s|that\s|this\s|its\s|[A-Z]))?"
PARAGRAPHS = re.compile(rf"\b[Pp]ara(?:graph)?s?\.? (?P<numbers>{_NUMBERS})(?: ?(?P<letters>{_LETTERS}))?{_SIDE}{_OF}")
SUBPARAGRAPHS = re.compile(
    rf"\b[Ss]ubparagraphs? (?P<letters>{_LETTERS})(?P<side>,?\s(?:above|below)\b)?"
    r"(?:,?\sof paragraph (?P<number>\d{1,3}))?"
)
SECTIONS = re.compile(r"\b[Ss]ections? (?P<label>[A-Z]|[IVX]+)(?P<side>,?\s(?:above|below)\b)")
ARTICLES = re.compile(
    rf"\b[Aa]rticles? (?P<numbers>{_NUMBERS})(?:, paragraphs? (?P<paragraphs>{_NUMBERS}))?"
    rf"(?:,? ?(?:subparagraph )?(?P<letters>{_LETTERS}))?"
    r"(?P<of>,?\s(?:of|to)\s(?=the\s|that\s|this\s|[A-Z]))"
)


@dataclass(frozen=True, slots=True)
class Pointed:
    """A place that words point to: numbers, letters, and where the name of its work is expected (``behind``).

    ``behind`` is the place in the text right after "of"; None where the citing text itself is meant.
    """

    what: str
    span: Span
    numbers: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()
    paragraphs: tuple[str, ...] = ()
    behind: int | None = None


def places_in(text: str) -> Iterator[Pointed]:
    """Every place that the text points to, in order of kind."""
    for hit in ARTICLES.finditer(text):
        yield Pointed(
            "article",
            Span(hit.start(), hit.end()),
            _all(hit["numbers"]),
            _labels(hit["letters"]),
            _all(hit["paragraphs"]),
            hit.end(),
        )
    for hit in PARAGRAPHS.finditer(text):
        if re.search(r"[Aa]rticles? [\d, and]*,\s$", text[max(0, hit.start() - 40) : hit.start()]):
            continue
        behind = hit.end() if hit["of"] and not hit["side"] else None
        end = hit.start("of") if hit["of"] else hit.end()
        if behind is not None or hit["side"]:
            yield Pointed(
                "paragraph", Span(hit.start(), end), _all(hit["numbers"]), _labels(hit["letters"]), behind=behind
            )
    for hit in SUBPARAGRAPHS.finditer(text):
        numbers = (hit["number"],) if hit["number"] else ()
        if hit["side"] or numbers:
            yield Pointed("subparagraph", Span(hit.start(), hit.end()), numbers, _labels(hit["letters"]))
    for hit in SECTIONS.finditer(text):
        yield Pointed("section", Span(hit.start(), hit.end()), (hit["label"],))


def _all(numbers: str | None) -> tuple[str, ...]:
    """The numbers of a list, with those between the ends of "3 to 5"."""
    found: list[str] = []
    for part in re.finditer(r"(\d+)(?:(?: to |\s?[-–—]\s?)(\d+))?", numbers or ""):
        first, last = int(part[1]), int(part[2] or part[1])
        found += [str(one) for one in range(first, min(last, first + 200) + 1)]
    return tuple(found)


def _labels(letters: str | None) -> tuple[str, ...]:
    return tuple(re.findall(r"[a-z]+(?=\))", letters or ""))
