"""Forms of datasets and findings: read a file in, decide on a finding."""

from django import forms
from django.utils.translation import gettext_lazy as _

LAYOUTS = (
    ("unodc", _("Statistics portal of UNODC")),
    ("template", _("Workbook made by this software")),
    ("sdmx", _("SDMX data message")),
)


class ImportForm(forms.Form):
    """A file of ready figures."""

    file = forms.FileField(label=_("File"), allow_empty_file=True, help_text=_("CSV or XLSX; at most 64 MB."))
    layout = forms.ChoiceField(label=_("Layout"), choices=LAYOUTS)
    vintage = forms.DateField(
        label=_("Day of the figures"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Left empty, it is the day in the file’s name, or the last day of the last year in a portal file."),
    )


class Decision(forms.Form):
    """What every decision says: which state of the finding it was made on."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class ExplainForm(Decision):
    """Words that travel with the figure."""

    words = forms.CharField(
        label=_("What explains it"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=_(
            "From the next publication on, these words go wherever the figure goes: into downloads and tables."
        ),
    )


class AcceptForm(Decision):
    """Accepted as it is; words may say why."""

    words = forms.CharField(
        label=_("Why it is accepted"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )


class ReopenForm(Decision):
    """Open again."""
