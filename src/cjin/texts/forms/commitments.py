"""The form of one commitment on the review page; a page holds several."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cjin.core.rules.errors import Invalid
from cjin.texts.queries.changes import MOST
from cjin.texts.queries.wording import named
from cjin.texts.rules.annotations import Asked
from cjin.texts.rules.commitments.lexicon import acts, kinds
from cjin.texts.rules.commitments.rows import deadline_of, deadline_text


def _acts() -> list[tuple[str, str]]:
    return [("", "—"), *((key, f"{one.strength} · {named('act', key)}") for key, one in acts().items())]


def _choices(kind: str) -> list[tuple[str, str]]:
    return [(key, named(kind, key)) for key in kinds(kind)]


class CommitmentForm(forms.Form):
    """One commitment. An empty act takes it away."""

    act = forms.ChoiceField(label=_("Act"), choices=_acts, required=False)
    actor = forms.ChoiceField(label=_("Who is to act"), choices=lambda: _choices("actor"))
    others = forms.MultipleChoiceField(
        label=_("And with them"), choices=lambda: _choices("actor"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    words = forms.CharField(
        label=_("Words that carry the act"), max_length=200, required=False,
        help_text=_("As they stand in the provision; empty where the act stands in the line above it."),
    )  # fmt: skip
    nth = forms.IntegerField(label=_("Which of equal words"), min_value=1, max_value=99, initial=1, required=False)
    conditions = forms.MultipleChoiceField(
        label=_("Conditions"), choices=lambda: _choices("condition"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    deadline = forms.CharField(
        label=_("Due"), max_length=40, required=False,
        help_text=_("A day (2003-12-31), a year (2005), a session (ga 61, ccpcj 31) or a rhythm (every-session)."),
    )  # fmt: skip
    output = forms.MultipleChoiceField(
        label=_("Output"), choices=lambda: _choices("output"), required=False,
        widget=forms.SelectMultiple(attrs={"size": 4}),
    )  # fmt: skip

    def clean_deadline(self) -> str:
        """A deadline that can be read."""
        text: str = self.cleaned_data["deadline"].strip()
        try:
            deadline_of(text)
        except Invalid as error:
            raise forms.ValidationError(_("This is no deadline.")) from error
        return text

    def asked(self) -> Asked | None:
        """The commitment, or None where its act is empty; only after ``is_valid``."""
        data = self.cleaned_data
        if not data["act"]:
            return None
        actors = dict.fromkeys([data["actor"], *data["others"]])
        return Asked(
            tuple(actors), data["act"], data["words"].strip(), data["nth"] or 1, tuple(data["conditions"]),
            deadline_of(data["deadline"]), "; ".join(data["output"]),
        )  # fmt: skip


CommitmentForms = forms.formset_factory(CommitmentForm, extra=1, max_num=MOST, absolute_max=MOST)


def initial_of(asked: Asked) -> dict[str, Any]:
    """A commitment as the form shows it."""
    return {
        "act": asked.act,
        "actor": asked.actors[0],
        "others": list(asked.actors[1:]),
        "words": asked.words,
        "nth": asked.nth,
        "conditions": list(asked.conditions),
        "deadline": deadline_text(asked.deadline),
        "output": list(asked.outputs),
    }
