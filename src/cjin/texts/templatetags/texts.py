"""Tags for the words of instruments. Load with ``{% load texts %}``."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from cjin.reference.models import Topic
from cjin.texts.models import Citation, Origin, Work
from cjin.texts.queries.listed import Line
from cjin.texts.queries.reviewing import Reviewed
from cjin.texts.queries.wording import consent_words, due_in_words, named, short_title, shortest_title
from cjin.texts.rules.annotations import Asked
from cjin.texts.rules.commitments.anchoring import dated
from cjin.texts.rules.commitments.lexicon import acts as acts_of_catalogue
from cjin.texts.rules.commitments.telling import signs as signs_of
from cjin.texts.rules.comparison import Piece
from cjin.texts.rules.layout import Words
from cjin.texts.rules.naming import is_unit, path_in_words
from cjin.texts.views.topics import speaking_of as found_for

register = template.Library()


@register.filter
def words(found: Iterable[Words], prefix: str = "") -> SafeString:
    """Stretches of a text with the markers of their notes, each a link to its note; ``prefix`` keeps ids apart."""
    return mark_safe("".join(_stretch(one, prefix) for one in found))  # noqa: S308 - every part is escaped


def _stretch(one: Words, prefix: str) -> str:
    text = escape(one.text)
    if not one.label:
        return text
    label, ref = escape(one.label), escape(one.ref)
    said = escape(gettext("Note %(label)s") % {"label": one.label})
    return (
        f'{text}<sup class="note-mark"><a id="{prefix}{ref}" href="#{prefix}note-{label}" aria-label="{said}">'
        f"{label}</a></sup>"
    )


@register.filter
def matched(sentence: str, spans: Sequence[tuple[int, int]]) -> SafeString:
    """A sentence with the matches of a search marked in it."""
    parts: list[str] = []
    place = 0
    for start, end in spans:
        parts += [escape(sentence[place:start]), "<mark>", escape(sentence[start:end]), "</mark>"]
        place = end
    return mark_safe("".join([*parts, escape(sentence[place:])]))  # noqa: S308 - every part is escaped


@register.filter
def pieces(found: Iterable[Piece], tag: str) -> SafeString:
    """Pieces of a compared text, those that differ inside ``ins`` or ``del``."""
    return mark_safe("".join(_piece(one, tag) for one in found))  # noqa: S308 - every part is escaped


def _piece(piece: Piece, tag: str) -> SafeString:
    return format_html("<{0}>{1}</{0}>", tag, piece.text) if piece.differs else escape(piece.text)


@register.filter
def path(eid: str) -> str:
    """A provision in the manner of citations: ``para. 3 (b)``."""
    return path_in_words(eid)


@register.filter
def cited_url(citation: Citation) -> str:
    """The page of what is cited: the provision where there is one, else the work."""
    if citation.cited is None:
        return ""
    place = [citation.cited_eid] if is_unit(citation.cited_eid) else []
    return reverse("texts:provision" if place else "texts:work", args=[citation.cited.slug, *place])


@register.filter
def short(work: Work) -> str:
    """A work by its short name."""
    return short_title(work)


@register.filter
def shortest(work: Work) -> str:
    """A work by its shortest name, for the head of a column."""
    return shortest_title(work)


@register.filter
def signs(strength: int) -> str:
    """The strength of an act as five small signs."""
    return signs_of(strength)


@register.filter
def of(found: Mapping[str, Any], key: str) -> Any:
    """The entry of a mapping, None where there is none."""
    return found.get(key) if found else None


@register.filter
def catalogue_name(key: str, kind: str) -> str:
    """An actor, act, condition or output of the catalogue in the reader's language."""
    return named(kind, key)


@register.filter
def line_in_words(one: Line) -> dict[str, Any]:
    """One commitment of a list in the reader's words."""
    found = asked_in_words([one.asked]) if one.asked else []
    return found[0] if found else {"act": gettext("nothing is asked"), "actors": [], "conditions": []}


@register.filter
def asked_in_words(found: Sequence[Asked]) -> list[dict[str, Any]]:
    """Confirmed commitments in the reader's words."""
    return [_ask(a.actors, a.act, a.conditions, dated(a.deadline)) for a in found]


@register.filter
def proposals(one: Reviewed) -> list[dict[str, Any]]:
    """What rules propose for a provision in the reader's words."""
    return [
        _ask(c.actors, c.act, [k.kind for k in c.conditions], c.deadline.facts() if c.deadline else {})
        for c in one.proposed
    ]


def _ask(actors: Sequence[str], act: str, conditions: Sequence[str], due: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "actors": [named("actor", key) for key in actors],
        "act": named("act", act),
        "strength": acts_of_catalogue()[act].strength,
        "conditions": [named("condition", key) for key in conditions],
        "due": due_in_words(due) if due else "",
    }


@register.filter
def origin(key: str) -> str:
    """Whose judgement it is: the annotations of this software, or a person of this node."""
    return str(Origin(key).label) if key else ""


@register.filter
def consent(kind: str) -> str:
    """How a State consented to be bound, in words."""
    return consent_words(kind)


@register.filter
def due(facts: Mapping[str, Any]) -> str:
    """When something is due, in words."""
    return due_in_words(facts)


@register.inclusion_tag("texts/parts/speaking_of.html", takes_context=True)
def speaking_of(context: Context, topic: Topic) -> dict[str, object]:
    """The instruments and provisions of a topic, for the topic's page."""
    return found_for(context["request"], topic)
