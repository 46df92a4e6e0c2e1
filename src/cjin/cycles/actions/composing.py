"""Composing a form part by part: begun from nothing, changed, gone on with in a next version."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cjin.core.models import User
from cjin.core.rules.errors import Conflict, NotFound, Outdated
from cjin.core.rules.multilingual import Multilingual

from ..models import FormVersion
from ..permissions import check_can_ask
from ..queries.forms import form_version
from ..rules.form.composing import mark_of, next_version
from ..rules.form.questions import Form
from ..rules.form.reading import written_form
from .forms import put_form


@transaction.atomic
def begin(
    *, form: str, title: Multilingual, kind: str, instrument: str = "", by: User | None, now: datetime
) -> FormVersion:
    """Begins a form that asks nothing yet. Raises NotAllowed, Invalid, Conflict where the name is taken."""
    check_can_ask(by, today=timezone.localdate(now))
    if FormVersion.objects.filter(form=form).exists():
        raise Conflict(_("There is a form of this name already; choose another short name."))
    return put_form(definition=written_form(Form(form, 1, kind, title, instrument, ())), seen="", by=by, now=now)


@transaction.atomic
def compose(
    *,
    version: FormVersion,
    change: Callable[[Form], Form],
    part: tuple[str, str] | None = None,
    seen: str = "",
    by: User | None,
    now: datetime,
) -> FormVersion:
    """Changes a version that no round uses. ``part`` is what is changed, ``seen`` its mark when the person read it.

    Raises NotAllowed, Invalid with each fault, Conflict where it is in use, Outdated where somebody else changed that
    part since, or took it away.
    """
    check_can_ask(by, today=timezone.localdate(now))
    stored = FormVersion.objects.select_for_update().get(pk=version.pk)
    if stored.frozen_at is not None:
        raise Conflict(_("This version is in use and stays as it is; make the next version."))
    form = stored.read()
    if part is not None and _mark(form, part) != seen:
        raise Outdated(_("Somebody has changed this part of the form since; look at the form, then save again."))
    return put_form(definition=written_form(change(form)), by=by, now=now)


def _mark(form: Form, part: tuple[str, str]) -> str:
    try:
        return mark_of(form, *part)
    except NotFound:
        raise Outdated(_("Somebody has taken this part of the form away; what you typed can be copied.")) from None


@transaction.atomic
def begin_next(*, form: str, by: User | None, now: datetime) -> FormVersion:
    """The next version of a form whose newest is in use, with the same questions.

    Raises NotAllowed, NotFound, Conflict where the newest can still be changed.
    """
    check_can_ask(by, today=timezone.localdate(now))
    newest = form_version(form, among=FormVersion.objects.select_for_update())
    if newest.frozen_at is None:
        raise Conflict(_("Its newest version is not in use yet; change that one."))
    return put_form(definition=written_form(next_version(newest.read())), by=by, now=now)
