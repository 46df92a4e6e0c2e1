"""A thematic discussion as a form."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cjin.core.forms import Act, Day, offer

from ..models import Discussion
from .titled import Titled

type Choices = Sequence[tuple[str, Any]]


class DiscussionForm(Titled):
    """When it is held, and on which topics and headings."""

    called = _("Title")

    begins = Day(label=_("First day"))
    ends = Day(label=_("Last day"))
    sections = forms.MultipleChoiceField(
        label=_("Headings of the form"), required=False, widget=forms.CheckboxSelectMultiple
    )
    topics = forms.MultipleChoiceField(
        label=_("Topics"), required=False, widget=forms.SelectMultiple(attrs={"size": 10}),
        help_text=_("Every provision on one of these topics is compiled, under whichever heading."),
    )  # fmt: skip
    document = forms.CharField(
        label=_("Document"), required=False, max_length=80, widget=forms.TextInput(attrs={"dir": "ltr"}),
        help_text=_("The symbol of its document, such as E/CN.15/2022/6."),
    )  # fmt: skip
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, sections: Choices, topics: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = MappingProxyType({**self.places, "title": self.places["name"]})
        offer(self, "sections", sections)
        offer(self, "topics", topics)
        if not sections:
            del self.fields["sections"]

    def plain(self) -> list[Any]:
        """The fields without the title in other languages, bound."""
        apart = {one.name for one in self.other_titles()}
        return [one for one in self if one.name not in apart]


class RemoveForm(Act):
    """A discussion taken out, as it was seen."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)


def first(one: Discussion) -> Mapping[str, Any]:
    """The values of a discussion that is changed."""
    titles = {f"title_{code}": text for code, text in one.title.items()}
    return titles | {
        "begins": one.begins, "ends": one.ends, "sections": one.sections, "topics": one.topics,
        "document": one.document, "seen": one.at.isoformat(),
    }  # fmt: skip
