"""The form of an answer: its languages, and what is told in the second one."""

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from cjin.core.forms import OWN_NAMES

from ..rules.letter.answering import Answer


class AnswerLanguagesForm(forms.Form):
    """The language in which officers wrote here, and another one beside it."""

    first = forms.ChoiceField(label=_("Language in which it was written here"))
    second = forms.ChoiceField(label=_("Beside it"), required=False)

    def __init__(self, *args: Any, named: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(code, OWN_NAMES[code]) for code in named]
        for field, choices in (("first", names), ("second", [("", _("no other")), *names])):
            made = self.fields[field]
            assert isinstance(made, forms.ChoiceField)
            made.choices = choices

    @property
    def chosen(self) -> list[str]:
        """The languages, each once."""
        said = self.cleaned_data if self.is_valid() else self.initial
        return list(dict.fromkeys(one for one in (said.get("first"), said.get("second")) if one))


class AnswerWordsForm(forms.Form):
    """What was told, in a second language; each passage stands above its field."""

    def __init__(self, sent: Any, *, answer: Answer, language: str) -> None:
        super().__init__(sent, auto_id="words_%s")
        self.units = {f"unit-{number}": unit for number, unit in enumerate(answer.units)}
        put = {one.unit: one.text for one in answer.wordings if one.language == language}
        for name, unit in self.units.items():
            widget = forms.Textarea(attrs={"rows": 3, "lang": language, "dir": "auto"})
            self.fields[name] = forms.CharField(
                label=format_html('<bdi dir="auto">{}</bdi>', unit.text),
                required=False,
                max_length=20_000,
                widget=widget,
                initial=put.get(unit.unit, ""),
            )

    @property
    def texts(self) -> dict[str, str]:
        """What is told, by unit."""
        return {unit.unit: self.cleaned_data[name] for name, unit in self.units.items()}
