"""The words of rounds and replies: ``{{ code|word:"standings" }}``, ``{% standing one.standing %}``."""

from typing import Any

from django import template
from django.utils.translation import get_language

from ..rules.vocabulary import word as word_of

register = template.Library()
TONES = {
    "open": "open",
    "submitted": "active",
    "returned": "warning",
    "cleared": "done",
    "published": "done",
    "withdrawn": "stopped",
}


@register.filter
def word(code: object, section: str) -> str:
    """A code of a section of the vocabulary in the reader's language."""
    return word_of(section, str(code), get_language() or "en")


@register.inclusion_tag("shell/components/status.html")
def standing(code: str) -> dict[str, str]:
    """Where a reply or a section stands: a word with a small shape."""
    return {"word": word(code, "standings"), "tone": TONES.get(code, "open")}


@register.filter
def key_of(found: Any, key: str) -> Any:
    """What a mapping has under a key; nothing where it has nothing."""
    return found.get(key) if found else None
