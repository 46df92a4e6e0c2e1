"""What TEXT gives to the search index: the provisions of the texts that are shown first."""

from collections.abc import Iterable, Iterator

from cjin.core.rules.release import ReleaseLevel
from cjin.core.rules.search import SearchDocument
from cjin.texts.models import Expression, Provision

KIND = "provision"


class Provisions:
    """All provisions of current expressions, as a stream."""

    kind = KIND

    def documents(self) -> Iterator[SearchDocument]:
        """One document per provision with words, expression by expression."""
        for expression in Expression.objects.filter(is_current=True).select_related("work").iterator():
            yield from documents_of(expression)


def documents_of(expression: Expression) -> Iterator[SearchDocument]:
    """The provisions of one expression as documents; the year and the instrument are facets."""
    work = expression.work
    facets = {"instrument": work.slug, "year": str(expression.adopted.year) if expression.adopted else ""}
    for provision in expression.provisions.all():
        if provision.text:
            yield SearchDocument(
                kind=KIND,
                object_id=f"{work.slug}/{provision.eid}",
                language=expression.language,
                title=provision.title,
                text=provision.text,
                context=" ".join([*provision.heading_path, work.slug.replace("-", " "), work.place]).strip(),
                url=f"/texts/{work.slug}/{provision.eid}?language={expression.language}",
                facets=facets,
                release=ReleaseLevel(expression.release),
                owner=expression.owner_id,
                states=frozenset(map(str, expression.states)),
            )


def object_ids_of(expression: Expression) -> Iterable[str]:
    """The identifiers of an expression's provisions in the index."""
    slug = expression.work.slug
    return [f"{slug}/{eid}" for eid in Provision.objects.filter(expression=expression).values_list("eid", flat=True)]
