"""Facts of commitments and mandates in the reader's words."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cjin.core.rules.multilingual import Multilingual
from cjin.reference.models import State
from cjin.shell.rules import dates
from cjin.texts.models import Work
from cjin.texts.queries.instruments import ENGLISH
from cjin.texts.rules.commitments.lexicon import acts, kinds
from cjin.texts.rules.participation.topics import topics
from cjin.texts.rules.participation.treaties import by_slug
from cjin.texts.rules.works import known_works


def language() -> str:
    """The reader's language."""
    return (get_language() or ENGLISH).partition("-")[0]


def said_in(text: Multilingual) -> str:
    """A text in the reader's language, in English where there is none; empty where there is neither."""
    return text.get(language()) or text.get(ENGLISH) or ""


def short_title(work: Work) -> str:
    """What texts call a work ("Kyoto Declaration") where the reader reads English; a resolution's symbol; else its
    title.
    """
    names = next((one.names for one in known_works() if one.slug == work.slug), ())
    if names and language() == ENGLISH:
        return names[0]
    own = work.symbol if not work.annex else ""
    return own or said_in(work.title) or work.slug


def shortest_title(work: Work) -> str:
    """A work by its shortest name, for the head of a column ("Kyoto"); else its short title."""
    short = next((one.short for one in known_works() if one.slug == work.slug), {})
    return said_in(Multilingual(dict(short))) or short_title(work)


def named(kind: str, key: str) -> str:
    """An act, actor, condition or output of the catalogue in the reader's language."""
    entry = acts().get(key) if kind == "act" else kinds(kind).get(key)
    return said_in(Multilingual(dict(entry.name))) if entry else key


def organ_named(organ: str) -> str:
    """An organ by its short key ("ga", "ccpcj") in the reader's language."""
    return next((named("actor", one.key) for one in kinds("actor").values() if one.organ == organ), organ)


def due_in_words(facts: Mapping[str, Any]) -> str:
    """When something is due: a day, a session with its year, a year, a rhythm, a span of time."""
    if "date" in facts:
        return dates.long_date(date.fromisoformat(str(facts["date"])), get_language() or ENGLISH)
    if "session" in facts:
        told = {
            "organ": organ_named(str(facts.get("organ", ""))),
            "session": facts["session"],
            "year": facts.get("year"),
        }
        return (
            _("%(organ)s, session %(session)s (%(year)s)") % told
            if told["year"]
            else _("%(organ)s, session %(session)s") % told
        )
    if "next" in facts:
        return _("%(organ)s, next session") % {"organ": organ_named(str(facts.get("organ", "")))}
    if "within" in facts:
        return _span_in_words(str(facts["within"]), str(facts.get("after", "")))
    if "recurring" in facts:
        rhythm = _rhythms().get(str(facts["recurring"]), str(facts["recurring"]))
        told = {"rhythm": rhythm, "year": facts.get("since")}
        return _("%(rhythm)s, from %(year)s") % told if told["year"] else rhythm
    return str(facts.get("year", ""))


def _span_in_words(within: str, after: str) -> str:
    """A duration of ISO 8601 of one unit, and what it is counted from."""
    told = {
        "D": _("days allowed: %(many)s"),
        "W": _("weeks allowed: %(many)s"),
        "M": _("months allowed: %(many)s"),
        "Y": _("years allowed: %(many)s"),
    }[within[-1]] % {"many": within[1:-1]}
    events = {
        "entry-into-force": _("from the entry into force"),
        "adoption": _("from the adoption"),
        "receipt": _("from the receipt"),
    }
    return f"{told}, {events[after]}" if after in events else told


def _rhythms() -> dict[str, str]:
    return {
        "annual": _("every year"),
        "every-session": _("at every session"),
        "every-three-years": _("every three years"),
        "every-four-years": _("every four years"),
        "every-five-years": _("every five years"),
        "biennial": _("every two years"),
        "regular": _("regularly"),
    }


def consent_words(kind: str) -> str:
    """How a State consented to be bound by a treaty."""
    said = {
        "ratification": _("ratification"),
        "accession": _("accession"),
        "acceptance": _("acceptance"),
        "approval": _("approval"),
        "succession": _("succession"),
        "formal-confirmation": _("formal confirmation"),
        "definitive-signature": _("definitive signature"),
    }
    return said.get(kind, kind)


def short_treaty(work: Work) -> str:
    """A treaty by its short name for lists in the reader's language; one without such a name by ``short_title``."""
    known = by_slug().get(work.slug)
    return said_in(Multilingual(dict(known.short))) if known and known.short else short_title(work)


def state_names() -> dict[str, str]:
    """The names of all States in the reader's language, by their codes."""
    return {state.pk: said_in(state.names) for state in State.objects.only("iso3", "names")}


def topic_of_statements(key: str) -> str:
    """What a statement on a treaty is about, by the topic of the catalogue."""
    found = topics().get(key)
    return said_in(Multilingual(dict(found.name))) if found else key


def statement_words(kind: str) -> str:
    """What the depositary calls a statement."""
    said = {
        "statement": _("statement"),
        "declaration": _("declaration"),
        "reservation": _("reservation"),
        "objection": _("objection"),
        "notification": _("notification"),
        "territorial-application": _("territorial application"),
    }
    return said.get(kind, kind)


def change_words(kind: str) -> str:
    """What became of a participant from one file to the next."""
    said = {
        "party": _("new party"),
        "listed": _("newly listed"),
        "withdrawn": _("withdrawn"),
        "days": _("other days"),
        "gone": _("no longer listed"),
    }
    return said.get(kind, kind)
