"""Forms of letters: their languages, files that are brought, wordings, comments."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from cjin.core.forms import OWN_NAMES, Area

from ..rules.letter.reading import LARGEST
from ..rules.letter.units import LANGUAGES


class LanguagesForm(forms.Form):
    """One language of the letter, or two; those that the request names stand first."""

    first = forms.ChoiceField(label=_("Language"))
    second = forms.ChoiceField(label=_("Beside it"), required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, named: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = list(dict.fromkeys([*named, *LANGUAGES]))
        names = [(code, OWN_NAMES[code]) for code in codes]
        _choices(self, "first", names)
        _choices(self, "second", [("", translated("no other")), *names])


def _choices(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


def _not_too_large(file: "UploadedFile[Any]") -> None:
    if (file.size or 0) > LARGEST:
        said = translated("This file is larger than %(size)s MB, and no letter is.")
        raise forms.ValidationError(said % {"size": LARGEST // 1024**2})


class LetterFileForm(forms.Form):
    """A letter, or a draft, that was brought."""

    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,
        help_text=_("The signed letter as PDF, as it came; a shared draft also as JSON. At most 32 MB."),
    )


class CommentForm(forms.Form):
    """What is said of an answer of a draft, or of the draft as a whole."""

    item = forms.ChoiceField(label=_("About"), required=False)
    text = Area(label=_("Comment"), widget=forms.Textarea(attrs={"rows": 4}), max_length=5_000)

    def __init__(self, *args: Any, items: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, "item", [("", translated("the whole draft")), *items])


class CommentsFileForm(forms.Form):
    """The comments of the State that was shown a draft."""

    file = forms.FileField(label=_("File of comments"), help_text=_("JSON, as the other node gives it out."))
