"""What can be proposed for a question before anybody answers it: shown in its field, kept when the page is saved."""

from collections.abc import Collection
from datetime import date
from typing import Any

from cjin.core.models import User
from cjin.core.queries.people import signature_of
from cjin.core.rules.duties import Duty
from cjin.directory.queries.entries import THE_NODE, competent
from cjin.directory.rules.competence import Question
from cjin.directory.rules.entries import Entry
from cjin.directory.rules.kinds import Function

from ..rules.case.process import Direction
from ..rules.writing.drafts import Draft
from .earlier import last_told
from .surroundings import addressees_of
from .writing import Written

PROPOSED = frozenset({"authority", "contact", "conducting-authority", "languages"})


def proposed(now: Written, wanted: Collection[str], by: User, today: date, reader: str) -> dict[str, Any]:
    """Answers for those questions of a request of this State that have none and for which something is known.

    ``reader`` is the language of whoever reads: where nothing is said yet they write in it.
    """
    asked = (PROPOSED & set(wanted)) - set(now.draft.answers)
    if not asked or now.request.direction != Direction.OUTGOING:
        return {}
    languages = now.draft.answers.get("languages") or _languages(now.draft, today, reader)
    told = {one: _proposal(one, now, by, today, languages) for one in asked - {"languages"}}
    return {name: value for name, value in {**told, "languages": languages}.items() if value and name in asked}


def _proposal(item: str, now: Written, by: User, today: date, languages: list[str]) -> Any:
    if item == "authority":
        return _own_authority(now.draft, by, today, languages[0])
    if item == "contact":
        return ", ".join(filter(None, (by.get_full_name(), by.email)))
    return last_told(now.request, item, by, today, languages[0])


def _own_authority(draft: Draft, by: User, today: date, language: str) -> str:
    """The body of the directory that is competent for this at home, else the body in which the officer holds a post."""
    own = _own_entry(draft, today)
    names = own.names if own else signature_of(by, duty=Duty.REQUESTS_WRITE, today=today).body
    return names.get(language) or names.get("en") or next(iter(names.values()), "")


def _own_entry(draft: Draft, today: date) -> Entry | None:
    found = competent(THE_NODE, Question(draft.requesting, Function(draft.kind.function), today)).competent
    return found[0].known.entry if found else None


def _languages(draft: Draft, today: date, reader: str) -> list[str]:
    """That of the reader, who writes in it; where it is not accepted there, also one that is: the first that is worked
    in at home, else the first.
    """
    found = addressees_of(draft, THE_NODE, today).competent
    chosen = next((one.known.entry for one in found if one.known.entry.body == draft.addressee), None)
    accepted = chosen.languages if chosen else ()
    own = _own_entry(draft, today)
    if reader in accepted:
        return [reader]
    known = [one for one in (own.languages if own else ()) if one in accepted]
    return [reader, *[*known, *accepted][:1]]
