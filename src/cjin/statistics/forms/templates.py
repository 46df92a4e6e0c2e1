"""The form of a template: which table set a workbook asks for, for which years, of which area."""

import re

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cjin.statistics.queries.labels import say
from cjin.statistics.rules.aggregates.templates.writing import MOST_YEARS
from cjin.statistics.rules.tableset import set_names, table_set

FIRST, LAST = 1900, 2200
_SPAN = re.compile(r"(\d{4})(?:-(\d{4}))?\Z", re.ASCII)


class TemplateForm(forms.Form):
    """A workbook to fill."""

    prefix = "template"

    tables = forms.ChoiceField(label=gettext_lazy("Table set"))
    years = forms.CharField(
        label=gettext_lazy("Years"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )
    area = forms.CharField(
        label=gettext_lazy("Reporting area"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"dir": "ltr"}),
        help_text=gettext_lazy(
            "The code of a State or of a part of one, such as XAA; it can be written in the workbook too."
        ),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["tables"].choices = [(name, say(table_set(name).title)) for name in set_names()]  # type: ignore[attr-defined]
        words = _("At most %(most)s, such as 2023 or 2020-2024; last year without them.")
        self.fields["years"].help_text = words % {"most": MOST_YEARS}

    def clean_years(self) -> list[int]:
        """Single years and spans, in order; none where nothing is said."""
        found: set[int] = set()
        said = re.sub(r"\s*[-–]\s*", "-", self.cleaned_data["years"])
        for part in filter(None, re.split(r"[,;\s]+", said)):
            span = _SPAN.match(part)
            first, last = (int(span[1]), int(span[2] or span[1])) if span else (0, 0)
            if not FIRST <= first <= last <= LAST:
                raise forms.ValidationError(_("Write years such as 2023 or 2020-2024."))
            found.update(range(first, last + 1))
        if len(found) > MOST_YEARS:
            raise forms.ValidationError(_("A workbook asks for at most %(most)s years.") % {"most": MOST_YEARS})
        return sorted(found)
