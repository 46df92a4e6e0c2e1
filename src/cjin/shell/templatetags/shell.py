"""Tags and filters for every page. Load with ``{% load shell %}``."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.conf import settings
from django.forms.boundfield import BoundField
from django.template.context import Context
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from .. import faults as wrong
from .. import queries
from .. import typed as sent
from ..rules import dates, lists

register = template.Library()
# Scripts that ask for another direction than their neighbours; everything else follows the page.
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})


def _language() -> str:
    return get_language() or "en"


@register.simple_block_tag
def held(content: str) -> SafeString:
    """Keep what a block renders, so that the frame can ask whether anything is in it: ``{% held as aside %}…``."""
    # The content is a rendered template, escaped already; only white space is taken off.
    return mark_safe(content.strip())  # noqa: S308


@register.inclusion_tag("shell/components/places.html")
def places(current: str) -> dict[str, object]:
    """The places that have pages, the current one marked, and one entry for those that are planned."""
    built = [place for place in queries.frame().places if queries.is_built(place)]
    planned = [place.slug for place in queries.frame().places if place not in built]
    return {
        "places": [(place, queries.place_url(place), place.slug == current) for place in built],
        "planned": bool(planned),
        "planned_current": current in [*planned, "planned"],
    }


@register.inclusion_tag("shell/components/side.html", takes_context=True)
def side(context: Context, current: str, more: str) -> dict[str, object]:
    """The short side list of a place, followed by what the page itself puts there."""
    place = next((one for one in queries.frame().places if one.slug == current), None)
    request = context.get("request")
    here = request.path if request else ""
    links = queries.links(place.entries, getattr(request, "user", None)) if place else []
    return {"place": place, "links": links, "here": here, "more": more}


@register.filter
def date_long(value: date | datetime | None) -> str:
    """ "16 December 2021" in the reader's language; nothing for None."""
    return dates.long_date(value, _language()) if value else ""


@register.filter
def time_long(value: datetime | None) -> str:
    """ "16 December 2021, 14:05 UTC": a moment always shows its zone."""
    return dates.long_time(timezone.localtime(value), _language()) if value else ""


@register.filter
def number(value: int | float | Decimal | None) -> str:
    """A number in the reader's locale; nothing for None."""
    return "" if value is None else dates.number(value, _language())


@register.filter
def faults(field: BoundField) -> list[str]:
    """What is wrong with the answer in a field, in the words of the house."""
    return wrong.told(field, _language())


@register.inclusion_tag("shell/components/typed.html", takes_context=True)
def typed(context: Context) -> dict[str, object]:
    """What was typed into a form that could not be taken; a script puts it back into the form, a person copies it."""
    return {"typed": sent.typed(context["request"])}


@register.simple_tag(takes_context=True)
def page_of_form(context: Context) -> str:
    """The page on which the form stands that was sent."""
    return sent.page_of(context["request"])


@register.filter
def listed(parts: Iterable[object]) -> str:
    """Words one after the other with the comma of the reader's language."""
    return lists.joined(parts, _language())


@register.filter
def direction(language: str) -> str:
    """``rtl`` or ``ltr`` for a language tag."""
    return "rtl" if language.partition("-")[0] in RIGHT_TO_LEFT else "ltr"


@register.filter
def multilingual(value: Any, language: str = "") -> SafeString | str:
    """The text in the reader's language, or visibly in another one: a missing translation is never guessed.

    Takes anything with ``.get(language)``: a Multilingual or a plain mapping of language to text.
    """
    wanted = (language or _language()).partition("-")[0]
    text = value.get(wanted)
    if text:
        return str(text)
    other = _other(value)
    if other is None:
        return format_html('<span class="untranslated">{}</span>', gettext("not translated"))
    return _marked(other[1], other[0], foreign=True)


@register.filter
def in_language(text: str, language: str) -> SafeString:
    """A text that exists in one language alone; to readers of another language it says so."""
    return _marked(text, language, language != _language().partition("-")[0])


FEW = 8
"""So many options of a filter are shown at once; one or two more are not worth a fold."""


@register.filter
def in_sight(options: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The options of a filter that are shown at once: the first ones, and any that is chosen."""
    if len(options) <= FEW + 2:
        return list(options)
    return [one for place, one in enumerate(options) if place < FEW or one.get("chosen")]


@register.filter
def folded(options: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The options of a filter that ``in_sight`` leaves out, for a fold that says how many they are."""
    shown = in_sight(options)
    return [one for one in options if one not in shown]


def _marked(text: str, language: str, foreign: bool) -> SafeString:
    shown = format_html('<span lang="{}" dir="{}">{}</span>', language, direction(language), text)
    mark = format_html(' <span class="untranslated">{}</span>', gettext("not translated")) if foreign else ""
    return format_html("{}{}", shown, mark)


def _other(value: Any) -> tuple[str, str] | None:
    """Another language in which the text is there: English first, then the first that has it."""
    tags = ["en", *(value if isinstance(value, Mapping) else ("fr", "es", "ar", "ru", "zh"))]
    return next(((tag, str(value.get(tag))) for tag in tags if value.get(tag)), None)


@register.inclusion_tag("shell/components/status.html")
def status(word: str, tone: str = "open") -> dict[str, str]:
    """A status as a word with a small shape: ``open``, ``active``, ``done``, ``warning``, ``stopped`` or ``draft``."""
    return {"word": word, "tone": tone}


@register.simple_tag
def node_name() -> str:
    """The node's own name, for a letter; the name of the software where it has none."""
    return queries.node_name() or "CJIN"


@register.simple_tag
def node_address() -> str:
    """The node's public address as its settings have it; nothing where they have none."""
    return str(getattr(settings, "CJIN_ADDRESS", "") or "")
