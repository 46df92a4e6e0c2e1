"""What pages of letters need: entries by their place, names of languages."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.translation import get_language

from cjin.shell.rules.dates import locale_of

from ..queries.refusals import refusal_in_words

register = template.Library()


@register.filter
def at(values: Sequence[Any], number: int) -> Any:
    """The entry at a place."""
    return values[number]


@register.filter
def language_name(code: str) -> str:
    """A language in the reader's language."""
    return str(locale_of(get_language() or "en").languages.get(code, code))


@register.filter
def refusal(name: str) -> str:
    """Why a file was not taken, in words."""
    return refusal_in_words(name)
