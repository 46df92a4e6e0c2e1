"""What is asked with an act on a request: a field for each guard that needs one."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cjin.core.forms import Day
from cjin.shell.rules.lists import joined

from ..models import Request
from ..queries.answers import is_answer_signed
from ..queries.articles import cite
from ..queries.kept import signed_letter
from ..queries.offers import Offer
from ..rules.case.events import Case
from ..rules.case.grounds import NONE_GIVEN, grounds, grounds_of
from ..rules.case.process import gives, is_about_property
from ..rules.case.proving import STATED
from ..rules.evidence.values import WHAT
from ..rules.wording import words

MOST_VALUES = 3
VALUE_WORDS: Mapping[str, Any] = {"frozen": _("Frozen"), "confiscated": _("Confiscated"), "returned": _("Returned")}
YES_NO = [("yes", _("Yes")), ("no", _("No"))]
type Fields = Iterator[tuple[str, forms.Field]]


def fields_of(offer: Offer, case: Case, request: Request) -> Fields:
    """The fields of an act, in the order in which they are asked."""
    act, asked = offer.act, {*offer.act.guards, *offer.act.should}
    if act.of_measure:
        said = words(get_language() or "en")
        choices = [(one, said.measure(one)) for one in offer.measures]
        yield "measure", forms.ChoiceField(label=_("Measure"), choices=choices)
    if "ground-told" in asked:
        yield from _ground_told()
    elif "lawful-ground" in asked:
        yield from _ground(request.kind, request.basis)
    for guard, make in MADE.items():
        if guard in asked:
            yield from make(case)
    yield from _by_what_it_records(offer, case, request)
    if "reason" not in asked:
        yield from _note(asked)


def _by_what_it_records(offer: Offer, case: Case, request: Request) -> Fields:
    act = offer.act
    if offer.of_other and "postponed" in (act.to, act.sets):
        yield from _review(case)
    if "signed" in act.guards and signed_letter(request) is None:
        label = _("It goes on paper, signed by hand")
        said = _("No letter of this request is signed here. Nothing is sent by the node: it is written down.")
        yield "on_paper", forms.BooleanField(label=label, required=False, help_text=said)
    if "answer-signed" in act.guards and not is_answer_signed(request):
        label = _("It goes on paper, signed by hand")
        said = _("No answer is signed here since the last decision. Nothing is sent by the node: it is written down.")
        yield "on_paper", forms.BooleanField(label=label, required=False, help_text=said)
    if act.records in ("use", "refused-use") and any(case.asked.values()):
        yield from _use_asked(case)
    if act.records == "confidentiality":
        yield "can_keep", forms.ChoiceField(
            label=_("Can the fact and the substance of the request be kept confidential?"), choices=YES_NO,
            widget=forms.RadioSelect,
        )  # fmt: skip
    if act.records == "acceptance":
        said = _("Leave it empty where there are none. Nothing is begun before the other State has taken them.")
        if "conditions-told" in act.guards:
            said = _(
                "All conditions that hold from now on, those of before too. Nothing more is begun before the other "
                "State has taken them."
            )
        yield "conditions", _long(_("Conditions"), required=False, help_text=said)
    if "evidence-taken" in act.guards and _without_evidence(offer, case):
        said = _("Say below why, and what was looked for.")
        yield "nothing_found", forms.BooleanField(label=_("Nothing was found"), required=False, help_text=said)
    if "values" in act.guards and is_about_property(request.kind, offer.measures):
        yield from _value()


def _without_evidence(offer: Offer, case: Case) -> bool:
    return any(gives("evidence", one) and not case.held_for(one) for one in offer.measures)


NOTES: Mapping[str, Any] = {
    "text-told": _("What is told"), "question-told": _("What was asked"), "answer-told": _("What was answered"),
}  # fmt: skip
"""What stands above the note where a guard asks for it."""


def _note(asked: set[str]) -> Fields:
    labels = [label for guard, label in NOTES.items() if guard in asked]
    yield "note", _long(labels[0] if labels else _("Note"), required=False)


def _ground_told() -> Fields:
    """Any ground, also one that no treaty allows: it is what the other State said, and it is marked."""
    said = words(get_language() or "en")
    names = [*grounds("allowed"), *grounds("forbidden"), NONE_GIVEN]
    field = forms.ChoiceField(label=_("Ground"), choices=[(one, said.ground(one)) for one in names], required=False)
    field.help_text = _("What the other State named, also where no treaty allows it: this is marked then.")
    yield "ground", field
    yield "article", _line(_("Article that was named"), 200, required=False)


def _ground(kind: str, basis: str) -> Fields:
    """The grounds of this kind of request, each with the articles of the instrument that it rests on."""
    said, found = words(get_language() or "en"), grounds_of(kind, basis)
    cited = cite(article for articles in found.allowed.values() for article in articles)
    choices = [
        (name, format_html('{} <span class="article">{}</span>', said.ground(name), _places(articles, cited)))
        for name, articles in found.allowed.items()
    ]
    field = forms.ChoiceField(label=_("Ground"), choices=choices, widget=forms.RadioSelect, required=False)
    never = joined((said.ground(name) for name in grounds("forbidden")), said.language)
    allowed = _("The legal basis allows these. Never a ground: %(never)s.")
    unknown = _("The articles of this legal basis are not known here: name the one that allows it. "
                "Never a ground: %(never)s.")  # fmt: skip
    field.help_text = (allowed if found.known else unknown) % {"never": never}
    yield "ground", field
    if not found.known:
        told = _("Of the treaty between the two States, or of the law that applies; such as: article 4 (1) (b).")
        yield "article", _line(_("Article"), 200, required=False, help_text=told)


def _long(label: Any, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 4, "dir": "auto"})
    return forms.CharField(label=label, widget=widget, max_length=10_000, required=required, help_text=help_text)


def _line(label: Any, most: int = 300, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    widget = forms.TextInput(attrs={"dir": "auto"})
    return forms.CharField(label=label, widget=widget, max_length=most, required=required, help_text=help_text)


def _reason(_case: Case) -> Fields:
    yield "reason", _long(_("Reason"), required=False)


def _places(articles: Iterable[str], cited: Mapping[str, Any]) -> str:
    return joined((f"{cited[one].instrument} {cited[one].place}" for one in articles), get_language() or "en")


def _review(_case: Case) -> Fields:
    yield "review", Day(label=_("Looked at again on"), required=False)


def _day(_case: Case) -> Fields:
    yield "day", Day(label=_("Day of the surrender"), required=False)


def _authentic(case: Case) -> Fields:
    if case.authentic is None:
        yield "authentic", forms.ChoiceField(
            label=_("Is the letter genuine?"), widget=forms.RadioSelect, required=False,
            choices=[("yes", _("Yes, it was verified")), ("no", _("It cannot be verified"))],
        )  # fmt: skip


def _item_taken(_case: Case) -> Fields:
    yield (
        "item",
        _line(_("Number of the item"), 60, help_text=_("Each item has a number of its own, such as A-17.")),
    )
    yield "description", _line(_("What it is"), 500)
    yield "medium", _line(_("Medium"), 100, required=False, help_text=_("Such as paper, hard disk, file."))
    yield "file", forms.FileField(
        label=_("File"), required=False,
        help_text=_("Its hashes are worked out here; the file is not kept. At most 60 MB; of a larger one type them. "
                    "If this page comes back, choose the file again."),
    )  # fmt: skip
    yield "sha256", _hash("SHA-256", 64)
    yield "sha512", _hash("SHA-512", 128)
    yield "size", forms.IntegerField(label=_("Size in bytes"), min_value=0, max_value=2**53, required=False)


def _hash(label: str, length: int) -> forms.CharField:
    widget = forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "spellcheck": "false"})
    return forms.CharField(label=label, widget=widget, max_length=length, required=False)


def _item_known(case: Case) -> Fields:
    yield "item", forms.ChoiceField(label=_("Item of evidence"), choices=[(one, one) for one in case.evidence])


def _custody(_case: Case) -> Fields:
    said = words(get_language() or "en")
    actions = [(one, said.evidence_action(one)) for one in ACTIONS]
    yield "action", forms.ChoiceField(label=_("What was done"), choices=actions)
    yield "holder", _line(_("Who holds it now"), required=False)
    yield "place", _line(_("Where"), required=False)


def _use_named(_case: Case) -> Fields:
    yield "use", _line(_("Use"), 500, required=False, help_text=_("Such as: proceeding 12/2026 for tax fraud."))


def _use_asked(case: Case) -> Fields:
    """A use that was asked for is chosen, and not named anew."""
    asked = dict.fromkeys(use for uses in case.asked.values() for use in sorted(uses))
    yield "use", forms.ChoiceField(label=_("Use"), choices=[(one, one) for one in asked])


def _use_made(case: Case) -> Fields:
    named = {use for uses in (*case.asked.values(), *case.uses.values()) for use in uses}
    choices = [(STATED, _("The purpose that the request stated")), *((one, one) for one in sorted(named))]
    yield "use", forms.ChoiceField(label=_("Use"), choices=choices, widget=forms.RadioSelect)


def _value() -> Fields:
    for number in range(MOST_VALUES):
        choices = [(one, VALUE_WORDS[one]) for one in WHAT]
        yield f"value-{number}-what", forms.ChoiceField(label=_("What happened"), choices=choices)
        amount = forms.DecimalField(label=_("Amount"), min_value=0, max_digits=19, decimal_places=4, required=False)
        yield f"value-{number}-amount", amount
        yield (
            f"value-{number}-currency",
            forms.CharField(
                label=_("Currency"), max_length=3, required=False, help_text=_("Three letters, such as EUR.")
            ),
        )


ACTIONS = (
    "collected", "sealed", "stored", "handed-over", "received", "opened", "examined", "copied", "transmitted",
    "returned", "destroyed",
)  # fmt: skip
MADE: Mapping[str, Callable[[Case], Fields]] = {
    "hashes": _item_taken, "known-evidence": _item_known, "custody-told": _custody,
    "reason": _reason, "review-day": _review, "day-told": _day, "authenticity-known": _authentic,
    "use-told": _use_named, "use-consented": _use_made,
}  # fmt: skip
"""The fields that a guard needs."""
