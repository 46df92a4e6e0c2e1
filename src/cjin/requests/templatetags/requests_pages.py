"""What the pages of requests show besides words: ``{{ code|state_name }}``, ``{{ code|offence }}``, languages."""

from collections.abc import Iterable

from django import template

from cjin.directory.queries.wording import language_names, offence_named, state_names, work_names

from ..queries.telling import instrument_named

register = template.Library()


@register.filter
def state_name(code: str) -> str:
    """A State by its name in the reader's language."""
    return state_names([code]).get(code, code)


@register.filter
def offence(code: str) -> str:
    """A category of ICCS with its title."""
    return offence_named(code)


@register.filter
def spoken(codes: Iterable[str]) -> list[str]:
    """Languages by their names."""
    return list(language_names(codes).values())


@register.filter
def basis_name(slug: str) -> str:
    """An instrument by its short name."""
    return instrument_named(slug, work_names([slug]))
