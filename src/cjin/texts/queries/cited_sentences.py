"""Citations in the sentences that they stand in."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from cjin.texts.models import Note, Provision, Work
from cjin.texts.queries.cited import Cite
from cjin.texts.queries.instruments import ENGLISH
from cjin.texts.rules.marking import Marked, marked
from cjin.texts.rules.sentences import Span, sentences


@dataclass(frozen=True)
class Sentence:
    """A sentence of a provision, or of its note, with the words that cite marked, and the citations in it."""

    work: Work
    eid: str
    note: str
    text: Sequence[Marked]
    cites: Sequence[Cite]

    @property
    def place(self) -> tuple[Work, str]:
        """The provision that cites."""
        return self.work, self.eid


def in_sentences(found: Sequence[Cite]) -> list[Sentence]:
    """The citations by the sentences that they stand in, in their order; two queries."""
    texts = _texts(found)
    placed = [(one, _part(one, texts.get((one.work.pk, one.note, one.eid), ""))) for one in found]
    told = []
    for (work, eid, note, part), group in groupby(
        placed, key=lambda one: (one[0].work, one[0].eid, one[0].note, one[1])
    ):
        cites = [one for one, _ in group]
        text = texts.get((work.pk, note, eid), "")
        told.append(Sentence(work, eid, note, _marked(cites, text, part), cites))
    return told


def _texts(found: Sequence[Cite]) -> dict[tuple[int, str, str], str]:
    """The words of provisions and notes by work, label and provision."""
    shown = {
        "expression__work__in": {one.work.pk for one in found},
        "expression__language": ENGLISH,
        "expression__is_current": True,
    }
    units = Provision.objects.filter(**shown, eid__in={one.eid for one in found})
    notes = Note.objects.filter(**shown, label__in={one.note for one in found if one.note})
    said = {(pk, label): text for pk, label, text in notes.values_list("expression__work", "label", "text")}
    texts = {(pk, "", eid): text for pk, eid, text in units.values_list("expression__work", "eid", "text")}
    return texts | {
        (one.work.pk, one.note, one.eid): said.get((one.work.pk, one.note), "") for one in found if one.note
    }


def _part(one: Cite, text: str) -> Span | None:
    """The sentences that the words stand in; nothing where the text is another by now."""
    if one.span.of(text) != one.words:
        return None
    within = [part for part in sentences(text) if part.start < one.span.end and one.span.start < part.end]
    return Span(within[0].start, max(within[-1].end, one.span.end)) if within else one.span


def _marked(cites: Sequence[Cite], text: str, part: Span | None) -> Sequence[Marked]:
    if part is None:
        return [Marked(one.words, "cited") for one in cites[:1]]
    spans = {one.span for one in cites}
    return marked(part.of(text), [(Span(max(0, s.start - part.start), s.end - part.start), "cited") for s in spans])
