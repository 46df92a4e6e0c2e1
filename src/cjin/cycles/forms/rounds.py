"""Rounds as forms: opened, given more time, opened again."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from cjin.core.forms import OWN_NAMES, Act, Day, offer
from cjin.core.models import Organization
from cjin.core.rules.errors import Invalid
from cjin.core.rules.identifiers import Language, Slug

from ..actions.rounds import REMINDERS
from ..models import FormVersion, Round
from ..rules.rounds import PAGES, Calling
from .titled import Titled

type Choices = Sequence[tuple[str, str]]


class OpenRoundForm(Titled):
    """A round: its form, its days, and who is asked."""

    called = _("Title")

    slug = forms.CharField(
        label=_("Short name"), max_length=80, help_text=_("Small letters, digits and hyphens; it stands in addresses.")
    )
    form = forms.ChoiceField(label=_("Form"))
    calling = forms.ChoiceField(
        label=_("Occasion"),
        choices=[
            (str(Calling.SCHEDULED), _("It comes round by itself")),
            (str(Calling.UPON_REQUEST), _("Upon request")),
        ],
        initial=str(Calling.SCHEDULED),
        widget=forms.RadioSelect,
    )
    opens = Day(label=_("Opens on"))
    due = Day(label=_("Due on"))
    note_verbale = Day(
        label=_("Day of the note verbale"), required=False,
        help_text=_("It can be added as long as the round is open, when the note has gone out."),
    )  # fmt: skip
    reminders = forms.CharField(
        label=_("Reminders"), required=False, max_length=80, help_text=_("Days before the end, such as 30, 7, 0.")
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages of the replies"), widget=forms.CheckboxSelectMultiple,
        choices=[(code, OWN_NAMES[code]) for code in Language.ALL],
    )  # fmt: skip
    members = forms.BooleanField(label=_("All Members of the United Nations"), required=False)
    groups = forms.MultipleChoiceField(label=_("Regional groups"), required=False, widget=forms.CheckboxSelectMultiple)
    states = forms.MultipleChoiceField(
        label=_("Single States"), required=False, widget=forms.SelectMultiple(attrs={"size": 8})
    )
    bodies = forms.MultipleChoiceField(
        label=_("Bodies of this node"), required=False, widget=forms.CheckboxSelectMultiple
    )
    previous = forms.ChoiceField(
        label=_("The round before"), required=False,
        help_text=_("Replies are compared with its own. If none is chosen, it is the newest that asked the same."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, versions: Sequence[FormVersion], groups: Choices, states: Choices,
        bodies: Sequence[Organization], before: Sequence[Round], titles: Any, today: date, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.versions = {str(one): one for one in versions}
        self.bodies_known = {str(one.pk): one for one in bodies}
        self.before = {one.slug: one for one in before}
        offer(self, "form", [(name, titles(one)) for name, one in self.versions.items()])
        offer(self, "groups", groups)
        offer(self, "states", states)
        offer(self, "bodies", [(name, str(one)) for name, one in self.bodies_known.items()])
        offer(self, "previous", [("", translated("None")), *((one.slug, titles(one)) for one in before)])
        first = {"opens": today, "reminders": ", ".join(map(str, REMINDERS)), "languages": list(Language.ALL)}
        for name, value in first.items():
            self.fields[name].initial = value
        for name in [name for name, known in (("bodies", bodies), ("previous", before)) if not known]:
            del self.fields[name]

    def whom(self) -> list[Any]:
        """The fields that tell who is asked, bound."""
        return [self[name] for name in ("members", "groups", "states", "bodies") if name in self.fields]

    def plain(self) -> list[Any]:
        """The others, bound."""
        apart = {one.name for one in (*self.whom(), *self.other_titles())}
        return [one for one in self if one.name not in apart]

    def clean(self) -> dict[str, Any]:
        """What only several fields together tell: a title in some language, and somebody who is asked."""
        said = super().clean()
        if not any(said.get(one.name) for one in self.whom()):
            self.add_error("members", translated("name somebody who is asked"))
        return said

    def clean_slug(self) -> str:
        """A name that fits an address."""
        if self.cleaned_data["slug"] in PAGES:
            raise forms.ValidationError(translated("This name is taken by a page; choose another one."))
        try:
            return Slug.of(self.cleaned_data["slug"])
        except Invalid:
            raise forms.ValidationError(translated("Small letters, digits and single hyphens are expected.")) from None

    def clean_reminders(self) -> list[int]:
        """Numbers of days."""
        said = [one.strip() for one in self.cleaned_data["reminders"].replace("،", ",").split(",") if one.strip()]
        if not all(one.isdecimal() and len(one) < 4 and int(one) <= 365 for one in said):
            raise forms.ValidationError(translated("Numbers of days are expected, such as 30, 7, 0."))
        return [int(one) for one in said]

    def arguments(self) -> dict[str, Any]:
        """The arguments of opening a round; ``groups`` and ``members`` are told as they were chosen."""
        said = super().arguments()
        said["form"] = self.versions[said["form"]]
        said["calling"] = Calling(said["calling"])
        said["bodies"] = [self.bodies_known[one] for one in said.get("bodies", ())]
        said["previous"] = self.before.get(said.get("previous", ""))
        return said


class DayForm(Act):
    """A day until which there is more time, with the one who gets it where it is not all."""

    key = forms.CharField(widget=forms.HiddenInput, required=False)
    due = Day(label=_("Until"))


class NoteForm(Act):
    """The day of the note verbale; empty where none is known."""

    note_verbale = Day(label=_("Day of the note verbale"), required=False)

    def arguments(self) -> dict[str, Any]:
        """The arguments of writing it down."""
        return {"day": self.cleaned_data["note_verbale"]}


class NothingForm(Act):
    """An act that needs nothing more."""
