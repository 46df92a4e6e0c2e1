"""Forms of publications: on what terms figures are released, and why they are taken back."""

from dataclasses import replace

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cjin.core.rules.release import ReleaseLevel
from cjin.statistics.actions.publishing import Terms
from cjin.statistics.queries.labels import say
from cjin.statistics.rules.disclosure.primary import rules
from cjin.statistics.rules.tableset import set_names, table_set

RELEASES = (
    (ReleaseLevel.PUBLIC.value, pgettext_lazy("released to", "public")),
    (ReleaseLevel.ALL_STATES.value, pgettext_lazy("released to", "all States")),
    (ReleaseLevel.OWN.value, pgettext_lazy("released to", "its owner only")),
)


class TermsForm(forms.Form):
    """To whom figures are released, and for what reason without protection."""

    release = forms.ChoiceField(label=_("Released to"), choices=RELEASES, initial=ReleaseLevel.OWN.value)
    reason = forms.CharField(
        label=_("Why they are published so"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=_("Needed where no rule of confidentiality is applied, or errors are open."),
    )

    def terms(self) -> Terms:
        """What was chosen."""
        return Terms(ReleaseLevel(self.cleaned_data["release"]), rule="", reason=self.cleaned_data["reason"])


class PublishForm(TermsForm):
    """Which tables of a load are published, protected by which rule."""

    tables = forms.ChoiceField(label=_("Tables"))
    rule = forms.ChoiceField(label=_("Rule of confidentiality"), required=False, initial="counts-of-persons")
    show_totals = forms.BooleanField(
        label=_("Show totals whatever they are"),
        required=False,
        help_text=_("Figures that are split by nothing but period and category are then not protected."),
    )
    field_order = ("tables", "release", "rule", "show_totals", "reason")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["tables"].choices = [(name, say(table_set(name).title)) for name in set_names()]  # type: ignore[attr-defined]
        named = [(one.id, say(one.title)) for one in rules().values()]
        self.fields["rule"].choices = [*named, ("", _("none"))]  # type: ignore[attr-defined]

    def terms(self) -> Terms:
        """What was chosen."""
        said = self.cleaned_data
        return replace(super().terms(), rule=said["rule"], show_totals=said["show_totals"])


class ConfirmForm(forms.Form):
    """That what was looked at is published; with consent where figures are opened."""

    opens = forms.BooleanField(label=_("Show what earlier publications keep back"), required=False)

    def __init__(self, *args: object, opened: int, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        if not opened:
            del self.fields["opens"]


class WithdrawForm(forms.Form):
    """Why a publication is taken back."""

    why = forms.CharField(
        label=_("Why it is withdrawn"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=_("Its figures disappear from every page and download; whoever opens its address reads this reason."),
    )
