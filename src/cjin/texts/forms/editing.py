"""Forms that correct a draft. Each carries the revision that the person saw."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

KINDS = {
    "recital": pgettext_lazy("kind of unit", "recital"),
    "paragraph": pgettext_lazy("kind of unit", "paragraph"),
    "subparagraph": pgettext_lazy("kind of unit", "subparagraph"),
    "point": pgettext_lazy("kind of unit", "point"),
    "item": pgettext_lazy("kind of unit", "item"),
    "article": pgettext_lazy("kind of unit", "article"),
    "rule": pgettext_lazy("kind of unit", "rule"),
    "principle": pgettext_lazy("kind of unit", "principle"),
    "guideline": pgettext_lazy("kind of unit", "guideline"),
    "regulation": pgettext_lazy("kind of unit", "regulation"),
    "standard": pgettext_lazy("kind of unit", "standard"),
    "recommendation": pgettext_lazy("kind of unit", "recommendation"),
}


class DraftForm(forms.Form):
    """What every correction carries."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    def arguments(self) -> dict[str, Any]:
        """The arguments of the act."""
        return dict(self.cleaned_data)


class UnitForm(DraftForm):
    """What every correction of one unit carries."""

    eid = forms.CharField(widget=forms.HiddenInput, max_length=160)


class JoinForm(UnitForm):
    """Joining with the unit before."""

    keep_number = forms.BooleanField(label=_("Its number is a word of the text: keep it"), required=False)


class SplitForm(UnitForm):
    """Splitting where certain words begin."""

    words = forms.CharField(
        label=_("First words of the second part"),
        max_length=2000,
        help_text=_("As many as it takes for them to stand in the unit only once."),
    )
    kind = forms.ChoiceField(label=_("Kind of the second part"), choices=lambda: list(KINDS.items()))
    num = forms.CharField(label=_("Number of the second part"), max_length=20, required=False)


class RenumberForm(UnitForm):
    """Another number or kind."""

    kind = forms.ChoiceField(label=_("Kind"), choices=lambda: list(KINDS.items()))
    num = forms.CharField(label=_("Number"), max_length=20, required=False)


class RetitleForm(UnitForm):
    """Another title of an article or rule."""

    title = forms.CharField(
        label=_("Title of the unit"),
        max_length=1000,
        required=False,
        help_text=_("Left empty, the words of the title begin the text of the unit."),
    )


class ReheadForm(UnitForm):
    """Other headings above a unit."""

    headings = forms.CharField(
        label=_("Headings above, one a line, the outermost first"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Units that follow under the same headings go with it."),
    )

    def clean_headings(self) -> list[str]:
        """The headings as a list."""
        return [line for line in self.cleaned_data["headings"].splitlines() if line.strip()]


class RewordForm(UnitForm):
    """Other words of a unit."""

    words = forms.CharField(
        label=_("Words of the unit"),
        max_length=50_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("A note is cited by its label in square brackets: [^3]."),
    )


class DescribeForm(DraftForm):
    """What the whole text says of itself."""

    title = forms.CharField(label=_("Title"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    symbol = forms.CharField(label=_("Symbol"), max_length=80, required=False)
    adopted = forms.DateField(
        label=_("Adopted on"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    author_line = forms.CharField(label=_("Author line"), max_length=1000, required=False)
    enacting_clause = forms.CharField(label=_("Enacting clause"), max_length=1000, required=False)
    closing_formula = forms.CharField(label=_("Closing formula"), max_length=1000, required=False)
    is_proposal = forms.BooleanField(label=_("Text of a draft resolution, not the adopted form"), required=False)


class SettleForm(DraftForm):
    """A doubt that was looked at."""

    doubt = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class DiscardForm(DraftForm):
    """Giving a draft up cannot be taken back."""

    sure = forms.BooleanField(label=_("The draft and every correction of it are deleted for good"))

    def arguments(self) -> dict[str, Any]:
        """The arguments of the act."""
        return {"revision": self.cleaned_data["revision"]}


class PublishForm(DraftForm):
    """Publishing."""

    current = forms.BooleanField(
        label=_("Show this version first on the instrument's page"), required=False, initial=True
    )


class WithdrawForm(DraftForm):
    """Withdrawing needs a reason."""

    reason = forms.CharField(label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
