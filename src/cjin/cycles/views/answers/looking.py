"""What can be cited as evidence is looked up beside the form that it is for."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cjin.core.rules.identifiers import Slug

from ...forms.replies import typed_look
from ...queries.looking import KINDS, Looked, LookUp, look_up
from ...rules.vocabulary import word
from ..people import acting, spoken


@dataclass(frozen=True)
class Shelf:
    """What can be looked up to be cited beside a form of evidence, with what was found."""

    name: str
    language: str
    looked: Looked | None = None

    @property
    def asked(self) -> LookUp:
        """What was looked for."""
        return self.looked.asked if self.looked else LookUp()

    @property
    def kinds(self) -> list[tuple[str, str, bool]]:
        """The kinds of evidence that can be looked up."""
        return [(one, word("evidence", one, self.language), one == self.asked.kind) for one in KINDS]


@require_safe
def look(request: HttpRequest) -> HttpResponse:
    """What was found, for the place in the page where it was looked for; ``name`` is that of the form's question."""
    by, name, state = acting(request), Slug.of(request.GET.get("name", "")), request.GET.get("state", "")[:3]
    shelf = Shelf(name, spoken(), look_up(typed_look(name, request.GET), by, state))
    return render(request, "cycles/answers/lookup.html", {"shelf": shelf, "state": state})
