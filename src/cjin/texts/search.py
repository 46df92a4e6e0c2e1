"""What TEXT gives to the search index: the titles and provisions of the texts that are shown first."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.db.models import QuerySet

from cjin.core.actions import search as index
from cjin.core.rules.release import ReleaseLevel
from cjin.core.rules.search import SearchDocument
from cjin.texts.models import Expression, Provision, Work
from cjin.texts.queries.asked import Facts, facts_in
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
    """All provisions of current expressions, as a stream."""

    kind = KIND

    def documents(self) -> Iterator[SearchDocument]:
        """One document per provision with words, expression by expression."""
        return (document for expression in _current().iterator() for document in provisions_of(expression))


def documents_of(expression: Expression) -> Iterator[SearchDocument]:
    """The title of one expression, and its provisions."""
    yield title_of(expression)
    yield from provisions_of(expression)


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
    and whether that is proposed or confirmed.
    """
    yield from _documents(expression, expression.provisions.all())


def documents_about(work: Work, eids: Collection[str]) -> Iterator[SearchDocument]:
    """Some provisions of a work in every text that is shown first: what has to be renewed where they were decided."""
    for expression in _current().filter(work=work):
        yield from _documents(expression, expression.provisions.filter(eid__in=eids))


def _documents(expression: Expression, provisions: Iterable[Provision]) -> Iterator[SearchDocument]:
    slug, shared = expression.work.slug, _shared(expression)
    facts = facts_in(expression.work)
    for provision in provisions:
        if provision.text:
            asked = facts.get(provision.eid)
            said = _said(asked, expression.language) if asked else ()
            yield SearchDocument(
                kind=KIND,
                object_id=f"{slug}/{provision.eid}",
                title=provision.title,
                text=provision.text,
                context=" ".join([*provision.heading_path, _names(expression.work), *said]),
                url=f"/texts/{slug}/{provision.eid}?language={expression.language}",
                **{**shared, "facets": {**shared["facets"], **(_asked(asked) if asked else {})}},
            )


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


def forget(expression: Expression) -> None:
    """Takes the title and the provisions of an expression out of the index, in every language of its work."""
    slug = expression.work.slug
    eids = Provision.objects.filter(expression=expression).values_list("eid", flat=True)
    index.remove(KIND, [f"{slug}/{eid}" for eid in eids])
    index.remove(TITLE, [slug])
