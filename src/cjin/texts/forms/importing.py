"""Forms that bring a file in: upload, and fetching by symbol."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cjin.core.rules.errors import CjinError, Fault, Invalid
from cjin.texts.rules.reading.read import MAX_BYTES

LARGEST = MAX_BYTES // 1024**2


def _languages() -> list[tuple[str, str]]:
    return [(code.partition("-")[0], name) for code, name in settings.LANGUAGES]


class UploadForm(forms.Form):
    """A file, and its language where the reader should not find it out by itself."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        allow_empty_file=True,
        help_text=gettext_lazy(
            "Plain text, Markdown, HTML, DOCX, PDF with a text layer, or Akoma Ntoso; at most 32 MB."
        ),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the text"),
        required=False,
        choices=lambda: [("", _("Found out from its words")), *_languages()],
    )

    def clean_file(self) -> "UploadedFile[Any]":
        """Too large a file is refused before it is read."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > MAX_BYTES:
            said = _("This file is larger than %(size)s MB. Split it, or save it as plain text.")
            raise forms.ValidationError(said % {"size": LARGEST})
        return file


class FetchForm(forms.Form):
    """The symbol of an official document, and the language to get it in."""

    symbol = forms.CharField(
        label=gettext_lazy("Document symbol"), max_length=90, help_text=gettext_lazy("For example A/RES/76/181.")
    )
    language = forms.ChoiceField(label=gettext_lazy("Language of the text"), choices=_languages, initial="en")


def put_errors(form: forms.Form, error: CjinError, field: str | None) -> None:
    """Puts an error beside the field that each fault names; what names none of them goes to ``field``."""
    faults = error.faults if isinstance(error, Invalid) and error.faults else ()
    if not any(fault.where in form.fields for fault in faults):
        form.add_error(field, _whole(error.message, faults))
        return
    for fault in faults:
        form.add_error(fault.where if fault.where in form.fields else field, _(fault.message))


def _whole(message: str, faults: tuple[Fault, ...]) -> str:
    said = [_(message), *(_(fault.message) for fault in faults if fault.message != message)]
    return " ".join(said)
