"""The questions of a legal basis as forms: between two States, and with all others."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cjin.core.forms import Day, offer
from cjin.directory.forms.asking import OffenceSelect, foreign_titles, offence_choices
from cjin.directory.queries.states import Groups

from ..rules.kinds import Kind
from ..rules.wording import words


class AboutHelp(forms.Form):
    """What is asked for, for which offence, on which day; ``of_states`` are the fields that name a State."""

    of_states: ClassVar[tuple[str, ...]] = ()

    kind = forms.ChoiceField(label=_("What is asked for?"))
    offence = forms.ChoiceField(label=_("Offence"), required=False, widget=OffenceSelect)
    on = Day(label=_("On which day"), required=False, help_text=_("Today unless given."))

    def __init__(self, *args: Any, states: Groups, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = words(get_language() or "en")
        for name in self.of_states:
            offer(self, name, [("", _("Choose a State")), *states])
        offer(self, "kind", [(str(kind), said.kind(str(kind))) for kind in Kind])
        self.fields["offence"].help_text = foreign_titles()
        offer(self, "offence", [("", _("Any offence")), *offence_choices()])
        self.order_fields([*self.of_states, "kind", "offence", "on"])


class BasisForm(AboutHelp):
    """Two States, and what one asks of the other."""

    of_states = ("requesting", "requested")

    requesting = forms.ChoiceField(label=_("Which State asks?"))
    requested = forms.ChoiceField(label=_("Which State is asked?"))


class PartnersForm(AboutHelp):
    """A State that asks all others."""

    of_states = ("state",)

    state = forms.ChoiceField(label=_("Which State asks?"))
