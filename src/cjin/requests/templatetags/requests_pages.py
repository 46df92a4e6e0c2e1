"""What the pages of requests show besides words: ``{{ code|state_name }}``, ``{{ code|offence }}``, languages."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from cjin.directory.forms.asking import foreign_titles
from cjin.directory.queries.wording import language_names, offence_language, offence_named, state_names
from cjin.directory.rules.offences import offences
from cjin.shell.templatetags.shell import multilingual

from ..forms.items import StepForm
from ..forms.rows import OFFENCES_KNOWN
from ..rules.wording import spoken as language_of
from ..rules.writing.examples import example as example_of
from ..rules.writing.kinds import Type

register = template.Library()


@register.filter
def state_name(code: str) -> str:
    """A State by its name in the reader's language."""
    return state_names([code]).get(code, code)


@register.filter
def offence(code: str) -> str:
    """A category of ICCS with its title; where the reader's language has none, in English and marked so."""
    titles = offences().get(code)
    return format_html("{} {}", code, multilingual(titles)) if titles else code


@register.filter
def under(mapping: Any, key: str) -> Any:
    """What stands under a name; nothing where nothing does."""
    return mapping.get(key) if mapping else None


@register.filter
def spoken(codes: Iterable[str]) -> list[str]:
    """Languages by their names."""
    return list(language_names(codes).values())


@register.simple_tag
def example(item: str) -> dict[str, str]:
    """An example of an answer in the reader's language, with that language; nothing where there is none."""
    language = language_of(get_language() or "en")
    text = example_of(item, language)
    return {"language": language, "text": text} if text else {}


@register.simple_tag
def offences_known(form: Any) -> SafeString | str:
    """The categories of ICCS to be looked for while they are typed, where a form asks for one."""
    if not isinstance(form, StepForm) or not any(one.type is Type.OFFENCES for one in form.items.values()):
        return ""
    named = ((offence_named(code), offence_language(code)) for code in offences())
    options = format_html_join("", '<option value="{}" lang="{}"></option>', named)
    note = format_html('<p class="meta">{}</p>', foreign_titles()) if foreign_titles() else ""
    return format_html('<datalist id="{}">{}</datalist>{}', OFFENCES_KNOWN, options, note)
