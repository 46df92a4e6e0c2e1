"""Citations as they were worked out: of an instrument, of whom it is cited, of all; as far as a reader may read."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from cjin.core.queries.release import Reader
from cjin.texts.models import Citation, Work
from cjin.texts.queries.instruments import ENGLISH
from cjin.texts.queries.reading import readable, works_for
from cjin.texts.rules.cited.telling import row
from cjin.texts.rules.sentences import Span

_PLACE = re.compile(r"/(?:para|art|rule|principle|section|chapter)_\w+$|#annex-\d+$")
RESOLVED, UNRESOLVED = "resolved", "unresolved"


@dataclass(frozen=True)
class Cite:
    """A citation: who cites, in which words, what is cited (``key``), and the known works that are meant.

    ``cited_eid`` is the place in them, empty for the whole; ``span`` where the words stand in the provision or note.
    """

    work: Work
    eid: str
    words: str
    span: Span
    note: str
    kind: str
    key: str
    cited: tuple[Work, ...]
    cited_eid: str
    resolved: bool

    @property
    def place(self) -> tuple[Work, str]:
        """The provision that cites."""
        return self.work, self.eid

    @property
    def things(self) -> list[str]:
        """What is cited, without the place in it: identifiers of works, else the symbol or the name."""
        return [work.slug for work in self.cited] or [_PLACE.sub("", self.key)]

    def told(self) -> dict[str, Any]:
        """The citation as a row, as ``cjin texts citations --json`` tells it."""
        works = [work.slug for work in self.cited]
        citing = f"{self.work.slug}/{self.eid}"
        return row(citing, self.words, self.span, self.note, self.kind, self.key, self.resolved, works)


@dataclass(frozen=True)
class Narrowed:
    """Which citations are wanted; empty is any. ``instrument`` is the one at the other end, ``provision`` the place in
    the one that is asked about, with all that it holds.
    """

    kind: str = ""
    state: str = ""
    provision: str = ""
    instrument: str = ""

    def of(self, found: Iterable[Cite], *, by: bool = False) -> list[Cite]:
        """Those that are wanted among what an instrument cites, or ``by`` whom it is cited."""
        return [one for one in found if self._fits(one, by)]

    def _fits(self, one: Cite, by: bool) -> bool:
        here = one.cited_eid if by else one.eid
        others = [one.work.slug] if by else one.things
        return (
            self.kind in ("", one.kind)
            and self.state in ("", RESOLVED if one.resolved else UNRESOLVED)
            and (not self.provision or here == self.provision or here.startswith(f"{self.provision}__"))
            and (not self.instrument or self.instrument in others)
        )


def cites_of(work: Work, reader: Reader) -> list[Cite]:
    """What an instrument cites, in the order of its text. Itself it cites where it points to its own places."""
    return _cites(_seen(reader).filter(work=work), reader)


def cited_by(work: Work, reader: Reader) -> list[Cite]:
    """The citations of an instrument in others, by their day of adoption and the order of their texts."""
    mine = Citation.objects.filter(work=OuterRef("work"), position=OuterRef("position"), cited=work)
    return _cites(_seen(reader).filter(Exists(mine)).exclude(work=work), reader)


def cites_of_all(reader: Reader) -> list[Cite]:
    """Every citation of one instrument in another, or of what is not known."""
    return [one for one in _cites(_seen(reader), reader) if one.work not in one.cited]


def _seen(reader: Reader) -> QuerySet[Citation]:
    """The citations in texts that the reader may read: citations are those of the English text that is shown first."""
    read = readable(reader).filter(language=ENGLISH, is_current=True).values("work")
    found = Citation.objects.filter(work__in=read).select_related("work", "cited")
    return found.order_by("work__adopted", "work__slug", "position", "pk")


def _cites(rows: Iterable[Citation], reader: Reader) -> list[Cite]:
    """One citation for all rows at a position. What is cited and not released to the reader is shown as unknown."""
    known = set(works_for(reader).values_list("pk", flat=True))
    grouped: dict[tuple[int, int], list[Citation]] = {}
    for one in rows:
        grouped.setdefault((one.work_id, one.position), []).append(one)
    return [cite for group in grouped.values() if (cite := _cite(group, known))]


BY_SYMBOL = frozenset({"resolution", "decision", "document"})
"""Kinds of citations that are found whether or not anybody knows what is cited."""


def _cite(group: Sequence[Citation], known: set[int]) -> Cite | None:
    """What is hidden looks as if nobody knew it: by its symbol where that is cited, and not at all where a name is."""
    one = group[0]
    cited = tuple(each.cited for each in group if each.cited and each.cited.pk in known)
    hidden = next((each.cited for each in group if each.cited), None) if not cited else None
    if hidden and (not hidden.symbol or one.kind not in BY_SYMBOL):
        return None
    key = hidden.symbol if hidden else one.key
    return Cite(
        one.work, one.eid, one.words, Span(one.start, one.end), one.note, one.kind, key,
        cited, "" if hidden else one.cited_eid, one.resolved and not hidden,
    )  # fmt: skip
