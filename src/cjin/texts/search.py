"""What TEXT gives to the search index: the titles and provisions of the texts that are shown first."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.db.models import QuerySet

from cjin.core.actions import search as index
from cjin.core.rules.release import ReleaseLevel
from cjin.core.rules.search import SearchDocument
from cjin.texts.models import Annotation, Expression, Origin, Provision, Work
from cjin.texts.queries.asked import Facts, facts_in, facts_noted
from cjin.texts.queries.instruments import ENGLISH
from cjin.texts.queries.topical import Said, said_of
from cjin.texts.rules.commitments.lexicon import kinds

KIND = "provision"
TITLE = "instrument"


class Instruments:
    """The titles of all current expressions, as a stream."""

    kind = TITLE

    def documents(self) -> Iterator[SearchDocument]:
        """One document per expression."""
        return (title_of(expression) for expression in _current().iterator())


class Provisions:
    """All provisions of current expressions, and in summary those of works without an English one, as a stream."""

    kind = KIND

    def documents(self) -> Iterator[SearchDocument]:
        """One document per provision with words, expression by expression; then one per summary."""
        for expression in _current().iterator():
            yield from provisions_of(expression)
        for work in _in_summary():
            yield from summaries_of(work)


def documents_of(expression: Expression) -> Iterator[SearchDocument]:
    """The title of one expression, and its provisions."""
    yield title_of(expression)
    yield from provisions_of(expression)
    if expression.language != ENGLISH and _in_summary().filter(pk=expression.work_id).exists():
        yield from summaries_of(expression.work)


def title_of(expression: Expression) -> SearchDocument:
    """The title of an expression as a document."""
    work = expression.work
    return SearchDocument(
        kind=TITLE,
        object_id=work.slug,
        title=expression.title,
        text=expression.title,
        context=_names(work),
        url=f"/texts/{work.slug}?language={expression.language}",
        **_shared(expression),
    )


def provisions_of(expression: Expression) -> Iterator[SearchDocument]:
    """The provisions of one expression as documents, found by their words and by what they ask.

    The instrument and its year are facets, and so are who is to act, the acts, the years in which something is due,
    whether that is proposed or confirmed, and the topics that somebody read in them. The words of their summaries find
    them too.
    """
    yield from _documents(expression, expression.provisions.all())


def summaries_of(work: Work) -> Iterator[SearchDocument]:
    """What the annotations say of a work whose English text is not here, a document per provision and language."""
    facts = facts_noted(work)
    year = str(work.adopted.year) if work.adopted else ""
    for eid, said in said_of(work).items():
        asked = facts.get(eid)
        for language, words in said.summary.items():
            yield SearchDocument(
                kind=KIND,
                object_id=f"{work.slug}/{eid}",
                language=language,
                title="",
                text=words,
                context=" ".join([_names(work), *(_said(asked, language) if asked else ())]),
                url=f"/texts/{work.slug}/{eid}",
                facets={"instrument": work.slug, "year": year, **_read(said), **(_asked(asked) if asked else {})},
            )


def _in_summary() -> QuerySet[Work]:
    """Annotated works of which no English text is shown: whatever language is, an annotation is told in English."""
    here = Expression.objects.filter(is_current=True, language=ENGLISH).values("work")
    annotated = Annotation.objects.filter(origin=Origin.CATALOGUE).values("work")
    return Work.objects.filter(known=True, pk__in=annotated).exclude(pk__in=here)


def documents_about(work: Work, eids: Collection[str]) -> Iterator[SearchDocument]:
    """Some provisions of a work in every text that is shown first: what has to be renewed where they were decided."""
    for expression in _current().filter(work=work):
        yield from _documents(expression, expression.provisions.filter(eid__in=eids))


def _documents(expression: Expression, provisions: Iterable[Provision]) -> Iterator[SearchDocument]:
    slug, shared = expression.work.slug, _shared(expression)
    facts, notes = facts_in(expression.work), said_of(expression.work)
    for provision in provisions:
        if provision.text:
            asked, note = facts.get(provision.eid), notes.get(provision.eid)
            said = [*(_said(asked, expression.language) if asked else ()), *_summary(note, expression.language)]
            read = _read(note) if note else {}
            yield SearchDocument(
                kind=KIND,
                object_id=f"{slug}/{provision.eid}",
                title=provision.title,
                text=provision.text,
                context=" ".join([*provision.heading_path, _names(expression.work), *said]),
                url=f"/texts/{slug}/{provision.eid}?language={expression.language}",
                **{**shared, "facets": {**shared["facets"], **read, **(_asked(asked) if asked else {})}},
            )


def _read(note: Said) -> dict[str, tuple[str, ...]]:
    """The topics that somebody read in a provision, as a facet."""
    return {"topic": note.topics} if note.topics else {}


def _summary(note: Said | None, language: str) -> Iterator[str]:
    """The plain words about a provision, in the language of the text."""
    if note and (words := note.summary.get(language)):
        yield words


def _asked(facts: Facts) -> dict[str, tuple[str, ...]]:
    """What a provision asks as facets; those without a value are left out."""
    told = {"actor": facts.actors, "act": facts.acts, "due": facts.due, "state": facts.states}
    return {name: values for name, values in told.items() if values}


def _said(facts: Facts, language: str) -> Iterator[str]:
    """Words under which a provision is found though they stand in its chapeau, or in no text: who acts, when."""
    names = kinds("actor")
    yield from (names[actor].name.get(language, "") for actor in facts.named if actor in names)
    yield from facts.due


def _current() -> QuerySet[Expression]:
    return Expression.objects.filter(is_current=True).select_related("work")


def _names(work: Work) -> str:
    return f"{work.slug.replace('-', ' ')} {work.place}".strip()


def _shared(expression: Expression) -> dict[str, Any]:
    """What every document of an expression has in common."""
    year = str(expression.adopted.year) if expression.adopted else ""
    return {
        "language": expression.language,
        "facets": {"instrument": expression.work.slug, "year": year},
        "release": ReleaseLevel(expression.release),
        "owner": expression.owner_id,
        "states": frozenset(map(str, expression.states)),
    }


def forget_summaries(work: Work) -> None:
    """Takes out of the index what is annotated and in no text that is shown first, now that an English one is."""
    there = Provision.objects.filter(expression__work=work, expression__is_current=True).values_list("eid", flat=True)
    gone = {*work.annotations.values_list("eid", flat=True)} - {*there}
    index.remove(KIND, sorted(f"{work.slug}/{eid}" for eid in gone))


def forget(expression: Expression) -> None:
    """Takes the title and the provisions of an expression out of the index, in every language of its work."""
    slug = expression.work.slug
    eids = {*Provision.objects.filter(expression=expression).values_list("eid", flat=True)}
    eids |= {*expression.work.annotations.values_list("eid", flat=True)}
    index.remove(KIND, sorted(f"{slug}/{eid}" for eid in eids))
    index.remove(TITLE, [slug])
