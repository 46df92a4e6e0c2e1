"""How a request begins: what is asked, by whom, of whom."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from cjin.core.forms import OWN_NAMES, Act, offer
from cjin.directory.queries.states import Groups

from ..models import Request
from ..queries.cases import draft_of
from ..rules.case.process import Direction
from ..rules.letter.units import LANGUAGES, source_language
from ..rules.wording import Words, words
from ..rules.writing.copying import begun_from
from ..rules.writing.drafts import Draft
from ..rules.writing.kinds import kind_named, kinds


class BeginForm(Act):
    """The kind of request and the two States."""

    kind = forms.ChoiceField(label=_("What do you need?"), widget=forms.RadioSelect)
    requested = forms.ChoiceField(label=_("Which State is asked?"))
    language = forms.ChoiceField(
        label=_("In which language do you write?"),
        required=False,
        choices=[(code, OWN_NAMES[code]) for code in LANGUAGES],
        help_text=_("Your answers; what the other State reads goes beside them. An earlier request stays in its own."),
    )
    earlier = forms.ChoiceField(
        label=_("Begin from an earlier request"),
        required=False,
        help_text=_("Its answers are copied, for you to change; its days and its urgency are not."),
    )
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

    def __init__(self, *args: Any, states: Groups, own: str, before: Sequence[Request] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.before = {one.reference: one for one in before}
        said = words(get_language() or "en")
        offer(self, "kind", [(name, said.kind(name)) for name in kinds()])
        for name, first in (("requested", _("Choose a State")), ("requesting", pgettext_lazy("country", "Choose"))):
            offer(self, name, [("", first), *states])
        self.fields["requesting"].initial = own
        self.fields["language"].initial = said.language
        offer(self, "earlier", [("", _("Begin with nothing")), *((one, self._told(one, said)) for one in self.before)])

    def _told(self, reference: str, said: Words) -> str:
        one = self.before[reference]
        matter = one.answers.get("reference", "")
        return ", ".join(filter(None, (reference, said.kind(one.kind), matter)))

    @property
    def more(self) -> list[Any]:
        """The questions that most requests need not ask, bound."""
        rare = ["requesting", "direction", "sealed"] if self.fields["requesting"].initial else ["direction", "sealed"]
        return [self[name] for name in rare]

    @property
    def opens(self) -> bool:
        """Whether something is wrong in those."""
        return any(one.errors for one in self.more)

    @property
    def asked(self) -> list[Any]:
        """The questions that each request asks, bound."""
        rare = {one.name for one in self.more} | (set() if self.before else {"earlier"})
        return [one for one in self if one.name not in rare]

    def arguments(self) -> dict[str, Any]:
        """A draft, its direction, and whether it is sealed: one that begins from a sealed request is."""
        said = self.cleaned_data
        kind, between = kind_named(said["kind"]), (said["requesting"], said["requested"])
        earlier = self.before.get(said["earlier"])
        draft = begun_from(draft_of(earlier), kind, *between) if earlier else Draft(kind, *between)
        sealed = said["sealed"] or bool(earlier and earlier.sealed)
        draft = _written_in(draft, source_language(earlier.answers) if earlier else said["language"])
        return {"draft": draft, "direction": Direction(said["direction"]), "sealed": sealed, "earlier": earlier}


def _written_in(draft: Draft, language: str) -> Draft:
    """A draft that says in which language it is written, first of all that it says of languages."""
    if not language or "languages" in draft.answers:
        return draft
    return replace(draft, answers={**draft.answers, "languages": [language]})
