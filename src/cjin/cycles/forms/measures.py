"""A measure as a form: what it is called, its type and days, and the provisions that it answers."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cjin.core.forms import Day, offer
from cjin.core.rules.errors import Invalid

from ..rules.vocabulary import codes, word
from .faults import ENTRY, told
from .titled import Titled

PARTIAL = "partial"
"""What a measure does for a provision where nothing else is chosen."""
MORE = 3
"""So many empty lines for further provisions."""


class MeasureForm(Titled):
    """A measure of a State."""

    called = _("What it is called")

    type = forms.ChoiceField(label=_("Type"))
    since = Day(label=_("Since"), required=False)
    until = Day(label=_("Until"), required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)

    def __init__(self, *args: Any, linked: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "en"
        offer(self, "type", [(one, word("measures", one, language)) for one in codes("measures")])
        ways = [("", "–"), *((one, word("contributions", one, language)) for one in codes("contributions"))]
        sent = self.data.get("rows", "") if self.is_bound else ""
        self.rows = int(sent) if sent.isascii() and sent.isdecimal() and len(sent) < 4 else len(linked) + MORE
        for number, (place, way) in enumerate([*linked.items(), *[("", "")] * self.rows][: self.rows]):
            self.fields[f"place_{number}"] = forms.CharField(
                label=_("Provision"), required=False, max_length=280, initial=place,
                widget=forms.TextInput(attrs={"dir": "ltr", "list": "places"}),
            )  # fmt: skip
            self.fields[f"way_{number}"] = forms.ChoiceField(
                label=_("What the measure does for it"), required=False, choices=ways, initial=way
            )

    def _put(self, error: Invalid) -> None:
        """What is wrong with evidence is told in the reader's words; the rest beside its field."""
        pieces = [one for one in error.faults if ENTRY.match(one.where)]
        for said in told(pieces) if pieces else ():
            self.add_error(None, said)
        rest = [one for one in error.faults if one not in pieces]
        if rest or not pieces:
            super()._put(Invalid(error.message, rest))

    def links(self) -> Sequence[tuple[Any, Any]]:
        """The fields of each provision, bound."""
        return [(self[f"place_{number}"], self[f"way_{number}"]) for number in range(self.rows)]

    def plain(self) -> list[Any]:
        """The others, bound."""
        apart = {one.name for one in self.other_titles()}
        return [one for one in self if one.name not in apart and not one.name.startswith(("place_", "way_"))]

    def arguments(self) -> dict[str, Any]:
        """The arguments of keeping a measure."""
        said = super().arguments()
        rows = [(said.pop(f"place_{n}").strip(), said.pop(f"way_{n}")) for n in range(self.rows)]
        said["links"] = {place: way or PARTIAL for place, way in rows if place}
        said["revision"] = said["revision"] or 0
        return said
