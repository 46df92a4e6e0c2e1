"""The form by which a file of unit records is chosen."""

from django import forms
from django.utils.translation import gettext_lazy

ENCODINGS = (
    ("utf-8", "UTF-8"),
    ("cp1252", "Windows-1252"),
    ("latin-1", "ISO 8859-1"),
    ("utf-16", "UTF-16"),
)
MOST_COLUMNS = 300


class FileForm(forms.Form):
    """A file of unit records."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        allow_empty_file=True,
        help_text=gettext_lazy("CSV, Parquet or XLSX; at most 64 MB. Larger files are loaded by the command line."),
    )
    encoding = forms.ChoiceField(
        label=gettext_lazy("Encoding of a text file"), choices=ENCODINGS, required=False, initial="utf-8"
    )

    def clean_encoding(self) -> str:
        """UTF-8 where nothing was chosen."""
        return self.cleaned_data["encoding"] or "utf-8"
