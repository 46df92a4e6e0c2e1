"""Forms that bring a file: entries, or the signed directory of another node."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from cjin.core.forms import Day
from cjin.core.rules.smalltables import LARGEST

from .acts import RELEASES


def _not_too_large(file: "UploadedFile[Any]") -> None:
    if (file.size or 0) > LARGEST:
        said = translated("This file is larger than %(size)s MB. Bring it in parts.")
        raise forms.ValidationError(said % {"size": LARGEST // 1024**2})


class EntriesForm(forms.Form):
    """A file of entries, from when they hold, and who may read them."""

    file = forms.FileField(
        label=_("File"), validators=[_not_too_large], help_text=_("CSV, XLSX or JSON, as this directory is downloaded.")
    )
    since = Day(label=_("Hold from"), required=False, help_text=_("For entries that do not tell their own day."))
    release = forms.ChoiceField(
        label=_("Who may read them"), choices=[("", _("as it is; new ones: the people of this node")), *RELEASES],
        required=False,
    )  # fmt: skip


class SignedForm(forms.Form):
    """A signed directory, and the thumbprint of the key that is trusted."""

    file = forms.FileField(label=_("File"), validators=[_not_too_large])
    thumbprint = forms.CharField(
        label=_("Thumbprint of its key"),
        max_length=200,
        help_text=_("As you were told it by another way: by word, on paper. Blanks do not matter."),
    )

    def clean_thumbprint(self) -> str:
        """Without the blanks between its groups."""
        return "".join(self.cleaned_data["thumbprint"].split())
