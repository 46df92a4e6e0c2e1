"""Forms that review a national code. Each carries the revision that the person saw."""

from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cjin.core.rules.errors import CjinError, Invalid
from cjin.core.rules.smalltables import LARGEST
from cjin.statistics.rules.classification import iccs, no_code
from cjin.statistics.rules.correspondence import Link

MOST_ROWS = 20


class ReviewForm(forms.Form):
    """What every act on a code carries."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    def arguments(self) -> dict[str, Any]:
        """The arguments of the act."""
        return dict(self.cleaned_data)


class RowsForm(ReviewForm):
    """The categories of a code, one a line, with shares and days where there are any."""

    rows = forms.CharField(
        label=gettext_lazy("Categories of ICCS, one a line"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "ltr", "spellcheck": "false"}),
        help_text=gettext_lazy(
            "A code alone, such as 0101; for a split, each with its share, such as 0401 0.25; then, if it holds for a "
            "time only, its first and last day, such as 0401 1 2015-01-01 2019-12-31, or - for an open end."
        ),
    )

    def clean_rows(self) -> list[Link]:
        """The lines as rows of a correspondence."""
        lines = [line.split() for line in self.cleaned_data["rows"].splitlines() if line.strip()]
        if len(lines) > MOST_ROWS:
            raise forms.ValidationError(_("These are more than %(most)s lines.") % {"most": MOST_ROWS})
        return [_row(line) for line in lines]


def _row(line: list[str]) -> Link:
    code, share, *days = [*line, "1"][:2] if len(line) < 2 else line
    code = code.upper().removeprefix("ICCS")
    if code not in iccs():
        raise forms.ValidationError(no_code(code))
    if len(days) > 2:
        raise forms.ValidationError(_("A line has a code, a share and two days at most."))
    first, last = (_day(day) for day in [*days, "-", "-"][:2])
    if first and last and last < first:
        raise forms.ValidationError(_("The last day is before the first."))
    return Link("", "", code, _share(share), first, last)


def _share(text: str) -> float:
    try:
        share = float(text.replace(",", "."))
    except ValueError:
        share = 0.0
    if not 0 < share <= 1:
        raise forms.ValidationError(_("A share is a number above 0 and at most 1."))
    return share


def _day(text: str) -> date | None:
    try:
        return None if text == "-" else date.fromisoformat(text)
    except ValueError:
        raise forms.ValidationError(_("Write a day like 2024-03-31.")) from None


class ProposeForm(RowsForm):
    """A proposal."""

    comment = forms.CharField(
        label=gettext_lazy("Comment"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )


class AcceptForm(ReviewForm):
    """Acceptance of what is proposed."""

    comment = forms.CharField(
        label=gettext_lazy("Comment"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 1})
    )


class DisputeForm(ReviewForm):
    """A dispute needs a reason."""

    comment = forms.CharField(
        label=gettext_lazy("What speaks against it"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )


class DecideForm(RowsForm):
    """A decision needs a reason."""

    decision = forms.CharField(
        label=gettext_lazy("Why it is decided so"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )


class ExcludeForm(ReviewForm):
    """A code without a place needs a reason."""

    decision = forms.CharField(
        label=gettext_lazy("Why it has no place in ICCS"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )


class AcceptAllForm(forms.Form):
    """Acceptance of all proposals that a filter finds; ``version`` is that of the proposals that the person saw."""

    version = forms.CharField(max_length=32, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=gettext_lazy("Why all of them are accepted"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("It is kept with each of the codes, as the reason of the decision."),
    )


class SheetForm(forms.Form):
    """A file with codes of a scheme."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        allow_empty_file=True,
        help_text=gettext_lazy("XLSX or CSV with the columns of the download; code and iccs are needed. At most 8 MB."),
    )

    def clean_file(self) -> "UploadedFile[Any]":
        """Too large a file is refused before it is read."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        check_size(file)
        return file


def check_size(file: "UploadedFile[Any]") -> None:
    """Refuses a file that is larger than a small table may be. Raises ValidationError."""
    if (file.size or 0) > LARGEST:
        raise forms.ValidationError(_("This file is larger than 8 MB."))


class MakeForm(forms.Form):
    """A new scheme."""

    slug = forms.CharField(
        label=gettext_lazy("Identifier"), max_length=80, help_text=gettext_lazy("For example ph-psccs-2018.")
    )
    title = forms.CharField(label=gettext_lazy("Title"), max_length=400)
    version = forms.CharField(label=gettext_lazy("Version"), max_length=40, required=False)
    area = forms.CharField(
        label=gettext_lazy("Area"), max_length=20, required=False, help_text=gettext_lazy("For example PHL.")
    )


def put_errors(form: forms.Form, error: CjinError, field: str | None) -> None:
    """Puts each fault beside the field that it names; what names none goes to ``field``, with its place."""
    faults = error.faults if isinstance(error, Invalid) else ()
    if not faults:
        form.add_error(field, error.message)
    for fault in faults:
        named = fault.where in form.fields
        form.add_error(fault.where if named else field, fault.message if named else str(fault))
