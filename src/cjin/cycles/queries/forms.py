"""Forms: their versions, and what each asks."""

import json
from datetime import date
from functools import lru_cache

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from cjin.core.permissions import Actor
from cjin.core.rules.errors import NotFound

from ..models import FormVersion, Round
from ..permissions import asks
from ..rules.answers.replies import canonical
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
