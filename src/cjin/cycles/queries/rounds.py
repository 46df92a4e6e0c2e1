"""Rounds, their respondents, and how far each is."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from cjin.core.models import PostHolding
from cjin.core.permissions import Actor, held_on
from cjin.core.rules.errors import NotFound
from cjin.core.rules.storable import is_storable

from ..models import Answer, FormVersion, Part, Respondent, Round
from ..permissions import answered_by, asks
from ..rules.answers.replies import Reply, canonical
from ..rules.form.questions import Form
from ..rules.form.reading import read_form


def forms_seen(person: Actor, *, today: date) -> QuerySet[FormVersion]:
    """The forms that somebody may know of: a draft belongs to those who ask."""
    every = FormVersion.objects.all()
    return every if asks(person, today=today) else every.exclude(frozen_at=None, by__isnull=False)


def form_version(form: str, version: int | None = None, among: QuerySet[FormVersion] | None = None) -> FormVersion:
    """A version of a form, or its newest. Raises NotFound."""
    every = FormVersion.objects.all() if among is None else among
    found = every.filter(form=form, **({} if version is None else {"version": version})).first()
    if found is None:
        raise NotFound(_("There is no form “%(form)s”.") % {"form": form[:80]})
    return found


@lru_cache(maxsize=32)
def _read(definition: str) -> Form:
    return read_form(json.loads(definition))


def form_read(stored: FormVersion) -> Form:
    """A version of a form; the same definition is read once."""
    return _read(canonical(stored.definition))


def form_of(round_: Round) -> Form:
    """The form of a round."""
    return form_read(round_.form)


def round_named(slug: str) -> Round:
    """A round by its name. Raises NotFound."""
    found = Round.objects.select_related("form").filter(slug=slug).first()
    if found is None:
        raise NotFound(_("There is no round “%(round)s”.") % {"round": slug[:80]})
    return found


def respondent_for(person: Actor, slug: str, key: str, *, today: date) -> Respondent:
    """A respondent of a round, for whoever answers for it or asks. Raises NotFound for all others as for none."""
    mine = Respondent.objects.all() if asks(person, today=today) else answered_by(person, today=today)
    found = keyed(mine, slug, key)
    if found is None:
        raise no_reply(key)
    return found


def keyed(among: QuerySet[Respondent], slug: str, key: str) -> Respondent | None:
    """The respondent of a round with this key, among those that a reader may know of."""
    state, _dash, number = key.partition("-")
    wanted = {"pk": int(number)} if number.isdecimal() and len(number) < 16 else {"body": ""}
    found = among.select_related("round__form", "organization").filter(round__slug=slug, state=state, **wanted).first()
    return found if found is not None and found.key == key else None


def no_reply(key: str) -> NotFound:
    """What is told where there is no reply that a reader may know of."""
    return NotFound(_("There is no reply of “%(key)s” in this round.") % {"key": key[:60]})


def part_of(respondent: Respondent, section: str) -> Part:
    """A section of a reply. Raises NotFound."""
    every = respondent.parts.select_related("post", "respondent__round__form")
    found = every.filter(section=section).first() if is_storable(section) else None
    if found is None:
        raise NotFound(_("There is no section “%(section)s” in this form.") % {"section": section[:80]})
    return found


def replies_of(respondent: Respondent) -> dict[str, Reply]:
    """The replies of a respondent as they stand, by question."""
    found = respondent.answers.values_list("question", "reply")
    return {question: reply for question, reply in found if reply is not None}


def answers_of(respondent: Respondent, questions: Sequence[str] | None = None) -> dict[str, Answer]:
    """The stored answers by question, those emptied again among them."""
    found = respondent.answers.select_related("by")
    if questions is not None:
        found = found.filter(question__in=questions)
    return {one.question: one for one in found}


@dataclass(frozen=True)
class Owner:
    """Who a section is with on a day: those who hold the post, or its deputy; nobody where the focal point has it."""

    post: str
    people: tuple[str, ...]
    by_deputy: bool = False


def owners_of(parts: Sequence[Part], today: date) -> Mapping[int, Owner]:
    """Who each section is with, by the part's number. Two queries. A section is never with nobody: where neither the
    post nor its deputy is held, ``people`` is empty and the focal point answers for it.
    """
    posts = {one.post_id: one.post for one in parts if one.post is not None}
    wanted = {*posts, *(post.deputy_id for post in posts.values() if post.deputy_id)}
    held: dict[int, list[str]] = {}
    rows = PostHolding.objects.filter(held_on(today), post__in=wanted).select_related("person").order_by("pk")
    for row in rows:
        held.setdefault(row.post_id, []).append(row.person.called)
    return {one.pk: _owner(one, held) for one in parts}


def _owner(part: Part, held: Mapping[int, list[str]]) -> Owner:
    if part.post is None or part.post_id is None:
        return Owner("", ())
    people = tuple(held.get(part.post_id, ()))
    deputies = () if people or not part.post.deputy_id else tuple(held.get(part.post.deputy_id, ()))
    return Owner(str(part.post), people or deputies, by_deputy=bool(deputies))


def counted(content: Mapping[str, Any]) -> dict[str, Reply]:
    """The replies of a clearing."""
    return dict(content["answers"])
