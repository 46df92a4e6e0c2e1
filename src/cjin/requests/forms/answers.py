"""The form of an answer: its languages, and what is told in the second one."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from cjin.core.forms import OWN_NAMES

from ..queries.answers import PREFIX
from ..rules.letter.answering import Answer
from ..rules.writing.answers import LONGEST_WORDS


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
    """What was told, in a second language; each passage stands above its field, which is named by it.

    ``revision`` is that of the request as it was shown; ``typed`` stands in the fields, beside what is kept now.
    """

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(
        self, sent: Any, *, answer: Answer, language: str, revision: int, typed: Mapping[str, str] | None = None
    ) -> None:
        self.units = {unit.unit.removeprefix(PREFIX).replace("/", "-"): unit for unit in answer.units}
        said = {one.unit: one.text for one in answer.wordings if one.language == language}
        kept = {name: said.get(unit.unit, "") for name, unit in self.units.items()}
        if typed is not None:
            shown = {name: typed.get(unit.unit, kept[name]) for name, unit in self.units.items()}
            sent = {"revision": revision, **shown, **{f"initial-{name}": text for name, text in kept.items()}}
        super().__init__(sent, auto_id="words_%s", initial={"revision": revision})
        for name, unit in self.units.items():
            self.fields[name] = forms.CharField(
                label=format_html('<bdi dir="auto">{}</bdi>', unit.text),
                required=False,
                max_length=LONGEST_WORDS,
                widget=forms.Textarea(attrs={"rows": 3, "lang": language, "dir": "auto"}),
                initial=kept[name],
                show_hidden_initial=True,
            )

    @property
    def changed(self) -> dict[str, str]:
        """What was changed of what was shown, by passage."""
        return {self.units[name].unit: self.cleaned_data[name] for name in self.changed_data if name in self.units}
