"""Forms that load records: choose a file, say what its columns mean."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cjin.core.rules.errors import CjinError
from cjin.core.rules.identifiers import Slug
from cjin.statistics.queries.labels import RULE_WORDS, say
from cjin.statistics.rules.concepts import concepts
from cjin.statistics.rules.proposing import Proposal, Seen, mapping_text, proposed, reading
from cjin.statistics.rules.units import Moment, Unit

ENCODINGS = (
    ("utf-8", "UTF-8"),
    ("cp1252", "Windows-1252"),
    ("latin-1", "ISO 8859-1"),
    ("utf-16", "UTF-16"),
)
SAMPLES = 5
MOST_COLUMNS = 300
HEAD = ("source", "title", "area", "unit", "moment")


class FileForm(forms.Form):
    """A file of unit records."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        allow_empty_file=True,
        help_text=gettext_lazy("CSV, Parquet or XLSX; at most 64 MB. Larger files are loaded by the command line."),
    )
    encoding = forms.ChoiceField(
        label=gettext_lazy("Encoding of a text file"), choices=ENCODINGS, required=False, initial="utf-8"
    )

    def clean_encoding(self) -> str:
        """UTF-8 where nothing was chosen."""
        return self.cleaned_data["encoding"] or "utf-8"


class MappingForm(forms.Form):
    """What the columns of a file mean, and the mapping as text.

    ``written`` is the text as it was last made of the choices: a text that differs from it was changed by hand.
    """

    source = forms.CharField(
        label=gettext_lazy("Identifier of the source"),
        max_length=80,
        help_text=gettext_lazy("Small letters, digits and hyphens, such as national-police. It stays with every load."),
    )
    title = forms.CharField(label=gettext_lazy("Name of the source"), max_length=400, required=False)
    area = forms.CharField(
        label=gettext_lazy("Reporting area"),
        max_length=20,
        required=False,
        help_text=gettext_lazy("The code of a State (such as KEN), or your own."),
    )
    unit = forms.ChoiceField(label=gettext_lazy("What one row is"))
    moment = forms.ChoiceField(label=gettext_lazy("When it was recorded"))
    scheme = forms.ChoiceField(
        label=gettext_lazy("Classification of the offences"),
        required=False,
        help_text=gettext_lazy("Its correspondence to ICCS gives every offence its place."),
    )
    mapping = forms.CharField(
        label=gettext_lazy("The mapping as text"),
        required=False,
        max_length=200_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 16, "dir": "ltr", "spellcheck": "false", "class": "code"}),
        help_text=gettext_lazy(
            "Left empty, it is made of the choices above. What you change in it counts; write it anew after you have "
            "changed a choice."
        ),
    )
    written = forms.CharField(required=False, max_length=200_000, strip=False, widget=forms.HiddenInput)

    def __init__(
        self, columns: Sequence[Seen], encoding: str, schemes: Sequence[tuple[str, str]], data: Any = None
    ) -> None:
        proposals = proposed(columns)
        initial = {_field(place): one.concept for place, one in enumerate(proposals)}
        super().__init__(data, initial={"unit": "offence", "moment": "input", **initial})
        self.columns, self.encoding, self.proposals = columns, encoding, proposals
        self._choices("unit", [(str(one), say(str(one))) for one in Unit])
        self._choices("moment", [(str(one), say(RULE_WORDS["moment"][one])) for one in Moment])
        self._choices("scheme", [("", _("none")), ("iccs", "ICCS"), *schemes])
        known = [("", _("leave it out")), *((one.id, say(one.name)) for one in concepts().values())]
        for place, seen in enumerate(columns):
            label = _("What “%(column)s” says") % {"column": seen.name[:80]}
            self.fields[_field(place)] = forms.ChoiceField(label=label, choices=known, required=False)

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def head(self) -> list[forms.BoundField]:
        """The fields about the source."""
        return [self[name] for name in (*HEAD, "scheme")]

    def rows(self) -> list[dict[str, Any]]:
        """Each column with values that occur in it, what was proposed, and its field."""
        return [
            {
                "seen": seen,
                "samples": seen.values[:SAMPLES],
                "proposal": one,
                "read_as": _readable(one.format),
                "field": self[_field(place)],
            }
            for place, (seen, one) in enumerate(zip(self.columns, self.proposals, strict=True))
        ]

    def clean_source(self) -> str:
        """The identifier of a source."""
        try:
            return str(Slug.of(self.cleaned_data["source"].strip()))
        except CjinError as error:
            raise forms.ValidationError(error.message) from error

    def clean_mapping(self) -> str:
        """The text with line ends as they are written here, without the last."""
        return _lines(self.cleaned_data["mapping"])

    def clean_written(self) -> str:
        """The same of what was last written."""
        return _lines(self.cleaned_data["written"])

    def clean(self) -> dict[str, Any]:
        """No concept is said by two columns."""
        given = super().clean() or self.cleaned_data
        taken: dict[str, str] = {}
        for place, seen in enumerate(self.columns):
            concept = given.get(_field(place), "")
            if concept and concept in taken:
                words = _("The column “%(column)s” says this already.") % {"column": taken[concept][:80]}
                self.add_error(_field(place), words)
            elif concept:
                taken[concept] = seen.name
        return given

    def made(self) -> str:
        """The mapping as the choices make it, without its last end of line."""
        given = self.cleaned_data
        chosen = [self._chosen(place, given.get(_field(place), "")) for place in range(len(self.columns))]
        head = {name: given[name] for name in HEAD}
        return mapping_text(head, self.encoding, given["scheme"], chosen).strip()

    def _chosen(self, place: int, concept: str) -> Proposal:
        seen = self.columns[place]
        return reading(seen, concepts()[concept]) if concept else Proposal(seen.name)

    def text(self) -> str:
        """The mapping that counts: the text where it was changed by hand, else what the choices make.

        Puts an error beside the text where the choices were changed as well.
        """
        made, text, written = self.made(), self.cleaned_data["mapping"], self.cleaned_data["written"]
        if text in ("", written):
            return made
        if written and made != written:
            self.add_error(
                "mapping", _("You changed this text and then the choices above. Write it anew, or undo one.")
            )
        return str(text)

    def with_text(self, text: str, made: str) -> None:
        """Shows a text as the mapping, and remembers what the choices made."""
        assert isinstance(self.data, QueryDict)
        data = self.data.copy()
        data["mapping"], data["written"] = text, made
        self.data = data


def _readable(form: str) -> str:
    """How days are written, for a person: DD/MM/YYYY."""
    for sign, words in (("%d", "DD"), ("%m", "MM"), ("%Y", "YYYY"), ("%y", "YY"), ("%H", "hh"), ("%I", "hh")):
        form = form.replace(sign, words)
    return form.replace("%M", "mm").replace("%S", "ss").replace("%p", "AM/PM")


def _field(place: int) -> str:
    return f"column_{place}"


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()
