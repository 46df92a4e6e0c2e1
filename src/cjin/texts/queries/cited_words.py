"""Citations in the reader's words: their kinds, and why each leads where it leads."""

import re

from django.utils.translation import gettext as _

from cjin.texts.queries.cited import Cite
from cjin.texts.queries.cited_works import HERE, NO_PLACE, NO_TEXT, UNKNOWN

_IBID = re.compile(r"\b[Ii]bid\b")
_NOTE = re.compile(r"\bnotes? [\da-z]", re.I)
_AGAIN = re.compile(r"^(?:the|that|this|those|these|its|both|two of its)\b|\bthere(?:to|of)\b|\b(?:said|above)\b", re.I)
_SYMBOLS = ("resolution", "decision", "document")


def kind_named(kind: str) -> str:
    """A kind of identifier."""
    said = {
        "resolution": _("resolution"),
        "decision": _("decision"),
        "document": _("document"),
        "treaty-series": _("Treaty Series"),
        "sales-number": _("sales number"),
        "web-address": _("web address"),
        "named-instrument": _("named instrument"),
        "article": _("article"),
        "provision": _("paragraph or other place"),
    }
    return said.get(kind, kind)


def state_named(state: str) -> str:
    """What the node has of something that is cited."""
    said = {
        UNKNOWN: _("not known here"),
        NO_PLACE: _("known, but not the place that is cited"),
        NO_TEXT: _("known, text not loaded"),
        HERE: _("text loaded"),
    }
    return said[state]


def why(one: Cite) -> str:
    """Why a citation leads where it leads, or why it leads nowhere."""
    return _how(one) if one.resolved else _why_not(one)


def _how(one: Cite) -> str:
    if one.note and _IBID.search(one.words):
        return _("“Ibid.” takes over what the note before it cites")
    if _NOTE.search(one.words) and one.kind not in ("article", "provision"):
        return _("it points to a note, and this is what that note cites")
    if one.kind in ("article", "provision"):
        return (
            _("it points to a place in the same text") if one.work in one.cited else _("it names the work and a place")
        )
    if one.kind in _SYMBOLS:
        symbol = one.cited[0].symbol if one.cited else one.key
        return _("the work has the symbol %(symbol)s") % {"symbol": f"\u2068{symbol or one.key}\u2069"}
    if one.kind == "treaty-series":
        return _("the treaty has this number in the Treaty Series")
    if one.kind == "sales-number":
        return _("the publication has this sales number")
    return _("these words mean what was named before") if _is_again(one) else _("the work is called so")


def _is_again(one: Cite) -> bool:
    """Whether the words are no name of their own: "the Convention", "the Protocols thereto"."""
    return bool(_AGAIN.search(one.words)) and len(one.words.split()) <= 4


def _why_not(one: Cite) -> str:
    if one.cited:
        return _("the work is known, but its text here has no such place")
    if one.kind in _SYMBOLS:
        return _("no known work has this symbol")
    if one.kind == "web-address":
        return _("an address of the web: nothing is kept of it here")
    if one.kind in ("treaty-series", "sales-number"):
        return _("no known work has this number")
    return _("no known work is called so")
