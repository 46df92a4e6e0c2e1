"""Loading the status of treaties: each file as of its day; an earlier one stays, so that changes can be told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from cjin.core.actions.audit import record
from cjin.core.models import User
from cjin.core.permissions import check_can
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import Conflict
from cjin.texts.models import Coverage, Participation, Statement, StatusFile
from cjin.texts.queries.participation.preparing import Prepared, newer_than, prepare
from cjin.texts.rules.participation.records import Problem, Record, Said

MOST_PROBLEMS = 500
"""So many rows that were kept apart and doubts are kept with a file; of more it is said how many they are."""


@dataclass(frozen=True)
class Loaded:
    """What became of a file: the rows taken; ``unchanged`` where it was loaded before."""

    file: StatusFile
    taken: int
    unchanged: bool = False


@transaction.atomic
def load_status(
    *, data: bytes, name: str, as_of: date, source: str = "", older: bool = False, by: User | None, now: datetime
) -> Loaded:
    """Loads a file as of a day. The same file again changes nothing.

    A file that is older than the one that is shown is taken only where ``older`` says that this is meant; it answers
    for days up to its own. Raises NotAllowed, Invalid, Conflict.
    """
    today = timezone.localdate(now)
    check_can(by, Duty.TEXTS_EDIT, today=today)
    prepared = prepare(data=data, name=name, as_of=as_of, today=today)
    if prepared.known:
        return Loaded(prepared.known, prepared.known.rows, unchanged=True)
    newer = newer_than(prepared)
    if newer and not older:
        day = max(file.as_of for file in newer.values())
        raise Conflict(f"A newer status is shown, as of {day}. Say that an older one is meant to load it beside it.")
    file = _store(prepared, source, by, now)
    detail = {"file": name, "as_of": as_of.isoformat(), "rows": file.rows, "problems": len(prepared.problems)}
    record(stream="texts", act="load-status", by=by, obj=name[:200], detail=detail, now=now)
    return Loaded(file, file.rows)


def _store(found: Prepared, source: str, by: User | None, now: datetime) -> StatusFile:
    file = StatusFile.objects.create(
        digest=found.digest, name=found.name[:250], source=source[:250], as_of=found.as_of, rows=found.taken,
        loaded_at=now, by=by, problems=_told(found.problems),
    )  # fmt: skip
    Coverage.objects.bulk_create(
        Coverage(file=file, treaty=work, parties=found.tells_parties, statements=found.tells_statements)
        for work in found.treaties
    )
    Participation.objects.bulk_create(_row(one, file, found) for one in found.records)
    Statement.objects.bulk_create(_statement(one, file, found) for one in found.statements)
    return file


def _told(problems: Sequence[Problem]) -> list[dict[str, object]]:
    told: list[dict[str, object]] = [{"row": one.row, "message": one.message} for one in problems[:MOST_PROBLEMS]]
    more = len(problems) - MOST_PROBLEMS
    return [*told, {"row": 0, "message": f"and {more} more"}] if more > 0 else told


def _row(one: Record, file: StatusFile, found: Prepared) -> Participation:
    return Participation(
        file=file, treaty=found.works[one.mtdsg], participant=one.participant, state_id=one.iso3 or None,
        signed=one.signed, consented=one.consented, consent=one.consent, in_force=one.in_force, computed=one.computed,
        ended=one.ended,
    )  # fmt: skip


def _statement(one: Said, file: StatusFile, found: Prepared) -> Statement:
    return Statement(
        file=file, treaty=found.works[one.mtdsg], participant=one.participant, state_id=one.iso3 or None, kind=one.kind,
        text=one.text, said_on=one.said_on, row=one.row,
    )  # fmt: skip
