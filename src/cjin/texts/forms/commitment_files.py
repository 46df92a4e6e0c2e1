"""The form that brings a file of commitments, and the one that takes what it would change."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cjin.texts.rules.commitments.files import MOST_BYTES

MOST_SHOWN = 2_000_000
"""A file whose confirmed rows are longer than so many characters is taken on the command line."""


class CommitmentFileForm(forms.Form):
    """A file as the page of commitments gives it."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        allow_empty_file=True,
        help_text=gettext_lazy("CSV, XLSX or JSON, with the columns of the files that the page of commitments gives."),
    )

    def clean_file(self) -> "UploadedFile[Any]":
        """Too large a file is refused before it is read."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(_("The file is too large."))
        return file


class TakeForm(forms.Form):
    """What was shown: the confirmed rows, and the state that they were held against."""

    rows = forms.CharField(max_length=MOST_SHOWN, strip=False, widget=forms.HiddenInput)
    seen = forms.CharField(max_length=40, widget=forms.HiddenInput)
