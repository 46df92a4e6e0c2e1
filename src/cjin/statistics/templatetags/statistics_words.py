"""Codes of figures in words. Load with ``{% load statistics_words %}``."""

from django import template

from cjin.statistics.queries import codes, naming, wording
from cjin.statistics.queries.labels import say

register = template.Library()
register.filter(codes.status_word)
register.filter(codes.status_tone)
register.filter(codes.damage_word)
register.filter(codes.code_word)
register.filter(wording.lacking_words)
register.filter(naming.source_title)
register.filter(naming.edition)
register.filter(naming.reading)
register.filter(naming.protection_title)


@register.filter
def catalogue_word(english: str) -> str:
    """A name of the catalogue (the title of a table set) in the reader's language; any other as it is."""
    return say(english)
