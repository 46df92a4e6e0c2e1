"""Forms: written down in versions, frozen when a round uses them."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cjin.core.actions.audit import record
from cjin.core.models import User
from cjin.core.rules.catalogue import names, read
from cjin.core.rules.errors import Conflict, Fault, Invalid, Outdated

from ..models import FormVersion
from ..permissions import check_can_ask
from ..queries.forms import form_version
from ..rules.form.questions import PAGES
from ..rules.form.reading import read_form, written_form

STREAM = "forms"
FOLDER = "cycles/forms"


def load(*, now: datetime) -> None:
    """Brings the forms of the catalogue into the node; those in use, and later versions of this node, stay."""
    there = set(FormVersion.objects.values_list("form", "version"))
    for name in names(FOLDER):
        form = read_form(read(name))
        if (form.form, form.version) not in there:
            put_form(definition=written_form(form), by=None, now=now)


@transaction.atomic
def put_form(*, definition: Any, seen: str | None = None, by: User | None, now: datetime) -> FormVersion:
    """Keeps a version of a form: a new one, or a change of one that no round uses yet.

    ``seen`` is when that version was last changed, as it was read, empty where none was; without it nobody asks.
    Raises NotAllowed, Invalid with each fault, Conflict where that version is in use, or there and was not read.
    """
    check_can_ask(by, today=timezone.localdate(now))
    form = read_form(definition)
    if taken := [
        Fault(f"section {one.section}", _("this is the name of a page; choose another one"))
        for one in form.sections
        if one.section in PAGES
    ]:
        raise Invalid(_("This form has faults."), taken)  # fmt: skip
    said = written_form(form)
    stored = FormVersion.objects.select_for_update().filter(form=form.form, version=form.version).first()
    newest = FormVersion.objects.filter(form=form.form).first()
    following = (newest.version if newest else 0) + 1
    if stored is None and form.version > following:
        fault = Fault("version", _("the next one is %(next)d") % {"next": following})
        raise Invalid(_("A version is left out."), [fault])
    if stored is not None and stored.definition != said:
        _check_can_change(stored, seen, following)
    if stored is not None and (stored.frozen_at is not None or stored.definition == said):
        return stored
    made = stored or FormVersion(form=form.form, version=form.version)
    made.definition, made.by, made.at = said, by, now
    try:
        with transaction.atomic():
            made.save(force_insert=stored is None)
    except IntegrityError:
        raise Conflict(_("Somebody has made this version just now; look at it.")) from None
    record(stream=STREAM, act="put", by=by, obj=f"form/{form.form}/{form.version}", now=now)
    return made


def _check_can_change(stored: FormVersion, seen: str | None, following: int) -> None:
    told = {"version": stored.version, "next": following}
    if stored.frozen_at is not None:
        raise Conflict(_("Version %(version)d is in use and stays as it is; send it as version %(next)d.") % told)
    if seen == "":
        said = _("Version %(version)d is here already; begin from it to change it, or send version %(next)d.")
        raise Conflict(said % told)
    if seen is not None and seen != stored.at.isoformat():
        raise Outdated(_("Somebody has changed this version since; read it again."))


@transaction.atomic
def remove_form(*, form: str, version: int, by: User | None, now: datetime) -> None:
    """Takes a version away that no round uses. Raises NotAllowed, NotFound, Conflict."""
    check_can_ask(by, today=timezone.localdate(now))
    stored = form_version(form, version, FormVersion.objects.select_for_update())
    if stored.frozen_at is not None:
        raise Conflict(_("This version is in use and stays as it is; make the next version."))
    stored.delete()
    record(stream=STREAM, act="remove", by=by, obj=f"form/{form}/{version}", now=now)
