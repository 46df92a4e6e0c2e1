"""A filled workbook is brought back: first it is looked at, then what may be taken is taken; nothing is overwritten."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cjin.core.actions.audit import record
from cjin.core.models import User
from cjin.core.permissions import check_can
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import CjinError, Fault, Invalid, NotAllowed
from cjin.core.rules.storable import UNSEEN

from ..models import Answer, Measure, Respondent
from ..permissions import is_of, stream_of
from ..queries.answers import answers_of
from ..queries.forms import form_of
from ..rules.answers.replies import Reply, canonical, digest, measures_named
from ..rules.form.questions import Form
from ..rules.vocabulary import shown
from ..rules.workbook.reading import Filled, read_workbook, sheets_in
from .answering import save
from .locking import lock_reply
from .measures import put_measure


@dataclass(frozen=True)
class Differs:
    """A question to which the workbook and the node say different things, both since it was written."""

    question: str
    place: str
    workbook: Reply | None
    node: Reply | None
    by: str
    at: datetime | None
    revision: int

    @property
    def mark(self) -> str:
        """What a choice between the two is about: the question, and the reply of the node as it stands."""
        return f"{self.question}:{self.revision}"


@dataclass
class Looked:
    """What a workbook would do: which replies it changes, which differ on both sides, which cells are wrong."""

    changes: dict[str, Reply | None] = field(default_factory=dict)
    differs: list[Differs] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    measures: list[str] = field(default_factory=list)
    unchanged: int = 0

    def as_data(self) -> dict[str, Any]:
        """What the API and the command tell of it."""
        return {
            "changes": self.changes,
            "unchanged": self.unchanged,
            "notes": self.notes,
            "differs": [
                {"question": one.question, "place": one.place, "workbook": one.workbook, "node": one.node, "by": one.by}
                for one in self.differs
            ],
            "faults": [{"where": one.where, "message": one.message} for one in self.faults],
        }


class Undecided(Invalid):
    """Something differs on both sides and nothing was chosen; ``looked`` is the comparison as it stands now."""

    def __init__(self, looked: Looked) -> None:
        super().__init__(_("Choose what is to stand where both sides differ."))
        self.looked = looked


def look(*, respondent: Respondent, path: Path, by: User | None, now: datetime) -> Looked:
    """What a workbook would change. Raises NotAllowed, Invalid where it cannot be read or belongs to somebody else."""
    return _compared(respondent, _read(respondent, path, by, now))


@transaction.atomic
def take(
    *, respondent: Respondent, path: Path, of_workbook: Collection[str] = (), decided: Collection[str] | None = None,
    by: User | None, now: datetime,
) -> Looked:  # fmt: skip
    """Takes what a workbook changes. Of what differs on both sides only the questions of ``of_workbook`` are taken.

    ``decided`` are the marks of all that was chosen either way: where one is missing nothing is taken. None asks for no
    choice. Wrong cells, and what may not be written any more, are told and left out; the rest is taken. Raises as
    ``look``, and Undecided.
    """
    filled = _read(respondent, path, by, now)
    lock_reply(respondent)
    _put_measures(respondent, filled, by, now)
    looked = _compared(respondent, filled)
    if decided is not None and any(one.mark not in decided for one in looked.differs):
        raise Undecided(looked)
    wanted = dict(looked.changes) | {
        one.question: one.workbook for one in looked.differs if one.question in of_workbook
    }
    stored = answers_of(respondent, list(wanted))
    for question, reply in wanted.items():
        revision = stored[question].revision if question in stored else 0
        try:
            with transaction.atomic():
                save(respondent=respondent, question=question, reply=reply, revision=revision, by=by, now=now)
            looked.changes[question] = reply
        except CjinError as error:
            looked.faults.append(Fault(filled.places.get(question, question), error.message))
            looked.changes.pop(question, None)
    looked.differs = [one for one in looked.differs if one.question not in of_workbook]
    record(
        stream=stream_of(respondent), act="take-workbook", by=by, obj=str(respondent), now=now,
        detail={"questions": sorted(looked.changes), "faults": len(looked.faults)},
    )  # fmt: skip
    return looked


def _read(respondent: Respondent, path: Path, by: User | None, now: datetime) -> Filled:
    today = timezone.localdate(now)
    if not is_of(by, respondent, today=today):
        raise NotAllowed(_("This reply is that of another respondent."))
    if by is not None:
        _check_duty(by, now)
    filled = read_workbook(sheets_in(path), form_of(respondent.round))
    if (filled.head.round, filled.head.respondent) != (respondent.round.slug, respondent.key):
        told = {"round": filled.head.round[:80], "key": filled.head.respondent[:40]}
        raise Invalid(
            _("This workbook is another one's."),
            [Fault("workbook", _("it was made for %(key)s in the round %(round)s; choose the right file") % told)],
        )
    return filled


def _check_duty(by: User, now: datetime) -> None:
    """Raises NotAllowed for somebody who neither answers nor clears."""
    today = timezone.localdate(now)
    try:
        check_can(by, Duty.CYCLES_ANSWER, today=today)
    except NotAllowed:
        check_can(by, Duty.CYCLES_CLEAR, today=today)


def _compared(respondent: Respondent, filled: Filled) -> Looked:
    """What the workbook says beside what is stored."""
    stored, form = answers_of(respondent), form_of(respondent.round)
    looked = Looked(faults=list(filled.faults), notes=[_missing(form, one) for one in filled.missing])
    known, began = _known_measures(respondent, filled), filled.head.began
    for question, reply in filled.replies.items():
        one = stored.get(question)
        now_said = one.reply if one else None
        unknown = next((one for one in measures_named(form.question(question), reply) if one not in known), "")
        if unknown:
            problem = _("there is no measure “%(name)s”; enter it on the sheet of measures") % {"name": unknown}
            looked.faults.append(Fault(filled.places[question], problem))
        elif canonical(now_said) == canonical(reply) or digest(reply) == began.get(question, digest(None)):
            looked.unchanged += 1
        elif digest(now_said) == began.get(question, digest(None)):
            looked.changes[question] = reply
        else:
            looked.differs.append(_differs(question, filled.places[question], reply, one))
    looked.measures = sorted(str(one.get("name", "")) for one in filled.measures)
    return looked


def _missing(form: Form, section: str) -> str:
    said = _("The sheet of the section “%(section)s” is not in the workbook; nothing of it was changed.")
    return said % {"section": shown(form.section(section).title, get_language() or "en")}


def _differs(question: str, place: str, reply: Reply | None, one: Answer | None) -> Differs:
    by = one.by.called if one and one.by else ""
    revision = one.revision if one else 0
    return Differs(question, place, reply, one.reply if one else None, by, one.at if one else None, revision)


def _known_measures(respondent: Respondent, filled: Filled) -> set[str]:
    known = set(Measure.objects.filter(state=respondent.state or "-").values_list("name", flat=True))
    return known | {str(one["name"]) for one in filled.measures if one.get("name")}


def _put_measures(respondent: Respondent, filled: Filled, by: User | None, now: datetime) -> None:
    """Enters the measures that the workbook has and the State has not; those that are there are not changed."""
    there = set(Measure.objects.filter(state=respondent.state).values_list("name", flat=True))
    for one in filled.measures if respondent.state else ():
        if one.get("name") in there:
            continue
        if not one.get("name"):
            filled.faults.append(Fault(str(one["place"]), _("give this measure a short name")))
            continue
        try:
            with transaction.atomic():
                put_measure(
                    state=respondent.state, name=str(one["name"]), title=_clean(one.get("title", {})),
                    type=str(one.get("type", "")), since=_day(one.get("since")), until=_day(one.get("until")),
                    by=by, now=now,
                )  # fmt: skip
        except CjinError as error:
            filled.faults.append(Fault(str(one["place"]), error.message))


def _clean(title: Mapping[str, str]) -> dict[str, str]:
    return {code: text for code, text in title.items() if not UNSEEN.search(text)}


def _day(value: object) -> date | None:
    if not value:
        return None
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise Invalid(_("This is no day."), [Fault("since", _("a day as 2026-03-02 is expected"))]) from None
