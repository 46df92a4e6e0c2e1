"""Notes as citations: what each note names, and what "Ibid.", "see note 4" and "op. cit." take over from others."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from cjin.texts.rules.cited.found import Found, meets, outermost
from cjin.texts.rules.cited.identifiers import Article, Document, Place, Resolution, SalesNumber, TreatySeries
from cjin.texts.rules.cited.names import names_in
from cjin.texts.rules.cited.numerals import numbers
from cjin.texts.rules.cited.places import places_in
from cjin.texts.rules.cited.pointing import pinned
from cjin.texts.rules.cited.series import SERIES_AGAIN, series
from cjin.texts.rules.cited.symbols import symbols_in
from cjin.texts.rules.cited.unknown import title_in, unknown_names_in
from cjin.texts.rules.sentences import Span

_IBID = re.compile(r"\*?\b[Ii]bid\b\.?\*?")
_LABEL = r"(?:\d{1,3}|[a-z]\b)"
SEE = re.compile(
    rf"\b(?:[Ss]ee(?: also)?|[Aa]s in|[Ss]upra|[Ll]oc\. cit\.,?|[Oo]p\. cit\.,?)(?: in)? (?:foot)?notes? "
    rf"(?P<labels>{_LABEL}(?:(?:, and | and |, | to |\s?[-–—]\s?){_LABEL})*)"
)
_OP_CIT = re.compile(r"\*?\b(?:[Oo]p|[Ll]oc)\. cit\b\.?\*?")
_ANNEX = re.compile(r"\bannex(?:es)?(?P<which> [IVX]+\b)?")
_OTHER = re.compile(r"\b(?:and|see also|cf\.)[^.]*$|; *(?:see )?[^.]*$")


def order_of(labels: Iterable[str]) -> list[str]:
    """The labels in the order in which their notes follow each other: numbers as numbers, then letters."""

    def rank(label: str) -> tuple[int, int, str]:
        if label.isdigit():
            return (1, int(label), "")
        return (2, len(label), label) if label.isalpha() else (0, 0, label)

    return sorted(labels, key=rank)


def notes_cite(notes: Mapping[str, str], own: str = "A") -> dict[str, list[Found]]:
    """What each note cites, by its label. A chain of "Ibid." leads back to the first note that names something."""
    cited: dict[str, list[Found]] = {}
    before: list[Found] = []
    for label in order_of(notes):
        text = notes[label]
        found = said_in(text, own)
        again = _IBID.search(text)
        see = SEE.search(text)
        if again and before:
            found = _after_ibid(text, again, before, found)
        elif see:
            taken = [Found(one.identifier, Span(see.start(), see.end())) for one in seen(see, cited)]
            found = [*taken, *found]
        elif elsewhere := _OP_CIT.search(text):
            earlier = _by_title(text[: elsewhere.start()], cited, notes)
            found = [Found(one.identifier, Span(0, elsewhere.end())) for one in earlier] or found
        cited[label] = list(dict.fromkeys(found))
        before = found or before
    return cited


def seen(see: re.Match[str], cited: Mapping[str, Sequence[Found]]) -> list[Found]:
    """What the notes that "see notes 4 and 5 above" names cite."""
    said = see["labels"]
    labels = re.findall(r"\b[a-z]\b", said.replace("and", ",")) or [str(one) for one in numbers(said)]
    return [one for label in labels for one in cited.get(label, ())]


def said_in(text: str, own: str) -> list[Found]:
    """What a note names itself; a name beside a symbol is the name of what has the symbol, and is not told twice."""
    found = list(symbols_in(text, own))
    if not found:
        named = list(names_in(text))
        others = [one for one in unknown_names_in(text) if not meets(one.span, [known.span for known in named])]
        found = [*named, *others]
    if not found and (title := title_in(text)):
        found = [title]
    return pinned(text, outermost(found))


def _after_ibid(text: str, again: re.Match[str], before: list[Found], found: list[Found]) -> list[Found]:
    """What a note with "Ibid." cites. "Ibid., Supplement No. 10 (E/1993/32)" goes on with a document of its own."""
    own_document = [one for one in found if isinstance(one.identifier, Document | SalesNumber)]
    if own_document and not _OTHER.search(text[again.end() : own_document[0].span.start]):
        return found
    return [*_taken_over(text, again, before, found), *found]


def _taken_over(text: str, again: re.Match[str], before: list[Found], found: list[Found]) -> list[Found]:
    """What "Ibid." means: the same series with another volume, the same resolution with another annex, or the same."""
    last = before[-1].identifier
    own = [one.span.start for one in found if one.span.start > again.end()]
    rest = text[: min(own)] if own else text
    words = Span(again.start(), len(rest.rstrip(" ;,") if not own else rest.rpartition(";")[0] or rest.rstrip(" ;,")))
    if isinstance(last, TreatySeries):
        more = SERIES_AGAIN.search(text, again.end())
        if more:
            return [Found(one.identifier, words) for one in series(more, league=last.series == "LNTS")]
    if isinstance(last, Place | Article):
        other = [replace(last, eid=eid) for point in places_in(text) for eid in point.eids]
        return [Found(one, words) for one in other or [last]]
    if isinstance(last, Resolution) and (annex := _ANNEX.search(rest, again.end())):
        number = list(numbers(annex["which"] or "")) or [1]
        return [Found(replace(last, annex=number[0]), words)]
    return [Found(last, words)]


def _by_title(title: str, cited: dict[str, list[Found]], notes: Mapping[str, str]) -> list[Found]:
    """What the latest note before cites whose words hold the title."""
    wanted = " ".join(re.findall(r"[^\W_]+", title)).lower()
    for label in reversed(cited):
        if wanted and wanted in " ".join(re.findall(r"[^\W_]+", notes[label])).lower():
            return cited[label]
    return []
