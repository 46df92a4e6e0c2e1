"""What the directory gives to the search: bodies by name, State and what they may do; never how they are reached."""

from collections.abc import Collection, Iterator
from datetime import date

from django.urls import reverse
from django.utils import timezone, translation

from cjin.core.actions import search as index
from cjin.core.rules.release import ReleaseLevel
from cjin.core.rules.search import SearchDocument

from .queries.entries import THE_NODE, Listed, known_on
from .queries.wording import FUNCTIONS, KINDS, state_names

TAGS = {"ar": "ar", "en": "en", "es": "es", "fr": "fr", "ru": "ru", "zh": "zh-hans"}
"""The languages of the index, and the tag under which each is translated."""


class Bodies:
    """The bodies that this node keeps, as they are today."""

    kind = "body"

    def documents(self, among: Collection[str] = (), today: date | None = None) -> Iterator[SearchDocument]:
        """One document for each body (of some, or of all) and each language that names it; released as the body is."""
        found = known_on(THE_NODE, today or timezone.localdate(), slugs=among)
        mine = [one for one in found if one.body.origin_id is None]
        for language, tag in TAGS.items():
            with translation.override(tag):
                states = state_names({one.known.entry.state for one in mine})
                for one in mine:
                    if language in one.known.entry.names:
                        yield _document(one, language, states)


def _document(one: Listed, language: str, states: dict[str, str]) -> SearchDocument:
    entry = one.known.entry
    functions = dict.fromkeys(str(FUNCTIONS[own.function]) for own in entry.competences)
    return SearchDocument(
        kind=Bodies.kind,
        object_id=one.body.slug,
        language=language,
        title=entry.names[language],
        text="\n".join([*functions, *sorted(entry.territories)]),
        context=", ".join(part for part in (states.get(entry.state, ""), str(KINDS[entry.kind])) if part),
        url=reverse("directory:body", args=[one.body.slug]),
        facets={"state": entry.state} if entry.state else {},
        release=ReleaseLevel(one.body.release),
        owner=one.body.owner_id,
        states=frozenset(map(str, one.body.states)),
    )


def renew(slugs: Collection[str], today: date) -> None:
    """Brings the index in line with these bodies as they are today; within the transaction of an action."""
    if not slugs:
        return
    index.remove(Bodies.kind, slugs)  # a body may have lost the name in a language
    index.index(Bodies().documents(slugs, today))
