"""The form that says what the columns of a file mean, and by which correspondence its offences get their places."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from cjin.core.rules.errors import CjinError
from cjin.core.rules.identifiers import Slug
from cjin.shell.rules.dates import number
from cjin.statistics.forms.counting import CountingForm
from cjin.statistics.forms.reasons import asked, orders, ways, why
from cjin.statistics.forms.schemes import check_size, put_errors
from cjin.statistics.queries.labels import RULE_WORDS, say
from cjin.statistics.queries.schemes import Offered
from cjin.statistics.rules.classification import iccs
from cjin.statistics.rules.concepts import Role, concepts
from cjin.statistics.rules.daysread import Order, days_of
from cjin.statistics.rules.linkfiles import given
from cjin.statistics.rules.mapping import read_mapping
from cjin.statistics.rules.mappingtext import mapping_text
from cjin.statistics.rules.proposing import Proposal, Seen, proposed, reading, told_in
from cjin.statistics.rules.units import Moment, Unit

SAMPLES = 5
HEAD = ("source", "title", "area", "area_name", "unit", "moment")


class MappingForm(CountingForm):
    """What the columns of a file mean, how its records are counted, and the mapping as text.

    ``written`` is the text as it was last made of the choices: a text that differs from it was changed by hand.
    """

    use_required_attribute = False

    source = forms.CharField(
        label=gettext_lazy("Identifier of the source"),
        max_length=80,
        error_messages={"required": gettext_lazy("Name the source, here or in a mapping as text.")},
        help_text=gettext_lazy(
            "Small letters, digits and hyphens, such as national-police. It stays with every load. A mapping that you "
            "give as text names it itself."
        ),
    )
    title = forms.CharField(label=gettext_lazy("Name of the source"), max_length=400, required=False)
    area = forms.CharField(
        label=gettext_lazy("Reporting area"),
        max_length=20,
        required=False,
        help_text=gettext_lazy("The code of a State (such as KEN), or your own."),
    )
    area_name = forms.CharField(
        label=gettext_lazy("Name of the area"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("What pages call it, where it is no State."),
    )
    unit = forms.ChoiceField(label=gettext_lazy("What one row is"))
    moment = forms.ChoiceField(label=gettext_lazy("When it was recorded"))
    scheme = forms.ChoiceField(
        label=gettext_lazy("Scheme that the codes are of"),
        required=False,
        help_text=gettext_lazy("Its correspondence to ICCS gives every offence its place."),
    )
    links = forms.FileField(
        label=gettext_lazy("Another correspondence to ICCS"),
        required=False,
        help_text=gettext_lazy(
            "CSV or XLSX with the columns code and iccs, as the download of a scheme has them; at most 8 MB. "
            "It is used in place of the scheme’s."
        ),
    )
    without_links = forms.BooleanField(label=gettext_lazy("Leave this correspondence out"), required=False)
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
        self, columns: Sequence[Seen], encoding: str, schemes: Sequence[Offered], data: Any = None, files: Any = None
    ) -> None:
        self.columns, self.encoding = columns, encoding
        self.titles = {"iccs": "ICCS", **{one.slug: one.title for one in schemes}}
        self.codes = {"iccs": frozenset(iccs().categories), **{one.slug: one.codes for one in schemes}}
        self.proposals = proposed(columns, self.codes)
        initial = {_field(place): one.concept for place, one in enumerate(self.proposals)}
        initial["scheme"] = next((one.scheme for one in self.proposals if one.scheme), "iccs")
        super().__init__(data, files, initial={"unit": "offence", "moment": "input", **initial})
        self.choose()
        self.fields["source"].required = not self._by_hand()
        self._choices("unit", [(str(one), say(str(one))) for one in Unit])
        self._choices("moment", [(str(one), say(RULE_WORDS["moment"][one])) for one in Moment])
        self._choices("scheme", _schemes(schemes))
        known = [("", _("leave it out")), *((one.id, say(one.name)) for one in concepts().values())]
        for place, seen in enumerate(columns):
            label = _("What “%(column)s” says") % {"column": seen.name[:80]}
            self.fields[_field(place)] = forms.ChoiceField(label=label, choices=known, required=False)
            if (days := days_of(told_in(seen))).doubtful:
                self.fields[_order(place)] = forms.ChoiceField(
                    label=_("Order of day and month"),
                    choices=orders(),
                    required=False,
                    help_text=asked(days),
                )

    def _choices(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def head(self) -> list[forms.BoundField]:
        """The fields about the source."""
        return [self[name] for name in HEAD]

    def rows(self) -> list[dict[str, Any]]:
        """Each column with values that occur in it, what was proposed and why, and its field."""
        return [
            {
                "seen": seen,
                "samples": seen.values[:SAMPLES],
                "proposal": one,
                "concept": say(concepts()[one.concept].name) if one.concept else "",
                "why": why(one, self.titles),
                "ways": ways(one.days),
                "proof": one.days.proof if one.days and not one.days.doubtful else "",
                "field": self[_field(place)],
                "order": self[_order(place)] if _order(place) in self.fields else None,
            }
            for place, (seen, one) in enumerate(zip(self.columns, self.proposals, strict=True))
        ]

    def clean_source(self) -> str:
        """The identifier of a source, "" where none is given."""
        said = self.cleaned_data["source"].strip()
        try:
            return str(Slug.of(said)) if said else ""
        except CjinError as error:
            raise forms.ValidationError(error.message) from error

    def clean_links(self) -> "UploadedFile[Any] | None":
        """A correspondence that can be used. Its faults are told beside it."""
        file: UploadedFile[Any] | None = self.cleaned_data["links"]
        if file is None:
            return None
        check_size(file)
        try:
            given(file.read(), file.name or "file")
        except CjinError as error:
            put_errors(self, error, "links")
            return None
        file.seek(0)
        return file

    def clean_scheme(self) -> str:
        """ICCS itself where nothing was chosen, as in a mapping that names no scheme."""
        return self.cleaned_data["scheme"] or "iccs"

    def clean_mapping(self) -> str:
        """The text with line ends as they are written here, without the last."""
        return _lines(self.cleaned_data["mapping"])

    def clean_written(self) -> str:
        """The same of what was last written."""
        return _lines(self.cleaned_data["written"])

    def clean(self) -> dict[str, Any]:
        """No concept is said by two columns, and no day is read in an order that nobody knows."""
        said = super().clean() or self.cleaned_data
        taken: dict[str, str] = {}
        for place, seen in enumerate(self.columns):
            concept = said.get(_field(place), "")
            if concept and concept in taken:
                words = _("The column “%(column)s” says this already.") % {"column": taken[concept][:80]}
                self.add_error(_field(place), words)
            elif concept:
                taken[concept] = seen.name
                self._check_order(place, concept)
        return said

    def _check_order(self, place: int, concept: str) -> None:
        unknown = _order(place) in self.fields and not self.cleaned_data.get(_order(place))
        if unknown and concepts()[concept].role is Role.DATE and not self._by_hand():
            words = _("No value shows it, and the days would be others: say which comes first.")
            self.add_error(_order(place), words)

    def _by_hand(self) -> bool:
        """Whether the text counts, and not what the choices make: it was changed and is not to be written anew."""
        text, written = (_lines(self.data.get(name, "")) for name in ("mapping", "written"))
        return text not in ("", written) and self.data.get("act") != "write"

    def made(self) -> str:
        """The mapping as the choices make it, without its last end of line."""
        said = self.cleaned_data
        chosen = [self._chosen(place, said.get(_field(place), "")) for place in range(len(self.columns))]
        head = {name: said[name] for name in HEAD}
        return mapping_text(head, self.encoding, said["scheme"], chosen, self.declared()).strip()

    def _chosen(self, place: int, concept: str) -> Proposal:
        seen = self.columns[place]
        scheme, said = self.cleaned_data["scheme"], self.cleaned_data.get(_order(place))
        if not concept:
            return Proposal(seen.name)
        return reading(seen, concepts()[concept], {scheme: self.codes[scheme]}, Order(said) if said else None)

    def text(self) -> str:
        """The mapping that counts: the text where it was changed by hand, else what the choices make.

        Puts an error beside the text where the choices were changed as well.
        """
        made, text, written = self.made(), str(self.cleaned_data["mapping"]), self.cleaned_data["written"]
        if not self._by_hand():
            return made
        if written and made != written:
            self.add_error(
                "mapping", _("You changed this text and then the choices above. Write it anew, or undo one.")
            )
        return text

    def name(self, text: str) -> str:
        """The identifier of the source that a mapping names, for a file with it."""
        try:
            return read_mapping(text, "mapping").source
        except CjinError:
            return self.cleaned_data["source"] or "mapping"

    def with_text(self, text: str, made: str) -> None:
        """Shows a text as the mapping, and remembers what the choices made."""
        assert isinstance(self.data, QueryDict)
        data = self.data.copy()
        data["mapping"], data["written"] = text, made
        self.data = data


def _schemes(schemes: Sequence[Offered]) -> list[Any]:
    """ICCS itself, and the national schemes of the node with how much of each is settled."""
    known = [(one.slug, _offer(one)) for one in schemes]
    return [("iccs", _("ICCS itself")), *([(_("National schemes"), known)] if known else [])]


def _offer(one: Offered) -> str:
    settled, codes = (number(count, get_language() or "en") for count in (one.settled, len(one.codes)))
    said = {"title": one.title, "settled": settled, "codes": codes}
    return _("%(title)s: %(settled)s of %(codes)s codes have a place in ICCS or are known to have none") % said


def _field(place: int) -> str:
    return f"column_{place}"


def _order(place: int) -> str:
    return f"order_{place}"


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()
