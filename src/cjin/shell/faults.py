"""What is wrong with an answer, in the words of the house: what to do, and not that something was not valid."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _

from .rules import dates


def told(field: BoundField, language: str) -> list[str]:
    """Every fault of a field as a sentence that says what to do; one that no form of ours makes is told as it is."""
    return [sentence for error in field.errors.as_data() for sentence in _sentences(error, field, language)]


def _sentences(error: ValidationError, field: BoundField, language: str) -> list[str]:
    if error.code == "required" and error.message == forms.Field.default_error_messages["required"]:
        return [_lacking(field)]
    say = SENTENCES.get(str(error.code))
    known = say and getattr(error, "message", "") in _own_messages(field.field)
    return [say(error.params or {}, language)] if say and known else list(error.messages)


def _own_messages(field: forms.Field) -> list[Any]:
    """The messages of the framework for this kind of field: what an act or a form says itself is left as it is."""
    limits = [one.message for one in field.validators if hasattr(one, "message")]
    return [*field.error_messages.values(), *limits]


def _lacking(field: BoundField) -> str:
    if isinstance(field.field, forms.FileField):
        return _("Choose a file.")
    if isinstance(field.field, forms.DateField):
        return _("Name the day.")
    if isinstance(field.field, forms.BooleanField):
        return _("Tick this to go on.")
    if isinstance(field.field, forms.ChoiceField | forms.ModelChoiceField):
        return _("Choose one of them.")
    return _("Write something here.")


def _too_long(told: Mapping[str, Any], language: str) -> str:
    said = {name: dates.number(told[name], language) for name in ("limit_value", "show_value")}
    return _("At most %(limit_value)s characters can be kept; this has %(show_value)s. Shorten it.") % said


def _strange(told: Mapping[str, Any], _language: str) -> str:
    """What cannot be chosen is named where it is known, short enough to be read."""
    if told.get("value"):
        return _("“%(value)s” cannot be chosen. Choose one of the list.") % {"value": str(told["value"])[:60]}
    return _("This cannot be chosen. Choose one of the list.")


SENTENCES: Mapping[str, Callable[[Mapping[str, Any], str], str]] = {
    "invalid_choice": _strange,
    "max_length": _too_long,
}
