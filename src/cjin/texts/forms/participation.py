"""The form that brings a file with the status of treaties."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cjin.texts.queries.participation.preparing import MOST_BYTES


class StatusForm(forms.Form):
    """A file, the day as of which it is, and where it comes from."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        allow_empty_file=True,
        help_text=gettext_lazy("A CSV of participation or of statements, or the depositary’s XML; at most 20 MB."),
    )
    as_of = forms.DateField(
        label=gettext_lazy("As of"),
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=gettext_lazy("The day on which the source said so, like 2014-06-30."),
    )
    source = forms.CharField(
        label=gettext_lazy("Source"),
        max_length=250,
        required=False,
        help_text=gettext_lazy("Where the file comes from."),
    )

    def clean_file(self) -> "UploadedFile[Any]":
        """Too large a file is refused before it is read."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            said = _("This file is larger than %(size)s MB. Load it by the command line in parts.")
            raise forms.ValidationError(said % {"size": MOST_BYTES // 1_000_000})
        return file
