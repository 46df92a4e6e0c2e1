"""The part of a mapping's form about counting: its rules, the days that records are of, how numbers are written."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cjin.core.forms import Day
from cjin.core.rules.errors import CjinError, Fault, Invalid
from cjin.statistics.queries.labels import FLAG_WORDS, RULE_NAMES, RULE_WORDS, say
from cjin.statistics.rules.classification import iccs
from cjin.statistics.rules.mapping import PERIOD
from cjin.statistics.rules.units import FLAGS

RULES = ("principal", "severity", "dated", "attempts", "multiple")
DAYS = ("vintage", "provisional", "covers_from", "covers_to")
USUAL = {"principal": "none", "dated": "record", "attempts": "included", "multiple": "yes", "decimal": "."}
"""What holds where nothing was chosen, as in a mapping that says nothing of it."""
_BETWEEN = re.compile(r"[\s,;]+")


class CountingForm(forms.Form):
    """How the records of a source are counted. What is left as it is stays out of the mapping."""

    principal = forms.ChoiceField(required=False)
    severity = forms.CharField(
        label=gettext_lazy("The gravest offences first"),
        required=False,
        max_length=2000,
        widget=forms.TextInput(attrs={"dir": "ltr", "spellcheck": "false"}),
        help_text=gettext_lazy("Codes of ICCS, such as 0101 03; the others follow in the order of ICCS."),
    )
    dated = forms.ChoiceField(required=False)
    attempts = forms.ChoiceField(required=False)
    multiple = forms.ChoiceField(required=False)
    threats = forms.ChoiceField(required=False)
    aiding = forms.ChoiceField(required=False)
    accomplices = forms.ChoiceField(required=False)
    conspiracy = forms.ChoiceField(required=False)
    incitement = forms.ChoiceField(required=False)
    vintage = Day(
        label=gettext_lazy("Day of the data"), required=False, help_text=gettext_lazy("The day of loading without it.")
    )
    provisional = forms.CharField(
        label=gettext_lazy("Provisional from"),
        required=False,
        max_length=7,
        widget=forms.TextInput(attrs={"dir": "ltr"}),
        help_text=gettext_lazy("The first year or month whose figures may still change, such as 2024 or 2024-07."),
    )
    covers_from = Day(
        label=gettext_lazy("First day that the records are of"),
        required=False,
        help_text=gettext_lazy("Found out from the records without it."),
    )
    covers_to = Day(
        label=gettext_lazy("Last day that the records are of"),
        required=False,
        help_text=gettext_lazy("Found out from the records without it."),
    )
    decimal = forms.ChoiceField(label=gettext_lazy("Decimal sign"), required=False)

    def choose(self) -> None:
        """Gives the fields that offer a choice their names and words, in the reader's language."""
        for name in (*RULES, *FLAGS):
            words = FLAG_WORDS if name in FLAGS else RULE_WORDS.get(name)
            if words:
                self._offered(name, [(value, say(word)) for value, word in words.items()], say(RULE_NAMES[name]))
        self._offered("decimal", [(".", _("a point, as in 1.5")), (",", _("a comma, as in 1,5"))])
        for name, value in {**dict.fromkeys(FLAGS, "unknown"), **USUAL}.items():
            self.initial.setdefault(name, value)

    def _offered(self, name: str, choices: list[tuple[str, str]], label: str = "") -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices, field.label = choices, label or field.label

    def rules(self) -> list[forms.BoundField]:
        """The fields of the counting rules."""
        return [self[name] for name in RULES]

    def flags(self) -> list[forms.BoundField]:
        """The fields of what the series holds."""
        return [self[name] for name in FLAGS]

    def days(self) -> list[forms.BoundField]:
        """The fields of the days that the records are of, and of how numbers are written."""
        return [self[name] for name in (*DAYS, "decimal")]

    def is_usual(self) -> bool:
        """Whether nothing of it was changed or is wrong, so that it can stay folded."""
        names = (*RULES, *FLAGS, *DAYS, "decimal")
        return all(self[name].value() in (None, "", self.initial.get(name)) and not self[name].errors for name in names)

    def clean_severity(self) -> list[str]:
        """Codes of ICCS."""
        codes = [code.upper().removeprefix("ICCS") for code in _BETWEEN.split(self.cleaned_data["severity"]) if code]
        for code in codes:
            if code not in iccs():
                raise forms.ValidationError(_("%(code)s is no code of ICCS.") % {"code": code[:20]})
        return codes

    def clean_provisional(self) -> str:
        """A year or a month."""
        said: str = self.cleaned_data["provisional"].strip()
        if said and not PERIOD.match(said):
            raise forms.ValidationError(_("Write a year or a month, such as 2024 or 2024-07."))
        return said

    def clean_covers_to(self) -> date | None:
        """Not before the first day."""
        first: date | None = self.cleaned_data.get("covers_from")
        last: date | None = self.cleaned_data["covers_to"]
        if first and last and last < first:
            raise forms.ValidationError(_("The last day is before the first."))
        return last

    def declared(self) -> dict[str, Any]:
        """What a mapping says of it, by part: what is not as it is without it."""
        said = {name: value for name, value in self.cleaned_data.items() if value not in (None, "", [])}
        rules = {name: said[name] for name in RULES if name in said and said[name] != USUAL.get(name)}
        if "multiple" in rules:
            rules["multiple"] = False
        flags = {name: said[name] for name in FLAGS if said.get(name, "unknown") != "unknown"}
        days = {"from": said.get("covers_from"), "to": said.get("covers_to")}
        file = {"decimal": said["decimal"]} if said.get("decimal", ".") != "." else {}
        parts = {name: said.get(name) for name in ("vintage", "provisional")}
        covers = {name: day for name, day in days.items() if day}
        parts |= {"covers": covers, "file": file, "counting": rules, "flags": flags}
        return {name: part for name, part in parts.items() if part}


def placed(error: CjinError, fields: Mapping[str, Any]) -> CjinError:
    """An error of a mapping with the faults of its counting rules at the fields where they are chosen."""
    if not isinstance(error, Invalid):
        return error
    return Invalid(error.message, [Fault(_field(one.where, fields), one.message) for one in error.faults])


def _field(where: str, fields: Mapping[str, Any]) -> str:
    name = where.rpartition(": ")[2].partition("[")[0].removeprefix("counting.").replace("covers.", "covers_")
    return name if name in fields and name in (*RULES, *DAYS) else where
