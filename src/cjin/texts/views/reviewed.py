"""What the review page shows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import pgettext_lazy

from cjin.core.rules.duties import Duty

from ..actions.drafting import DESCRIBED
from ..forms.editing import KINDS, DraftForm
from ..models import Expression
from ..queries.comparing import compared
from ..queries.drafts import draft_units, first_line_of, publishers
from ..rules.beside import lines, steps, structure
from ..rules.comparison import Change, Comparison, compare
from ..rules.document import Provision, Role
from ..rules.editing import headings_above, is_preamble, noted
from ..rules.nesting import rank
from .acts import ACTS, TEXT_ACTS, UNIT_ACTS, offered

ROLES = {
    Role.BLANK: "",
    Role.FURNITURE: pgettext_lazy("role of a line", "page furniture"),
    Role.FRONT: pgettext_lazy("role of a line", "front matter"),
    Role.TITLE: pgettext_lazy("role of a line", "title"),
    Role.AUTHOR: pgettext_lazy("role of a line", "author line"),
    Role.PREAMBLE: pgettext_lazy("role of a line", "preamble"),
    Role.ENACTING: pgettext_lazy("role of a line", "enacting clause"),
    Role.CHAPEAU: pgettext_lazy("role of a line", "introductory line"),
    Role.HEADING: pgettext_lazy("role of a line", "heading"),
    Role.PROVISION: pgettext_lazy("role of a line", "provision"),
    Role.NOTE: pgettext_lazy("role of a line", "note"),
    Role.CLOSING: pgettext_lazy("role of a line", "closing"),
    Role.BACK: pgettext_lazy("role of a line", "back matter"),
}


@dataclass(frozen=True)
class Offer:
    """An act with its form, ready for the page."""

    verb: str
    label: Any
    form: DraftForm
    url: str
    open: bool


def page_of(
    text: Expression, duties: frozenset[Duty], unit: str, bound: tuple[str, DraftForm] | None, *, today: date
) -> dict[str, Any]:
    """The context of the page; the number of queries does not grow with the text."""
    units = draft_units(text)
    source, notes = text.source, list(text.notes.order_by("pk"))
    span = (first_line_of(text), text.last_line)
    cleaning = steps(source.cleaning, *span) if source else []
    far = {line for note in notes for line in range(note.first_line, note.last_line + 1)}
    cleaned = frozenset(step.line for step in cleaning)
    shown = lines(source.lines, source.placed, span, units, cleaned, far) if source else []
    roles = {str(role): str(word) for role, word in ROLES.items()}
    chosen = next((one for one in units if one.id.partition("/")[2] == unit), None)
    verb = bound[0] if bound else ""
    return {
        "text": text,
        "units": [(one, str(KINDS.get(one.unit.kind, one.unit.kind))) for one in structure(units, text.language)],
        "first_operative": next((one.id.partition("/")[2] for one in units if not is_preamble(one)), ""),
        "lines": [(line, str(line.number), roles[line.role]) for line in shown],
        "cleaning": cleaning,
        "doubts": _doubts(text, span),
        "settle": reverse("texts:act", args=[text.pk, "settle"]),
        "settled": sum(1 for one in text.warnings if one.get("settled")),
        "publishers": [] if Duty.TEXTS_PUBLISH in duties else publishers(today=today),
        "may_edit": offered("describe", text, duties),
        "unit": unit if chosen else "",
        "unit_acts": [_offer(one, text, duties, chosen, bound) for one in _for(chosen, text, duties)],
        "text_acts": [_offer(one, text, duties, None, bound) for one in TEXT_ACTS if offered(one, text, duties)],
        "bound": bound[1] if bound else None,
        "astray": _offer(verb, text, duties, None, bound) if bound and verb in UNIT_ACTS and chosen is None else None,
        "notes": notes,
        **_difference(text),
    }


def _doubts(text: Expression, span: tuple[int, int]) -> list[Mapping[str, Any]]:
    """Open doubts about the text, each with the place by which it is settled, then those about its file."""
    of_text = [{**doubt, "at": at} for at, doubt in enumerate(text.warnings) if not doubt.get("settled")]
    of_file = [one for one in (text.source.warnings if text.source else []) if span[0] <= one["lines"][0] <= span[1]]
    return [{**doubt, "line": max(doubt["lines"][0], span[0])} for doubt in [*of_text, *of_file]]


def _for(unit: Provision | None, text: Expression, duties: frozenset[Duty]) -> Iterable[str]:
    """The acts on one unit; only articles and rules have titles."""
    if unit is None:
        return []
    verbs = [verb for verb in UNIT_ACTS if offered(verb, text, duties)]
    return [verb for verb in verbs if verb != "retitle" or not rank(unit) or unit.title]


def _offer(
    verb: str,
    text: Expression,
    duties: frozenset[Duty],
    unit: Provision | None,
    bound: tuple[str, DraftForm] | None,
) -> Offer:
    mine = bound is not None and bound[0] == verb
    form = bound[1] if bound is not None and mine else _form(verb, text, unit)
    return Offer(verb, ACTS[verb].label, form, reverse("texts:act", args=[text.pk, verb]), mine)


def _form(verb: str, text: Expression, unit: Provision | None) -> DraftForm:
    initial: dict[str, Any] = {"revision": text.revision, **{name: getattr(text, name) for name in DESCRIBED}}
    if unit is not None:
        initial |= {
            "eid": unit.id.partition("/")[2],
            "kind": unit.kind,
            "num": "" if verb == "split" else unit.num,
            "title": unit.title,
            "words": "" if verb == "split" else noted(unit.marked or unit.text),
            "headings": "\n".join(headings_above(unit)),
        }
    return ACTS[verb].form(initial=initial, auto_id=f"{verb}_%s")


def _difference(text: Expression) -> dict[str, Any]:
    """What a draft changes in the version it corrects, while that waits to be confirmed."""
    if text.supersedes is None or text.confirmed:
        return {}
    found: Comparison = compare(compared(text.supersedes), compared(text), same_work=True)
    pairs = [pair for pair in found.pairs if pair.change is not Change.UNCHANGED]
    return {"difference": found, "pairs": pairs, "counts": {str(key): count for key, count in found.counts.items()}}
