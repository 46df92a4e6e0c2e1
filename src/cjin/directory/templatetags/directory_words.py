"""Tags for the pages of the directory. Load with ``{% load directory_words %}``."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.template.context import Context

from cjin.shell.templatetags.shell import status

from ..queries.entries import Listed
from ..queries.holdings import of_state
from ..queries.wording import CHANNELS, ENCRYPTIONS, FIELDS, FRESH, FUNCTIONS, KEY_USES, KINDS, SIGNATURES, said_in
from ..rules.entries import Competence

register = template.Library()
WORDS: Mapping[str, Mapping[str, Any]] = {
    "function": FUNCTIONS,
    "kind": KINDS,
    "channel": CHANNELS,
    "key": KEY_USES,
    "field": FIELDS,
    "signature": SIGNATURES,
    "encryption": ENCRYPTIONS,
}


@register.filter
def in_words(value: object, of: str) -> str:
    """A value of the directory's vocabulary in the reader's language: ``{{ one.kind|in_words:"channel" }}``."""
    return str(WORDS[of].get(str(value), value))


@register.filter
def named(names: Mapping[str, str]) -> str:
    """A name in the reader's language, or in another where there is none: names of bodies are never left out."""
    return said_in(names)


@register.filter
def part(mapping: Mapping[str, Any], key: object) -> Any:
    """What stands under a key; the key itself where nothing does."""
    return mapping.get(str(key), key)


@register.filter
def each_of(codes: Iterable[str], names: Mapping[str, str]) -> list[str]:
    """Each code by its name, for a list in the reader's language: ``{{ codes|each_of:names|listed }}``."""
    return [names.get(code, code) for code in codes]


@register.filter
def functions(competences: Iterable[Competence]) -> list[str]:
    """What a body is competent for, each once."""
    return list(dict.fromkeys(str(FUNCTIONS[own.function]) for own in competences))


@register.inclusion_tag("shell/components/status.html")
def fresh(value: str) -> dict[str, str]:
    """How fresh an entry is, as a word with a shape."""
    word, tone = FRESH[str(value)]
    return status(str(word), tone)


@register.simple_tag(takes_context=True)
def bodies_of(context: Context, code: str) -> list[Listed]:
    """The bodies of a State that whoever reads may know of today."""
    return of_state(context["request"], code)
