"""The question of a legal basis as a form."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cjin.core.forms import Day
from cjin.directory.forms.asking import offence_choices
from cjin.directory.queries.states import Groups

from ..rules.kinds import Kind
from ..rules.wording import words


class BasisForm(forms.Form):
    """Two States, what is asked for, for which offence, on which day."""

    requesting = forms.ChoiceField(label=_("Which State asks?"))
    requested = forms.ChoiceField(label=_("Which State is asked?"))
    kind = forms.ChoiceField(label=_("What is asked for?"))
    offence = forms.ChoiceField(label=_("Offence"), required=False)
    on = Day(label=_("On which day"), required=False, help_text=_("Today unless given."))

    def __init__(self, *args: Any, states: Groups, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = words(get_language() or "en")
        for name in ("requesting", "requested"):
            self._choose(name, [("", _("Choose a State")), *states])
        self._choose("kind", [(str(kind), said.kind(str(kind))) for kind in Kind])
        self._choose("offence", [("", _("Any offence")), *offence_choices()])

    def _choose(self, name: str, choices: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices
