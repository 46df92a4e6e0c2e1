"""Loading the status of treaties: each file as of its day; an earlier one stays, so that changes can be told."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from cjin.core.actions.audit import record
from cjin.core.models import User
from cjin.core.permissions import check_can
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import Fault, Invalid
from cjin.reference.models import State
from cjin.texts.models import Participation, Statement, StatusFile, Work
from cjin.texts.rules.participation.depositary import read_depositary
from cjin.texts.rules.participation.doubts import doubts, unique
from cjin.texts.rules.participation.records import Problem, Read, Record
from cjin.texts.rules.participation.table import read_table
from cjin.texts.rules.works import known_works

MOST_BYTES = 50_000_000


@dataclass(frozen=True)
class Loaded:
    """What became of a file: the rows taken, those kept apart and doubts; ``unchanged`` where it was loaded before."""

    file: StatusFile
    taken: int
    unchanged: bool = False


def read(data: bytes, name: str) -> Read:
    """What a file says, by its ending: a table (.csv) or the depositary's XML. Raises Invalid."""
    if len(data) > MOST_BYTES:
        raise Invalid("The file is too large.", [Fault(name, f"at most {MOST_BYTES // 1_000_000} MB can be read")])
    ending = name.rpartition(".")[2].lower()
    if ending == "xml":
        return read_depositary(data, name)
    if ending == "csv":
        return read_table(data, name)
    raise Invalid("A status of treaties is CSV or XML.", [Fault(name, "its name ends in neither .csv nor .xml")])


@transaction.atomic
def load_status(*, data: bytes, name: str, as_of: date, source: str = "", by: User | None, now: datetime) -> Loaded:
    """Loads a file as of a day. The same file again changes nothing. Raises NotAllowed, Invalid."""
    check_can(by, Duty.TEXTS_EDIT, today=timezone.localdate(now))
    if as_of > timezone.localdate(now):
        raise Invalid("A status cannot be of a day to come.", [Fault("as of", f"{as_of} is later than today")])
    digest = hashlib.sha256(data + as_of.isoformat().encode()).hexdigest()
    known = StatusFile.objects.filter(digest=digest).first()
    if known:
        return Loaded(known, known.rows, unchanged=True)
    found = read(data, name)
    records, twice = unique(found.records)
    works = {work.mtdsg: work.slug for work in known_works() if work.mtdsg}
    by_slug = {work.slug: work for work in Work.objects.filter(slug__in=works.values())}
    taken = [one for one in records if one.mtdsg in works]
    strange = [
        Problem(one.row, f"the treaty {one.mtdsg} is not known here") for one in records if one.mtdsg not in works
    ]
    parents = {
        work.mtdsg: parent.mtdsg for work in known_works() for parent in known_works() if parent.slug == work.parent
    }
    problems = [*found.problems, *twice, *strange, *doubts(taken, as_of, parents)]
    if not taken:
        raise Invalid(
            "Nothing of the file can be taken.", [Fault(f"{name}, row {p.row}", p.message) for p in problems[:20]]
        )
    states = _States()
    file = StatusFile.objects.create(
        digest=digest, name=name[:250], source=source[:250], as_of=as_of, rows=len(taken), loaded_at=now, by=by,
        problems=[{"row": one.row, "message": one.message} for one in problems],
    )  # fmt: skip
    Participation.objects.bulk_create(
        _stored(one, file, by_slug[works[one.mtdsg]], states.code_of(one)) for one in taken
    )
    Statement.objects.bulk_create(
        Statement(
            file=file, treaty=by_slug[works[one.mtdsg]], participant=one.participant, kind=one.kind, text=one.text,
            state_id=states.named(one.participant),
        )
        for one in found.statements
        if one.mtdsg in works
    )  # fmt: skip
    detail = {"file": name, "as_of": as_of.isoformat(), "rows": len(taken), "problems": len(problems)}
    record(stream="texts", act="load-status", by=by, obj=name[:200], detail=detail, now=now)
    return Loaded(file, len(taken))


class _States:
    """The States by code and by name, as a file may write them."""

    def __init__(self) -> None:
        self.codes: set[str] = set()
        self.names: dict[str, str] = {}
        for state in State.objects.all():
            self.codes.add(state.iso3)
            for name in state.names.values():
                self.names.setdefault(_plain(name), state.iso3)

    def code_of(self, one: Record) -> str | None:
        """The code of a participant, by its own code or its name; None for one that is no State."""
        return one.iso3 if one.iso3 in self.codes else self.named(one.participant)

    def named(self, name: str) -> str | None:
        """The code of the State with this name."""
        return self.names.get(_plain(name))


def _plain(name: str) -> str:
    return "".join(sign for sign in name.casefold() if sign.isalnum())


def _stored(one: Record, file: StatusFile, treaty: Work, state: str | None) -> Participation:
    return Participation(
        file=file, treaty=treaty, participant=one.participant, state_id=state, signed=one.signed,
        consented=one.consented, consent=one.consent, in_force=one.in_force, ended=one.ended,
    )  # fmt: skip
