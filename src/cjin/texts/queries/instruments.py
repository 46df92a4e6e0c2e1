"""An instrument as rules read it: the provisions and notes of the text that stands for it."""

import re
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from cjin.core.queries.release import Reader
from cjin.core.rules.errors import NotFound
from cjin.texts.models import Expression, Note, Provision, Work
from cjin.texts.queries.expressions import KEY, text_by_key
from cjin.texts.queries.reading import readable, works_for
from cjin.texts.rules.cited.citing import Citing
from cjin.texts.rules.cited.finding import Source
from cjin.texts.rules.commitments.proposing import Unit

_CHAPTER = re.compile(r"chapter ([IVXLC]+|\d+)\b", re.IGNORECASE)
ENGLISH = "en"
"""The language in which commitments, citations and parallels are looked for."""


@dataclass(frozen=True)
class Instrument:
    """A work with the units of one of its texts in order, its notes by label and its organ ("A", "E")."""

    slug: str
    text: Expression
    provisions: list[Provision]

    @cached_property
    def units(self) -> list[Unit]:
        """The provisions of the operative part."""
        return [
            Unit(one.eid, one.text, one.chapeau, one.eid.rpartition("__")[0], next(reversed(one.heading_path), ""))
            for one in self.provisions
            if not one.preamble
        ]

    @cached_property
    def eids(self) -> frozenset[str]:
        """The identifiers of the provisions, and of the sections and chapters that their headings number."""
        heads = {head for one in self.provisions for head in one.heading_path}
        sections = {f"section_{head.split('.')[0].strip()}" for head in heads if "." in head[:6]}
        chapters = {f"chapter_{found[1]}" for head in heads if (found := _CHAPTER.match(head))}
        return frozenset({one.eid for one in self.provisions} | sections | chapters)

    def citing(self) -> Source:
        """The instrument as one that cites; without the structures of others."""
        notes = dict(Note.objects.filter(expression=self.text).values_list("label", "text"))
        units = [
            Citing(one.eid, one.text, tuple(one.footnotes), tuple(one.heading_path), one.marked)
            for one in self.provisions
        ]
        organ = self.text.symbol.split("/")[0] if self.text.symbol else "A"
        return Source(self.slug, units, notes, organ, self.text.title)


def instrument_named(name: str, reader: Reader | None) -> Instrument:
    """The instrument with this identifier, or the text with this key (``kyoto-2021@en.1``).

    Without a version, it is the English text that is shown first. Raises NotFound, also where no English text is here.
    """
    if KEY.fullmatch(name.strip()):
        return of_text(text_by_key(name, reader))
    works = Work.objects.all() if reader is None else works_for(reader)
    if not works.filter(slug=name).exists():
        raise NotFound(_("There is no instrument %(slug)s.") % {"slug": name[:120]})
    text = english_of(name, reader)
    if text is None:
        raise NotFound(
            _("No English text of %(slug)s is loaded; load it with “cjin texts import FILE” and publish it.")
            % {"slug": name}
        )
    return of_text(text)


def english_of(slug: str, reader: Reader | None) -> Expression | None:
    """The English text of a work that is shown first, where this reader may read one."""
    texts = Expression.objects.all() if reader is None else readable(reader)
    return texts.filter(work__slug=slug, language=ENGLISH, is_current=True).select_related("work").first()


def instruments_here(reader: Reader | None) -> list[Instrument]:
    """Every instrument of which an English text is shown, by day of adoption; two queries."""
    texts = Expression.objects.all() if reader is None else readable(reader)
    shown = (
        texts.filter(language=ENGLISH, is_current=True).select_related("work").order_by("work__adopted", "work__slug")
    )
    by_text: dict[int, list[Provision]] = {text.pk: [] for text in shown}
    for one in Provision.objects.filter(expression__in=by_text).order_by("expression", "position"):
        by_text[one.expression_id].append(one)
    return [Instrument(text.work.slug, text, by_text[text.pk]) for text in shown]


def of_text(text: Expression) -> Instrument:
    """The instrument that this text stands for."""
    return Instrument(text.work.slug, text, list(text.provisions.order_by("position")))
