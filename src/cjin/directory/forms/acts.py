"""Forms for acts on a body: to verify it, to end it, to release it; posts, elections and the lot."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cjin.core.forms import Act, Day, InSixLanguages, offer
from cjin.core.rules.release import ReleaseLevel

from ..actions.seating import Held
from ..models import Body, Term
from ..queries.posts import terms_after
from ..queries.states import by_group, standing_states
from ..queries.wording import said_in
from .entry import parted

RELEASES = [
    (ReleaseLevel.OWN, _("The people of this node only")),
    (ReleaseLevel.NAMED, _("Named States besides")),
    (ReleaseLevel.ALL_STATES, _("Everybody who stands for a State")),
    (ReleaseLevel.PUBLIC, _("Everybody")),
]


class OnBody(Act):
    """An act on one body."""

    def __init__(self, *args: Any, body: Body, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.body = body
        self.begin(today)

    def begin(self, today: date) -> None:
        """What the fields begin with."""


class VerifyForm(OnBody):
    """Who made sure of an entry, when and how."""

    on = Day(label=_("On which day"))
    by_name = forms.CharField(label=_("Who made sure"), max_length=200)
    note = forms.CharField(label=_("How"), max_length=1000, required=False, help_text=_("Such as: by phone."))

    def begin(self, today: date) -> None:
        """Today."""
        self.fields["on"].initial = today


class EndForm(OnBody):
    """The first day without the body."""

    on = Day(label=_("First day without it"))


class ReleaseForm(OnBody):
    """Who may read an entry."""

    release = forms.ChoiceField(label=_("Who may read it"), choices=RELEASES, widget=forms.RadioSelect)
    states = forms.CharField(
        label=_("Named States"), max_length=2000, required=False, help_text=_("Their codes, such as KEN; NGA.")
    )

    def begin(self, today: date) -> None:
        """As it is now."""
        self.fields["release"].initial = self.body.release
        self.fields["states"].initial = "; ".join(map(str, self.body.states))

    def arguments(self) -> dict[str, Any]:
        """The level and the codes."""
        said = self.cleaned_data
        return {"release": ReleaseLevel(said["release"]), "states": parted(said["states"].upper())}


class ElectForm(OnBody):
    """States that are elected together, all or none."""

    states = forms.MultipleChoiceField(
        label=_("States elected"),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "many"}),
        help_text=_("All of them are elected, or none."),
    )
    since = Day(label=_("First day of the term"))
    until = Day(label=_("First day after it"), required=False, help_text=_("The years of the body unless given."))
    note = forms.CharField(label=_("Note"), max_length=1000, required=False)

    def begin(self, today: date) -> None:
        """The States of today by their regional groups."""
        offer(self, "states", by_group(today))

    def arguments(self) -> dict[str, Any]:
        """The States with their days."""
        said = self.cleaned_data
        days = {"since": said["since"], "until": said["until"], "note": said["note"]}
        return {"elected": [Held(state=code, **days) for code in said["states"]]}


class LotForm(OnBody):
    """The lot among the first members."""

    seed = forms.CharField(
        label=_("Words of the minutes"),
        max_length=500,
        help_text=_("The lot is drawn from these words: anybody can draw it again from them."),
    )
    until = Day(label=_("The shorter terms end before"))


class HolderForm(OnBody):
    """Somebody comes to hold a post, or a place on the list of experts."""

    post = forms.ChoiceField(label=_("Post"))
    holder = forms.CharField(label=_("Name of the person"), max_length=200, required=False)
    state = forms.ChoiceField(label=pgettext_lazy("country", "State"), required=False)
    since = Day(label=_("First day"))
    until = Day(label=_("First day after it"), required=False)
    topics = forms.CharField(label=_("Topics"), max_length=500, required=False)
    languages = forms.CharField(label=_("Languages"), max_length=200, required=False)

    def begin(self, today: date) -> None:
        """The posts of the body that are not seats."""
        offer(self, "post", [(one.slug, said_in(one.title)) for one in self.body.posts.filter(group="")])
        offer(self, "state", [("", "–"), *standing_states(today, self.body.state)])
        self.fields["since"].initial = today

    def arguments(self) -> dict[str, Any]:
        """The post and who holds it."""
        said = dict(self.cleaned_data)
        post = said.pop("post")
        return {"post": post, "held": Held(**said | {name: parted(said[name]) for name in ("topics", "languages")})}


class LeaveForm(OnBody):
    """Somebody leaves a post or a seat."""

    term = forms.ModelChoiceField(Term.objects.none(), label=_("Who leaves"), empty_label=_("Choose a member"))
    on = Day(label=_("First day without them"))

    def begin(self, today: date) -> None:
        """Those who hold a post or a seat of the body today or later."""
        field = self.fields["term"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = terms_after(self.body, today)
        self.fields["on"].initial = today


class ChangeTermForm(OnBody):
    """What is different about a holder from a day on: what was before stays as it was."""

    term = forms.ModelChoiceField(Term.objects.none(), label=_("Which holder"), empty_label=_("Choose a member"))
    on = Day(label=_("From which day on"))
    holder = forms.CharField(
        label=_("Name of the person"), max_length=200, required=False, help_text=_("As it was unless given.")
    )
    until = Day(label=_("First day after it"), required=False, help_text=_("As it was unless given."))
    topics = forms.CharField(label=_("Topics"), max_length=500, required=False, help_text=_("As it was unless given."))
    languages = forms.CharField(
        label=_("Languages"), max_length=200, required=False, help_text=_("As it was unless given.")
    )

    def begin(self, today: date) -> None:
        """Those who hold a post of the body today or later; seats are given by election alone."""
        field = self.fields["term"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = terms_after(self.body, today).filter(post__group="")
        self.fields["on"].initial = today

    def arguments(self) -> dict[str, Any]:
        """The term, the day, and what is new."""
        said = dict(self.cleaned_data)
        return said | {name: parted(said[name]) for name in ("topics", "languages")}


class PostForm(InSixLanguages, OnBody):
    """A post of the body, its title in those of the six languages in which it is known."""

    argument = "title"
    called = _("Title")

    slug = forms.SlugField(label=_("Short name"), max_length=80)
    years = forms.IntegerField(label=_("Years of a term"), min_value=1, max_value=50, required=False)
    seats = forms.IntegerField(label=_("How many hold it at once"), min_value=1, max_value=1000, initial=1)

    def clean(self) -> dict[str, Any]:
        """A title in one language at least."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        titles = [name for name in self.fields if name.startswith("title_")]
        if not any(said.get(name) for name in titles):
            self.add_error(titles[0], _("Give the title in one language at least."))
        return said
