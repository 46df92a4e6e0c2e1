"""What TEXT gives to the search index: the titles and provisions of the texts that are shown first."""

from collections.abc import Iterator
from typing import Any

from cjin.core.actions import search as index
from cjin.core.rules.release import ReleaseLevel
from cjin.core.rules.search import SearchDocument
from cjin.texts.models import Expression, Provision, Work

KIND = "provision"
TITLE = "instrument"


class Instruments:
    """The titles of all current expressions, as a stream."""

    kind = TITLE

    def documents(self) -> Iterator[SearchDocument]:
        """One document per expression."""
        return (title_of(expression) for expression in _current())


class Provisions:
    """All provisions of current expressions, as a stream."""

    kind = KIND

    def documents(self) -> Iterator[SearchDocument]:
        """One document per provision with words, expression by expression."""
        return (document for expression in _current() for document in provisions_of(expression))


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
    """The provisions of one expression as documents; the year and the instrument are facets."""
    slug, shared = expression.work.slug, _shared(expression)
    for provision in expression.provisions.all():
        if provision.text:
            yield SearchDocument(
                kind=KIND,
                object_id=f"{slug}/{provision.eid}",
                title=provision.title,
                text=provision.text,
                context=" ".join([*provision.heading_path, _names(expression.work)]),
                url=f"/texts/{slug}/{provision.eid}?language={expression.language}",
                **shared,
            )


def _current() -> Iterator[Expression]:
    return Expression.objects.filter(is_current=True).select_related("work").iterator()


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
