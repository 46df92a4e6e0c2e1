"""The rows of an entry's form: what a body may do, how it is reached, its public keys."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from cjin.core.forms import Day

from ..queries.wording import CHANNELS, ENCRYPTIONS, FUNCTIONS, KEY_USES, SIGNATURES
from ..rules.reading import LONGEST, LONGEST_KEY

NOTHING = [("", "–")]
BLANK_ROWS, MOST_ROWS = 2, 60


class Row(forms.Form):
    """A row that may be left blank, and taken away."""

    lists: ClassVar[tuple[str, ...]] = ()
    """Fields with several values, parted by semicolons."""

    gone = forms.BooleanField(label=_("Take this row away"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["gone"] = self.fields.pop("gone")  # the last one of the row

    def told(self) -> dict[str, Any]:
        """What stands in the row; nothing where it is blank or taken away."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "gone"}
        filled = {name: value for name, value in said.items() if value}
        only_choices = set(filled) <= {"signature", "encryption"}
        if self.cleaned_data.get("gone") or only_choices:
            return {}
        return filled | {name: _parts(said[name]) for name in self.lists}


def _parts(text: str) -> list[str]:
    return [one.strip() for one in text.split(";") if one.strip()]


class CompetenceRow(Row):
    """What a body may do."""

    lists = ("offences", "instruments", "measures", "territories")

    function = forms.ChoiceField(label=_("Competent for"), choices=[*NOTHING, *FUNCTIONS.items()], required=False)
    offences = forms.CharField(
        label=_("Only for offences"), max_length=LONGEST, required=False, help_text=_("Codes of ICCS: 0101; 0703.")
    )
    instruments = forms.CharField(
        label=_("Only under"), max_length=LONGEST, required=False, help_text=_("Such as untoc-2000; uncac-2003.")
    )
    measures = forms.CharField(label=_("Only for measures"), max_length=LONGEST, required=False)
    territories = forms.CharField(label=_("Only for parts of the State"), max_length=LONGEST, required=False)


class ChannelRow(Row):
    """A way to a body."""

    kind = forms.ChoiceField(label=_("Way"), choices=[*NOTHING, *CHANNELS.items()], required=False)
    address = forms.CharField(label=_("Address or number"), max_length=LONGEST, required=False)
    hours = forms.CharField(label=_("Hours"), max_length=LONGEST, required=False)
    signature = forms.ChoiceField(label=_("Signature"), choices=[*NOTHING, *SIGNATURES.items()], required=False)
    encryption = forms.ChoiceField(label=_("Encryption"), choices=[*NOTHING, *ENCRYPTIONS.items()], required=False)
    urgent = forms.BooleanField(label=_("Open for urgent requests"), required=False)
    restricted = forms.BooleanField(label=_("Told to authorities only"), required=False)


class KeyRow(Row):
    """A public key."""

    use = forms.ChoiceField(label=_("Use of the key"), choices=[*NOTHING, *KEY_USES.items()], required=False)
    value = forms.CharField(
        label=_("Public key"),
        max_length=LONGEST_KEY,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "ltr", "spellcheck": "false"}),
        help_text=_("Never a private one."),
    )
    since = Day(label=_("Good from"), required=False)
    until = Day(label=_("Good until before"), required=False)


class RowSet:
    """The rows of one part of an entry, and blank ones below them; how many there are is sent with them."""

    row: ClassVar[type[Row]] = Row
    title: ClassVar[Any] = ""

    def __init__(self, sent: Any, *, prefix: str, initial: list[dict[str, Any]]):
        self.prefix = prefix
        count = _counted(sent.get(f"{prefix}-rows", "")) if sent is not None else len(initial) + BLANK_ROWS
        given = [*initial, *({} for _more in range(count))]
        self.forms = [self.row(sent, prefix=f"{prefix}-{n}", initial=given[n]) for n in range(count)]
        self.count = count

    @classmethod
    def given(cls, parts: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """The rows that stand already, as their fields take them."""
        lists = cls.row.lists
        return [{name: "; ".join(v) if name in lists else v for name, v in part.items()} for part in parts]

    def is_valid(self) -> bool:
        """Whether every row can be read."""
        return not [form for form in self.forms if not form.is_valid()]

    def data(self) -> list[dict[str, Any]]:
        """The rows that are filled in."""
        return [told for form in self.forms if (told := form.told())]

    def put(self, number: int, field: str, message: str) -> None:
        """Puts a fault beside a field of the row with this number among those that are filled in."""
        form = [one for one in self.forms if one.told()][number - 1]
        name = field if field in form.fields else next(iter(one for one in form.fields if one != "gone"))
        form.add_error(name, message)


def _counted(said: str) -> int:
    """How many rows were sent; a number that no page sends counts as the most."""
    return min(int(said), MOST_ROWS) if said.isdecimal() and said.isascii() and len(said) < 5 else 0


class Competences(RowSet):
    """What a body may do."""

    row = CompetenceRow
    title = _("Competence")


class Channels(RowSet):
    """The ways to a body."""

    row = ChannelRow
    title = _("Way")


class Keys(RowSet):
    """The public keys of a body."""

    row = KeyRow
    title = _("Key")


ROWS: Mapping[str, type[RowSet]] = {"competences": Competences, "channels": Channels, "keys": Keys}
