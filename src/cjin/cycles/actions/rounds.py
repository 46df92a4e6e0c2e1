"""Rounds: opened, given more time, closed."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cjin.core.actions.audit import record
from cjin.core.models import Organization, User
from cjin.core.rules.errors import Conflict, Fault, Invalid
from cjin.core.rules.identifiers import Language, Slug, StateCode
from cjin.core.rules.multilingual import Multilingual

from ..models import FormVersion, Part, Respondent, Round
from ..permissions import check_can_ask, stream_of
from ..queries.forms import form_of
from ..rules.answers.progress import asked_in
from ..rules.form.questions import Form
from ..rules.rounds import PAGES, Calling
from .locking import lock_reply

REMINDERS = (30, 7, 0)


@transaction.atomic
def open_round(
    *,
    slug: str,
    title: Multilingual,
    form: FormVersion,
    opens: date,
    due: date,
    respondents: Sequence[str | Organization],
    calling: Calling = Calling.SCHEDULED,
    languages: Sequence[str] = ("en",),
    reminders: Sequence[int] = REMINDERS,
    previous: Round | None = None,
    note_verbale: date | None = None,
    simulated: bool = False,
    by: User | None,
    now: datetime,
) -> Round:
    """Opens a round: its form is frozen, each respondent gets every section. Respondents are State codes or bodies.

    ``note_verbale`` is the day of the note to them. Raises NotAllowed, Invalid, Conflict where the name is taken or
    the form was taken away.
    """
    check_can_ask(by, today=timezone.localdate(now))
    FormVersion.objects.filter(pk=form.pk, frozen_at=None).update(frozen_at=now)
    stored = FormVersion.objects.filter(pk=form.pk).first()
    if stored is None:
        raise Conflict(_("This form was taken away."))
    _check(slug, title, stored, opens, due, respondents, reminders, note_verbale)
    if previous is not None and previous.simulated and not simulated:
        fault = Fault("previous", _("this round is simulated; choose another one"))
        raise Invalid(_("This round cannot be opened."), [fault])
    if Round.objects.filter(slug=Slug.of(slug)).exists():
        raise Conflict(_("There is a round of this name already."))
    made = Round.objects.create(
        slug=slug, title=title, form=stored, calling=str(calling), opens=opens, due=due, previous=previous,
        languages=[Language.of(one) for one in languages], reminders=sorted(set(reminders), reverse=True),
        note_verbale=note_verbale, simulated=simulated, by=by, at=now,
    )  # fmt: skip
    ask(made, respondents)
    record(stream="rounds", act="open", by=by, obj=f"round/{slug}", detail={"respondents": len(respondents)}, now=now)
    return made


def ask(round_: Round, respondents: Sequence[str | Organization]) -> None:
    """Puts the form of a round to respondents who are not asked yet. Two queries."""
    there = set(round_.respondents.values_list("state", "organization"))
    wanted: list[Respondent] = []
    for one in dict.fromkeys(respondents):
        if isinstance(one, Organization):
            made = Respondent(round=round_, state=one.state_code, body=str(one), organization=one)
        else:
            made = Respondent(round=round_, state=StateCode.of(one))
        if (made.state, made.organization_id) not in there:
            wanted.append(made)
    form = form_of(round_)
    parts = []
    for respondent in Respondent.objects.bulk_create(wanted):
        parts += _parts(respondent, form)
    Part.objects.bulk_create(parts, batch_size=500)


def _parts(respondent: Respondent, form: Form) -> list[Part]:
    return [
        Part(respondent=respondent, section=one.section, position=number, asked=len(asked_in(one, {})))
        for number, one in enumerate(form.sections)
    ]


def _check(
    slug: str, title: Multilingual, form: FormVersion, opens: date, due: date, respondents: Sequence[Any],
    reminders: Sequence[Any], note: date | None,
) -> None:  # fmt: skip
    faults = _note_faults(note, due)
    if slug in PAGES:
        faults.append(Fault("slug", _("this is the name of a page; choose another one")))
    if not any(section["questions"] for section in form.definition["sections"]):
        faults.append(Fault("form", _("this form asks nothing yet; put a question into it first")))
    if not title:
        faults.append(Fault("title", _("name it in one language at least")))
    if due < opens:
        faults.append(Fault("due", _("it ends before it opens")))
    if not respondents:
        faults.append(Fault("respondents", _("name somebody who is asked")))
    if any(isinstance(one, bool) or not isinstance(one, int) or not 0 <= one <= 365 for one in reminders):
        faults.append(Fault("reminders", _("days before the end, 0 to 365, are expected")))
    if faults:
        raise Invalid(_("This round cannot be opened."), faults)


def _note_faults(note: date | None, due: date) -> list[Fault]:
    return [Fault("note_verbale", _("a day before the round is due is expected"))] if note and note > due else []


@transaction.atomic
def note(*, round_: Round, day: date | None, by: User | None, now: datetime) -> None:
    """Writes down the day of the note verbale of a round, or that none is known.

    Raises NotAllowed, Invalid, Conflict where the round is closed.
    """
    check_can_ask(by, today=timezone.localdate(now))
    stored = Round.objects.select_for_update().get(pk=round_.pk)
    if stored.closed_at is not None:
        raise Conflict(_("This round is closed."))
    if faults := _note_faults(day, stored.due):
        raise Invalid(_("This cannot be the day of the note verbale."), faults)
    stored.note_verbale = day
    stored.save(update_fields=["note_verbale"])
    said = day.isoformat() if day else None
    record(stream="rounds", act="note", by=by, obj=f"round/{stored.slug}", detail={"note_verbale": said}, now=now)


@transaction.atomic
def extend(*, respondent: Respondent, due: date, by: User | None, now: datetime) -> None:
    """Gives one respondent more time. Raises NotAllowed, Invalid, Conflict where the round is closed."""
    check_can_ask(by, today=timezone.localdate(now))
    lock_reply(respondent)
    stored = Round.objects.select_for_update().get(pk=respondent.round_id)
    if stored.closed_at is not None:
        raise Conflict(_("This round is closed."))
    if due < stored.due:
        raise Invalid(_("This is no extension."), [Fault("due", _("a day after that of the round is expected"))])
    Respondent.objects.filter(pk=respondent.pk).update(due=due)
    record(
        stream=stream_of(respondent), act="extend", by=by, obj=str(respondent), detail={"due": due.isoformat()}, now=now
    )


@transaction.atomic
def close(*, round_: Round, by: User | None, now: datetime) -> None:
    """Closes a round: no reply is changed any more. Raises NotAllowed, Conflict where it is closed."""
    check_can_ask(by, today=timezone.localdate(now))
    lock(round_)
    stored = Round.objects.select_for_update().get(pk=round_.pk)
    if stored.closed_at is not None:
        raise Conflict(_("This round is closed."))
    stored.closed_at = now
    stored.save(update_fields=["closed_at"])
    record(stream="rounds", act="close", by=by, obj=f"round/{stored.slug}", now=now)


def lock(round_: Round) -> None:
    """Waits until nobody writes in a reply of the round, and keeps all others from it until the transaction ends."""
    list(Respondent.objects.select_for_update().filter(round=round_).order_by("pk").values_list("pk"))


@transaction.atomic
def reopen(*, round_: Round, due: date, by: User | None, now: datetime) -> None:
    """Opens a closed round again until another day. Raises NotAllowed, Invalid, Conflict where it is open."""
    check_can_ask(by, today=timezone.localdate(now))
    if due < timezone.localdate(now):
        raise Invalid(_("This day is over."), [Fault("due", _("a day to come is expected"))])
    if due < round_.opens:
        raise Invalid(_("This round cannot be opened."), [Fault("due", _("it ends before it opens"))])
    if not Round.objects.filter(pk=round_.pk, closed_at__isnull=False).update(closed_at=None, due=due):
        raise Conflict(_("This round is open."))
    record(stream="rounds", act="reopen", by=by, obj=f"round/{round_.slug}", detail={"due": due.isoformat()}, now=now)
