"""Bilateral and regional treaties as forms: a file of several, or one typed in."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cjin.core.forms import Day, InSixLanguages, offer
from cjin.core.rules.errors import Invalid

from ..rules.agreements import Entered, read_agreements
from ..rules.kinds import Kind
from ..rules.wording import spoken, words

PARTIES = 6
"""So many parties fit the form; a treaty with more comes as a file."""


class AgreementsForm(forms.Form):
    """A file, and the day as of which its parties are told."""

    file = forms.FileField(label=_("File of treaties (YAML or JSON)"))
    as_of = Day(label=_("As known on"))


class AgreementForm(InSixLanguages):
    """One treaty: its title, what it is for, its conditions and articles, and whom it binds since when."""

    argument = "title"
    called = _("Title")

    treaty = forms.SlugField(
        label=_("Short name"), max_length=80, help_text=_("Small letters, digits and hyphens: xaa-xbb-2011.")
    )
    adopted = Day(label=_("Adopted on"), required=False)
    kinds = forms.MultipleChoiceField(label=_("For"), widget=forms.CheckboxSelectMultiple)
    conditions = forms.CharField(
        label=_("On condition that"), required=False, max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}), help_text=_("Each on a line of its own."),
    )  # fmt: skip
    articles = forms.CharField(
        label=_("Provisions"), required=False, max_length=500, help_text=_("Such as art_1; art_4__para_2.")
    )
    as_of = Day(label=_("As known on"))

    def __init__(self, *args: Any, states: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = words(get_language() or "en")
        offer(self, "kinds", [(str(one), said.kind(str(one))) for one in Kind])
        self.fields["as_of"].initial = today
        for number in range(1, PARTIES + 1):
            party = forms.ChoiceField(label=_("Party"), choices=[("", "–"), *states], required=number <= 2)
            self.fields[f"state_{number}"] = party
            self.fields[f"in_force_{number}"] = Day(label=_("In force for it since"), required=number <= 2)
            self.fields[f"ended_{number}"] = Day(label=_("Ended for it on"), required=False)

    def parties(self) -> list[list[Any]]:
        """The fields of each party, bound."""
        parts = ("state", "in_force", "ended")
        return [[self[f"{part}_{number}"] for part in parts] for number in range(1, PARTIES + 1)]

    def two(self) -> list[list[Any]]:
        """Those of the two parties that each treaty has."""
        return self.parties()[:2]

    def others(self) -> list[list[Any]]:
        """Those of further parties."""
        return self.parties()[2:]

    def plain(self) -> list[Any]:
        """The other fields, bound."""
        of_parties = {field.name for row in self.parties() for field in row}
        return [one for one in self if one.name not in of_parties]

    def entered(self) -> list[Entered]:
        """The treaty as a file would have it. Raises Invalid with each fault."""
        said = super().arguments()
        lines = [line.strip() for line in said["conditions"].splitlines() if line.strip()]
        told = spoken(get_language() or "en")
        entry = {
            "treaty": said["treaty"], "title": {code: text for code, text in said["title"].items() if text},
            "adopted": said["adopted"], "kinds": said["kinds"], "parties": self._parties(said),
            "conditions": [{told: line} for line in lines],
            "articles": [one.strip() for one in said["articles"].split(";") if one.strip()],
        }  # fmt: skip
        return read_agreements([entry], str(said["treaty"]))

    def _parties(self, said: dict[str, Any]) -> list[dict[str, Any]]:
        told = [{part: said[f"{part}_{n}"] for part in ("state", "in_force", "ended")} for n in range(1, PARTIES + 1)]
        return [one for one in told if one["state"]]

    def refuse(self, error: Invalid) -> None:
        """Says what is wrong with the treaty."""
        for message in [str(one) for one in error.faults] or [error.message]:
            self.add_error(None, message)
