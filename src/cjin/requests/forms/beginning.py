"""How a request begins: what is asked, by whom, of whom."""

from typing import Any

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from cjin.core.forms import Act, offer
from cjin.directory.queries.states import Groups

from ..rules.case.process import Direction
from ..rules.wording import words
from ..rules.writing.drafts import Draft
from ..rules.writing.kinds import kind_named, kinds


class BeginForm(Act):
    """The kind of request and the two States."""

    kind = forms.ChoiceField(label=_("What do you need?"), widget=forms.RadioSelect)
    requested = forms.ChoiceField(label=_("Which State is asked?"))
    requesting = forms.ChoiceField(label=_("Which State asks?"))
    direction = forms.ChoiceField(
        label=_("Is this State asking, or was it asked?"),
        choices=[
            (str(Direction.OUTGOING), _("This State asks: write the request")),
            (str(Direction.INCOMING), _("This State was asked: enter a letter that came on paper")),
        ],
        initial=str(Direction.OUTGOING),
        widget=forms.RadioSelect,
    )
    sealed = forms.BooleanField(
        label=_("Sealed: it exists for nobody but its members"),
        required=False,
        help_text=_("In no list, count, search or figure of others. You let in whom you need."),
    )

    def __init__(self, *args: Any, states: Groups, own: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = words(get_language() or "en")
        offer(self, "kind", [(name, said.kind(name)) for name in kinds()])
        for name, first in (("requested", _("Choose a State")), ("requesting", pgettext_lazy("country", "Choose"))):
            offer(self, name, [("", first), *states])
        self.fields["requesting"].initial = own

    def arguments(self) -> dict[str, Any]:
        """A draft without answers, its direction, and whether it is sealed."""
        said = self.cleaned_data
        draft = Draft(kind_named(said["kind"]), said["requesting"], said["requested"])
        return {"draft": draft, "direction": Direction(said["direction"]), "sealed": said["sealed"]}
