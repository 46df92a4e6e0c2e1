"""The words of requests in the reader's language: ``{{ state|word:"state" }}``, ``{% question kind item %}``."""

from django import template
from django.utils.translation import get_language

from ..rules.wording import Words, words

register = template.Library()


def _words() -> Words:
    return words(get_language() or "en")


@register.filter
def word(value: object, what: str) -> str:
    """A name in words, by what it is: a kind, measure, choice, part, state, act, ground, clock and so on."""
    return _words().word(what, str(value))


@register.simple_tag
def question(kind: object, item: object) -> str:
    """What is asked of the officer."""
    return _words().question(str(kind), str(item))


@register.simple_tag
def label(kind: object, item: object) -> str:
    """What an item is about, as a short noun phrase."""
    return _words().label(str(kind), str(item))


@register.simple_tag
def matter(kind: object, matter: object) -> str:
    """The title of what is asked on one page."""
    return _words().matter(str(kind), str(matter))
