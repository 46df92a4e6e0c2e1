"""Tags for citations. Load with ``{% load citations %}``."""

from collections.abc import Sequence

from django import template

from cjin.texts.models import Work
from cjin.texts.queries.cited import Cite
from cjin.texts.queries.cited_words import kind_named, state_named, why
from cjin.texts.rules.naming import is_unit
from cjin.texts.views.tabs import address

register = template.Library()


@register.filter
def because(one: Cite) -> str:
    """Why a citation leads where it leads, or nowhere."""
    return why(one)


@register.filter
def kind_of(kind: str) -> str:
    """A kind of identifier in words."""
    return kind_named(kind)


@register.filter
def kinds_of(kinds: Sequence[str]) -> list[str]:
    """Kinds of identifiers in words."""
    return [kind_named(kind) for kind in kinds]


@register.filter
def state_words(state: str) -> str:
    """What the node has of what is cited, in words."""
    return state_named(state)


@register.filter
def page_of(work: Work, eid: str = "") -> str:
    """The page of a work, or of a place in it; chapters and sections have no page of their own."""
    return address(work.slug, eid if is_unit(eid) else "")
