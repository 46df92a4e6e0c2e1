"""Parts of a form as forms: its title, a section; and what all of them share."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from cjin.core.forms import OWN_NAMES, Act, Area, offer
from cjin.core.rules.errors import Fault, Invalid
from cjin.core.rules.identifiers import Language, Slug
from cjin.core.rules.multilingual import Multilingual

from ..rules.vocabulary import codes, word
from .form_faults import told_of
from .titled import Titled

LONGEST = 5_000
"""The longest text of a question or of its guidance."""

type Choices = Sequence[tuple[str, Any]]


def languages_first(first: str) -> list[str]:
    """The six languages, the reader's own first."""
    return sorted(Language.ALL, key=lambda code: code != first.partition("-")[0])


class Composed(Act):
    """A part of a form: what the rules find wrong stands beside its field, in the reader's words."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    own: str = ""
    """The place of the part in the faults of the rules: ``question NAME``."""
    texts: Sequence[str] = ("title",)
    """The texts of several languages."""

    def words(self, name: str) -> Multilingual:
        """A text of several languages, as it was typed."""
        said = {code: self.cleaned_data.get(f"{name}_{code}", "") for code in Language.ALL}
        return Multilingual({code: text.replace("\r\n", "\n") for code, text in said.items()})

    def in_other_languages(self, *names: str) -> list[Any]:
        """The fields of these texts in other languages than the reader's, bound, a language after the other."""
        others = languages_first(get_language() or "en")[1:]
        return [self[f"{name}_{code}"] for code in others for name in names]

    def in_own_language(self, name: str) -> Any:
        """The field of a text in the reader's language, bound."""
        return self[f"{name}_{languages_first(get_language() or 'en')[0]}"]

    def stands_elsewhere(self) -> bool:
        """Whether a text stands in other languages and not in the reader's own: then those are shown at once."""
        own = [one.value() for one in self.in_order()]
        return not any(own) and any(one.value() for one in self.others())

    def in_order(self) -> list[Any]:
        """The texts in the reader's language, bound."""
        return [self.in_own_language(name) for name in self.texts]

    def others(self) -> list[Any]:
        """The texts in other languages, bound."""
        return self.in_other_languages(*self.texts)

    def _put(self, error: Invalid) -> None:
        for fault in error.faults or (Fault("", error.message),):
            field, said = told_of(fault, self.own, self.fields)
            self.add_error(field, said)


def put_words(form: forms.Form, name: str, label: Any, said: Mapping[str, str], *, rows: int = 2) -> None:
    """Adds a field for a text in each language, the reader's own first."""
    for code in languages_first(get_language() or "en"):
        widget = forms.Textarea(attrs={"lang": code, "dir": Language(code).direction, "rows": rows})
        form.fields[f"{name}_{code}"] = Area(
            label=f"{label}: {OWN_NAMES[code]}", required=False, max_length=LONGEST, widget=widget,
            initial=said.get(code, ""),
        )  # fmt: skip


def check_words(form: Composed, name: str) -> None:
    """Puts a fault beside the reader's own field where a text stands in no language."""
    if not form.words(name):
        form.add_error(
            f"{name}_{languages_first(get_language() or 'en')[0]}", translated("Write it in one language at least.")
        )


class FormTitle(Composed, Titled):
    """What a form is called, its kind, and the instrument that it is about."""

    called = _("Title")
    own = "title"

    kind = forms.ChoiceField(label=_("Kind"))
    instrument = forms.ChoiceField(
        label=_("Instrument"), required=False, help_text=_("The text whose provisions are asked about, if it is one.")
    )

    def __init__(self, *args: Any, works: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "en"
        offer(self, "kind", [(one, word("forms", one, language)) for one in codes("forms")])
        now = (kwargs.get("initial") or {}).get("instrument", "")
        further = [(now, now)] if now and now not in dict(works) else []
        offer(self, "instrument", [("", translated("None")), *further, *works])

    def plain(self) -> list[Any]:
        """The fields but for the title in other languages, bound."""
        apart = {one.name for one in self.other_titles()}
        return [one for one in self if one.name not in apart]


class NewForm(FormTitle):
    """A form that begins with nothing."""

    places = MappingProxyType({"form": "form"})

    form = forms.CharField(
        label=_("Short name"), max_length=80, help_text=_("Small letters, digits and hyphens; it stands in addresses.")
    )

    def clean_form(self) -> str:
        """A name that fits an address."""
        try:
            return Slug.of(self.cleaned_data["form"])
        except Invalid:
            raise forms.ValidationError(translated("Small letters, digits and single hyphens are expected.")) from None

    def arguments(self) -> dict[str, Any]:
        """The arguments of beginning a form."""
        return {name: value for name, value in super().arguments().items() if name != "seen"}


class SectionForm(Composed):
    """What a section is called, the heading above it, and what helps to answer it."""

    texts = ("title", "guidance", "under")

    def __init__(self, *args: Any, section: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own = f"section {section.section}" if section else ""
        put_words(self, "title", translated("Title"), section.title if section else {})
        put_words(self, "guidance", translated("Guidance"), section.guidance if section else {})
        put_words(self, "under", translated("Greater heading above it"), section.under if section else {})

    def clean(self) -> dict[str, Any]:
        """A title in some language is needed."""
        said = super().clean() or self.cleaned_data
        check_words(self, "title")
        return said

    def arguments(self) -> dict[str, Any]:
        """The texts of the section, and the mark of what the person saw."""
        said = {name: self.words(name) for name in self.texts}
        return {"seen": self.cleaned_data["seen"], **said}
