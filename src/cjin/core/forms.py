"""Forms with which a node's administrator keeps people, organizations and posts."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from cjin.core.models import Organization, Post
from cjin.core.models.organizations import KINDS
from cjin.core.rules.duties import IN_WORDS
from cjin.core.rules.errors import Conflict, Invalid
from cjin.core.rules.identifiers import Language
from cjin.core.rules.multilingual import Multilingual

OWN_NAMES = {"ar": "العربية", "en": "English", "es": "Español", "fr": "Français", "ru": "Русский", "zh": "中文"}


if TYPE_CHECKING:  # Django's fields take their types in the stubs only
    PostChoice = forms.ModelChoiceField[Post]
else:
    PostChoice = forms.ModelChoiceField


class Act(forms.Form):
    """A form whose act may refuse what was sent: its faults then stand beside their fields."""

    places: Mapping[str, str] = MappingProxyType({})
    """The field for the place of a fault, where they have different names: beside it stands what the act says."""
    status = 422
    """The status of what went wrong."""

    def do(self, act: Callable[..., Any], **more: Any) -> Any:
        """What the act answers with what was sent; None where something is wrong, and then ``errors`` say what."""
        if not self.is_valid():
            return None
        try:
            return act(**self.arguments(), **more)
        except Invalid as error:
            self._put(error)
        except Conflict as error:
            self.status = error.status
            self.add_error(None, error.message)
        return None

    def go_on_from(self, mark: str) -> None:
        """Lets what was typed be saved over what somebody else wrote, now that its author has been told: ``seen`` is
        the mark of that.
        """
        data = QueryDict(mutable=True)
        for name, values in cast("QueryDict", self.data).lists():
            data.setlist(name, values)
        data["seen"] = mark
        self.data = data

    def arguments(self) -> dict[str, Any]:
        """The arguments of the act."""
        return dict(self.cleaned_data)

    def _put(self, error: Invalid) -> None:
        for fault in error.faults:
            if fault.where in self.places:
                self.add_error(self.places[fault.where], error.message)
            else:
                known = fault.where in self.fields
                self.add_error(fault.where if known else None, fault.message if known else str(fault))
        if not error.faults:
            self.add_error(None, error.message)


def offer(form: forms.Form, name: str, choices: Sequence[tuple[str, Any]]) -> None:
    """Lets a field of a form be chosen from what is known only when the form is made."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


class Day(forms.DateField):
    """A day, picked or typed as 2021-12-16."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class Area(forms.CharField):
    """A text of several lines. The browser cuts nothing off what is pasted: what is too long comes back with a word."""

    widget = forms.Textarea

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """The attributes of the field, without a limit that cuts in silence."""
        return {name: value for name, value in super().widget_attrs(widget).items() if name != "maxlength"}


class PostField(PostChoice):
    """A post, named with its organization."""

    def label_from_instance(self, obj: Any) -> str:
        """The post and the body in which it stands."""
        return f"{shown(obj.title)} – {shown(obj.organization.name)}"


class AddPerson(Act):
    """A new account."""

    username = forms.CharField(
        label=_("User name"), max_length=150, help_text=_("Letters, digits and @ . + - _ only; it stays for ever.")
    )
    full_name = forms.CharField(
        label=_("Name of the person"), max_length=200, required=False, help_text=_("As it stands under letters.")
    )
    email = forms.EmailField(label=_("Email address"), max_length=254)


class NamePerson(Act):
    """The name that stands under letters."""

    full_name = forms.CharField(
        label=_("Name of the person"), max_length=200, help_text=_("As it stands under letters.")
    )


class Appoint(Act):
    """A post from a day to a day."""

    places = MappingProxyType({"to": "held_to"})

    post = PostField(Post.objects.none(), label=_("Post"), empty_label=_("Choose a post"))
    held_from = Day(label=_("First day"))
    held_to = Day(label=_("Last day"), required=False, help_text=_("Leave it empty where no end is known."))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["held_from"].initial = today
        choices = self.fields["post"]
        assert isinstance(choices, PostField)
        choices.queryset = Post.objects.select_related("organization").order_by("organization_id", "pk")


class Deputy(Act):
    """The post whose holders are told what is late at another."""

    deputy = PostField(Post.objects.none(), label=_("Deputy"), empty_label=_("None"), required=False)

    def __init__(self, sent: Any = None, *, post: Post) -> None:
        super().__init__(sent, initial={"deputy": post.deputy_id}, auto_id=f"post_{post.pk}_%s")
        choices = self.fields["deputy"]
        assert isinstance(choices, PostField)
        choices.queryset = Post.objects.select_related("organization").exclude(pk=post.pk).order_by("pk")


class EndHolding(Act):
    """The last day of a post that is held."""

    places = MappingProxyType({"to": "last_day"})

    last_day = Day(label=_("Last day"))


class InSixLanguages(Act):
    """A name in at least one of the six languages, a field for each; the reader's own language comes first."""

    argument = "name"
    called: Any = ""
    """What the text is, before the name of each language; nothing where the page says it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = sorted(Language.ALL, key=lambda code: code != _reader())
        self.places = MappingProxyType({"name": f"{self.argument}_{codes[0]}"})
        own = {f"{self.argument}_{code}": _name_field(code, str(self.called)) for code in codes}
        self.fields = own | self.fields

    def arguments(self) -> dict[str, Any]:
        """The names as one argument."""
        given = dict(self.cleaned_data)
        return {self.argument: {code: given.pop(f"{self.argument}_{code}") for code in Language.ALL}, **given}


class AddOrganization(InSixLanguages):
    """A body whose people sign in here."""

    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS)
    state_code = forms.RegexField(
        r"^[A-Za-z]{3}$",
        label=_("State"),
        required=False,
        help_text=_("Its code of three letters, such as KEN."),
        error_messages={"invalid": _("Three letters are expected, such as KEN.")},
    )


class ChangeOrganization(AddOrganization):
    """What is known of a body, changed."""

    def __init__(self, sent: Any = None, *, organization: Organization) -> None:
        names = {f"name_{code}": text for code, text in organization.name.items()}
        told = {"kind": organization.kind, "state_code": organization.state_code}
        super().__init__(sent, initial=names | told, auto_id="change_%s")


class AddPost(InSixLanguages):
    """A post with its duties."""

    argument = "title"
    duties = forms.MultipleChoiceField(
        label=_("Duties"), required=False, choices=lambda: _duty_labels(), widget=forms.CheckboxSelectMultiple
    )


def shown(text: Multilingual) -> str:
    """A name in the reader's language where it is there, else in English or in the first language that has it."""
    return text.get(_reader()) or text.get("en") or next(iter(text.values()), "")


def _reader() -> str:
    return (get_language() or "en").partition("-")[0]


def _name_field(code: str, called: str) -> forms.Field:
    label = ": ".join(filter(None, (called, OWN_NAMES[code])))
    direction = Language(code).direction
    widget = forms.TextInput(attrs={"lang": code, "dir": direction})
    return forms.CharField(label=label, max_length=300, required=False, widget=widget)


def _duty_labels() -> list[tuple[str, str]]:
    return [(str(duty), translated(words)) for duty, words in IN_WORDS.items()]
