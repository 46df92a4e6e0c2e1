"""What a file would change, before it is taken: nothing is written here."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain

from django.db.models import F

from cjin.core.rules.errors import Fault, Invalid
from cjin.texts.models import Participation, StatusFile, Work
from cjin.texts.queries.participation.files import Changed, answering, before, keyed
from cjin.texts.queries.participation.naming import States
from cjin.texts.rules.participation.changes import changes
from cjin.texts.rules.participation.depositary import read_depositary
from cjin.texts.rules.participation.doubts import doubts, unique
from cjin.texts.rules.participation.records import Problem, Read, Record, Said
from cjin.texts.rules.participation.table import read_table
from cjin.texts.rules.participation.treaties import completed, parents, treaties

MOST_BYTES = 20_000_000
FIRST = 20
"""So many reasons are told of a file of which nothing can be taken."""


@dataclass(frozen=True)
class Prepared:
    """A file as it would be taken: its rows with the codes of their States, its statements, rows kept apart and
    doubts. ``works`` are its treaties by their numbers; ``known`` is the same file where it was loaded before.
    """

    name: str
    as_of: date
    digest: str
    works: Mapping[str, Work]
    records: Sequence[Record] = ()
    statements: Sequence[Said] = ()
    problems: Sequence[Problem] = ()
    tells_parties: bool = False
    tells_statements: bool = False
    known: StatusFile | None = None

    @property
    def taken(self) -> int:
        """How many rows and statements would be taken."""
        return len(self.records) + len(self.statements)

    @property
    def treaties(self) -> list[Work]:
        """The treaties that it tells of."""
        numbers = {one.mtdsg for one in chain[Record | Said](self.records, self.statements)}
        return [work for number, work in self.works.items() if number in numbers]


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


def prepare(*, data: bytes, name: str, as_of: date, today: date) -> Prepared:
    """A file as it would be taken. Raises Invalid where it cannot be read or nothing of it can be taken."""
    if as_of > today:
        raise Invalid("A status cannot be of a day to come.", [Fault("as_of", f"{as_of} is later than today")])
    digest = hashlib.sha256(data + as_of.isoformat().encode()).hexdigest()
    if known := StatusFile.objects.filter(digest=digest).first():
        return Prepared(name, as_of, digest, {}, known=known)
    found = _with_states(read(data, name))
    works = _works(one.mtdsg for one in chain[Record | Said](found.records, found.statements))
    records, twice = unique(one for one in found.records if one.mtdsg in works)
    statements = [one for one in found.statements if one.mtdsg in works]
    problems = [*found.problems, *twice, *_strange(found, works), *doubts(records, as_of, parents())]
    if not records and not statements:
        raise Invalid("Nothing of the file can be taken.", [_fault(name, one) for one in problems[:FIRST]])
    problems.sort(key=lambda one: one.row)
    tells = found.tells_parties, found.tells_statements
    return Prepared(name, as_of, digest, works, list(map(completed, records)), statements, problems, *tells)


def _with_states(found: Read) -> Read:
    """What was read, with the code of each participant's State, and doubts about those that are none."""
    states = States()
    records = tuple(replace(one, iso3=states.code_of(one.participant, one.iso3)) for one in found.records)
    statements = tuple(replace(one, iso3=states.code_of(one.participant, one.iso3)) for one in found.statements)
    strange = (
        Problem(one.row, f"{one.participant} is no State that is known here")
        for one in chain[Record | Said](records, statements)
        if states.is_strange(one.participant, one.iso3)
    )
    return replace(found, records=records, statements=statements, problems=(*found.problems, *strange))


def _strange(found: Read, works: Mapping[str, Work]) -> list[Problem]:
    """The rows of treaties that the catalogue does not know."""
    rows = (one for one in chain[Record | Said](found.records, found.statements) if one.mtdsg not in works)
    return [Problem(one.row, f"the treaty {one.mtdsg[:40]} is not known here") for one in rows]


def _works(numbers: Iterable[str]) -> dict[str, Work]:
    """The works of these numbers that are known here; a work that has none is named by its identifier."""
    slugs = {treaties()[one].slug if one in treaties() else one: one for one in set(numbers)}
    return {
        slugs[work.slug]: work
        for work in Work.objects.filter(slug__in=slugs).order_by(F("adopted").asc(nulls_last=True), "slug")
    }


def _fault(name: str, one: Problem) -> Fault:
    return Fault(f"{name}, row {one.row}", one.message)


def newer_than(found: Prepared) -> dict[Work, StatusFile]:
    """The files that are shown of its treaties and are newer than it would be."""
    there: dict[Work, StatusFile] = {}
    for of, told in (("parties", found.tells_parties), ("statements", found.tells_statements)):
        shown = answering(None, of=of, treaties=found.treaties) if told else {}
        there |= {treaty: file for treaty, file in shown.items() if file.as_of > found.as_of}
    return there


def foreseen(found: Prepared) -> list[Changed]:
    """What it would change of each of its treaties, against the file that is as of the day before it."""
    if not found.tells_parties:
        return []
    older = before(found.as_of, found.treaties)
    rows: dict[Work, list[Participation]] = {treaty: [] for treaty in found.treaties}
    for row in Participation.objects.filter(file__in=older.values(), treaty__in=older).select_related("treaty"):
        if older[row.treaty].pk == row.file_id:
            rows[row.treaty].append(row)
    new: dict[Work, dict[str, Record]] = {}
    for one in found.records:
        new.setdefault(found.works[one.mtdsg], {})[one.iso3 or one.participant] = one
    return [Changed(one, older.get(one), changes(keyed(rows[one]), new.get(one, {}))) for one in found.treaties]
