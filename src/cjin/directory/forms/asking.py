"""The question “Who is competent?” as a form."""

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from cjin.core.forms import Day, offer
from cjin.core.rules.storable import UNSEEN
from cjin.texts.rules.participation.treaties import by_slug

from ..queries.wording import FUNCTIONS, offence_language, offence_named, work_names
from ..rules.competence import Question
from ..rules.kinds import Function
from ..rules.offences import offences, sections

type Choices = list[tuple[str, Any]]


def foreign_titles() -> str:
    """Says in which language the titles of ICCS stand, to readers whose language has none; else nothing."""
    own = (get_language() or "en").partition("-")[0]
    known = {language for titles in offences().values() for language in titles}
    return (
        "" if own in known else _("The titles of the classification are in English: there are none in your language.")
    )


class OffenceSelect(forms.Select):
    """Categories of ICCS to choose from, each with the language of its title: it may be another one than the page's."""

    template_name = "directory/parts/offence_select.html"

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """What is drawn, with the language of the title of each section."""
        found = super().get_context(name, value, attrs)
        spoken = {offence_named(one): offence_language(one) for one in sections()}
        groups = [(label, spoken.get(label), options) for label, options, _index in found["widget"]["optgroups"]]
        return {**found, "groups": groups}

    def create_option(
        self, name: str, value: Any, label: Any, selected: Any, index: int, subindex: Any = None, attrs: Any = None
    ) -> dict[str, Any]:
        """The option with the language of its title."""
        made = super().create_option(name, value, label, selected, index, subindex, attrs)
        return made | {"attrs": made["attrs"] | ({"lang": offence_language(str(value))} if value else {})}


def offence_choices() -> Choices:
    """Sections of ICCS with their divisions."""
    return [
        (offence_named(section), [(code, offence_named(code)) for code in codes])
        for section, codes in sections().items()
    ]


class WhoForm(forms.Form):
    """State and kind of request; the rest narrows the question."""

    state = forms.ChoiceField(label=pgettext_lazy("country", "State"))
    kind = forms.ChoiceField(label=gettext_lazy("Kind of request"))
    offence = forms.ChoiceField(label=gettext_lazy("Offence"), required=False, widget=OffenceSelect)
    instrument = forms.ChoiceField(label=gettext_lazy("Under which instrument"), required=False)
    place = forms.CharField(
        label=gettext_lazy("Part of the State"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Where a territory or region has an authority of its own."),
    )
    measure = forms.CharField(
        label=gettext_lazy("Measure"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Such as bank-records or expedited-preservation."),
    )
    on = Day(label=gettext_lazy("On which day"), required=False, help_text=gettext_lazy("Today unless given."))
    urgent = forms.BooleanField(label=gettext_lazy("The request is urgent"), required=False)

    def __init__(self, *args: Any, states: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "state", [("", _("Choose a State")), *states])
        offer(self, "kind", [("", _("Choose what is asked")), *FUNCTIONS.items()])
        offer(self, "offence", self._offences())
        self.fields["offence"].help_text = foreign_titles()
        named = work_names(by_slug())
        asked = self._said("instrument")
        others = [(asked, asked)] if asked and asked not in named else []
        instruments = sorted(named.items(), key=lambda one: one[1].casefold())
        offer(self, "instrument", [("", _("Any instrument")), *instruments, *others])

    def _said(self, name: str) -> str:
        said = str(self.data.get(name, ""))[:80] if self.is_bound else ""
        return "" if UNSEEN.search(said) else said

    def _offences(self) -> Choices:
        """Sections with their divisions, and the longer code that was asked with."""
        grouped, asked = offence_choices(), self._said("offence")
        deeper = asked in offences() and not any(asked in codes for codes in sections().values())
        return [("", _("Any offence")), *grouped, *([(asked, offence_named(asked))] if deeper else [])]

    def question(self, today: Any) -> Question:
        """The question of a form that is right, for a day or today."""
        said = self.cleaned_data
        return Question(
            state=said["state"],
            function=Function(said["kind"]),
            day=said["on"] or today,
            offence=said["offence"],
            place=said["place"].strip(),
            instrument=said["instrument"],
            measure=said["measure"].strip(),
            urgent=said["urgent"],
        )
