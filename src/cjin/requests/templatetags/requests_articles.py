"""Articles in templates: ``{% articles item.articles basis as cited %}``."""

from collections.abc import Iterable

from django import template

from ..queries import articles as queries
from ..queries.articles import Cited, cite, for_basis

register = template.Library()


@register.simple_tag
def articles(named: Iterable[str], basis: str = "") -> list[Cited]:
    """Articles in words with their pages: those of the instrument that the request rests on, or the first ones."""
    wanted = for_basis(named, basis)
    return list(cite(wanted).values())


@register.simple_tag
def asks(named: Iterable[str], basis: str = "") -> bool:
    """Whether the instrument that a request rests on is among those that ask: ``{% asks articles basis as own %}``."""
    return queries.asks(named, basis)
