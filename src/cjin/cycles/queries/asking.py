"""What an instrument asks of States, provision by provision, as a follow-up form needs it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cjin.core.queries.release import Reader
from cjin.core.rules.errors import NotFound
from cjin.core.rules.multilingual import Multilingual
from cjin.texts.models import Annotation, Expression, Provision, Work
from cjin.texts.queries.asked import ASKS
from cjin.texts.queries.following import Standing, annotated_in, commitments_of
from cjin.texts.queries.instruments import ENGLISH, english_of, of_text
from cjin.texts.queries.parallels import topics_read
from cjin.texts.queries.reading import readable, works_for
from cjin.texts.rules.commitments.proposing import PARTIES, STATES
from cjin.texts.rules.commitments.rows import CONFIRMED

from ..rules.form.making import Asking, application, follow_up
from ..rules.form.questions import Form

LONGEST = 600
"""The words of a question; a longer provision is cut at the end of a sentence, and stands beside the question whole."""


@dataclass(frozen=True)
class Asked:
    """The provisions that ask something of States, and how many more are proposed by rules and not confirmed."""

    asking: Sequence[Asking]
    proposed: int


def form_made_from(
    work: str, reader: Reader | None, *, norm: bool = False, with_proposed: bool = False, form: str = ""
) -> Form:
    """A follow-up form from what an instrument asks of States, or, of a ``norm``, one on its use and application.

    Raises NotFound where this reader knows of no such instrument, Invalid where it asks nothing.
    """
    found = (Work.objects.all() if reader is None else works_for(reader)).filter(slug=work).first()
    if found is None:
        raise NotFound(_("There is no instrument %(slug)s.") % {"slug": work[:80]})
    if norm:
        return application(work, found.title, provisions_of(found, reader), form=form)
    asked = asking_of(found, reader, with_proposed=with_proposed).asking
    return follow_up(work, found.title, asked, form=form)


def asking_of(work: Work, reader: Reader | None, *, with_proposed: bool = False) -> Asked:
    """What a work asks of States by its confirmed commitments, also by those proposed where it is wished.

    From the texts that the reader may read; the node itself (None) reads all.
    """
    english = english_of(work.slug, reader)
    standing = (
        list(commitments_of(of_text(english)))
        if english
        else [one for mine in annotated_in(work).values() for one in mine]
    )
    mine = [one for one in standing if _asks_states(one)]
    chosen = {one.commitment.eid for one in mine if with_proposed or one.state == CONFIRMED}
    strengths: dict[str, int] = {}
    for one in mine:
        if one.commitment.eid in chosen:
            strengths[one.commitment.eid] = max(strengths.get(one.commitment.eid, 0), one.commitment.strength)
    proposed = len(
        {one.commitment.eid for one in mine} - {one.commitment.eid for one in mine if one.state == CONFIRMED}
    )
    return Asked(list(_asking(work, english, strengths, reader)), proposed)


def provisions_of(work: Work, reader: Reader | None) -> list[Asking]:
    """Every provision of the operative part of a norm that says something, whether or not it asks."""
    english = english_of(work.slug, reader)
    units = of_text(english).units if english else []
    told = {one.eid: 1 for one in units if one.text and not any(two.parent == one.eid for two in units)}
    return list(_asking(work, english, told, reader))


def _asks_states(one: Standing) -> bool:
    asked = one.commitment
    return asked.strength >= ASKS and bool({*STATES, *PARTIES} & set(asked.actors))


def _asking(
    work: Work, english: Expression | None, strengths: Mapping[str, int], reader: Reader | None
) -> Iterator[Asking]:
    """In order of the provisions: the words are the plain summary, and the text itself in languages without one."""
    summaries = {one.eid: one.summary for one in Annotation.objects.filter(work=work).order_by("position")}
    texts = _provisions(work, reader)
    topics = topics_read(of_text(english)) if english else {}
    order = texts.get(ENGLISH) or summaries
    for eid in [one for one in order if one in strengths]:
        said = {code: mine[eid] for code, mine in texts.items() if eid in mine}
        words = {code: _cut(f"{one.chapeau} {one.text}".strip()) for code, one in said.items()}
        words |= dict(summaries.get(eid, {}))
        yield Asking(
            eid, Multilingual(words or {ENGLISH: eid}), strengths[eid], _headings(said), tuple(topics.get(eid, ()))
        )


def _headings(said: Mapping[str, Provision]) -> tuple[Multilingual, ...]:
    """The headings above a provision in all languages whose text has as many as the English one."""
    depth = len(said[ENGLISH].heading_path) if ENGLISH in said else 0
    paths = {code: one.heading_path for code, one in said.items() if len(one.heading_path) == depth}
    return tuple(Multilingual({code: path[level] for code, path in paths.items()}) for level in range(depth))


def _provisions(work: Work, reader: Reader | None) -> dict[str, dict[str, Provision]]:
    """The provisions in the texts that are shown first, by language and identifier."""
    every = Expression.objects.all() if reader is None else readable(reader)
    texts = every.filter(work=work, is_current=True)
    rows = Provision.objects.filter(expression__in=texts).select_related("expression")
    found: dict[str, dict[str, Provision]] = {}
    for one in rows.order_by("expression", "position"):
        found.setdefault(one.expression.language, {})[one.eid] = one
    return found


def _cut(text: str) -> str:
    """The beginning of a long text, to the end of a sentence where one ends early enough."""
    if len(text) <= LONGEST:
        return text
    end = max(text.rfind(sign, 0, LONGEST) for sign in (". ", "; ", "。", "，", ", "))
    return f"{text[: end if end > LONGEST // 3 else LONGEST].rstrip(' ;,')} …"
