"""Who is party to which treaty, each answer as of the day of its file."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cjin.core.rules.errors import NotFound
from cjin.reference.models import State
from cjin.texts.models import Participation, StatusFile, Work
from cjin.texts.rules.works import known_works


@dataclass(frozen=True)
class Status:
    """The participants of a treaty in the newest file that has it."""

    treaty: Work
    file: StatusFile
    rows: Sequence[Participation]

    @property
    def parties(self) -> list[Participation]:
        """Those that are bound: consent without a withdrawal that took effect by the day of the file."""
        return [one for one in self.rows if one.consented and not (one.ended and one.ended <= self.file.as_of)]

    @property
    def signatories(self) -> list[Participation]:
        """Those that signed and are not bound."""
        bound = {one.pk for one in self.parties}
        return [one for one in self.rows if one.signed and one.pk not in bound]

    def by_year(self) -> list[tuple[int, int, int]]:
        """Each year with how many became party in it, and how many there were at its end."""
        new = Counter(one.consented.year for one in self.parties if one.consented)
        told, total = [], 0
        for year in range(min(new), max(new) + 1) if new else ():
            total += new[year]
            told.append((year, new[year], total))
        return told


@dataclass(frozen=True)
class Change:
    """What a newer file says otherwise of a participant."""

    participant: str
    was: str
    now: str


def treaties_here() -> list[tuple[Work, StatusFile, int]]:
    """The treaties of which a status is loaded, each with its newest file and how many are party."""
    return [(s.treaty, s.file, len(s.parties)) for s in map(status_of, _treaties())]


def _treaties() -> list[Work]:
    return list(Work.objects.filter(participations__isnull=False).distinct().order_by("adopted", "slug"))


def status_of(treaty: Work) -> Status:
    """The newest status of a treaty. Raises NotFound where none is loaded."""
    file = StatusFile.objects.filter(participations__treaty=treaty).order_by("-as_of", "-pk").first()
    if file is None:
        raise NotFound("No status of this treaty is loaded.")
    rows = Participation.objects.filter(file=file, treaty=treaty).select_related("state").order_by("participant")
    return Status(treaty, file, list(rows))


def changes_of(treaty: Work) -> tuple[StatusFile | None, list[Change]]:
    """What the newest file says otherwise than the one before it, and that earlier file, None where there is none."""
    files = list(StatusFile.objects.filter(participations__treaty=treaty).distinct().order_by("-as_of", "-pk")[:2])
    if len(files) < 2:
        return None, []
    newer, older = ({one.participant: _said(one) for one in _rows(file, treaty)} for file in files)
    names = sorted(newer.keys() | older.keys())
    found = [Change(name, older.get(name, ""), newer.get(name, "")) for name in names]
    return files[1], [one for one in found if one.was != one.now]


def _rows(file: StatusFile, treaty: Work) -> Sequence[Participation]:
    return list(Participation.objects.filter(file=file, treaty=treaty))


def _said(one: Participation) -> str:
    days = (("signed", one.signed), (one.consent or "consent", one.consented), ("withdrawn", one.ended))
    return ", ".join(f"{word} {day}" for word, day in days if day) or "listed"


def of_state(state: State) -> list[tuple[Work, StatusFile, Participation | None]]:
    """Each treaty of which a status is loaded with what this State did about it; None where it is not listed."""
    found = []
    for treaty in _treaties():
        status = status_of(treaty)
        mine = next((one for one in status.rows if one.state_id == state.pk), None)
        found.append((treaty, status.file, mine))
    return found


@dataclass(frozen=True)
class Gap:
    """A State that is party to a convention and not to some of its protocols."""

    state: State | None
    participant: str
    missing: Sequence[Work]


def gaps(convention: Work) -> tuple[Status, Mapping[Work, date], list[Gap]]:
    """Who is party to a convention and not to its protocols: the convention's status, the day of each protocol's, gaps.

    A protocol without a loaded status is left out. Raises NotFound where the convention has none.
    """
    status = status_of(convention)
    slugs = [work.slug for work in known_works() if work.parent == convention.slug]
    protocols = [work for work in _treaties() if work.slug in slugs]
    parties = {one.pk: {_who(row) for row in status_of(one).parties} for one in protocols}
    found = []
    for row in status.parties:
        missing = [one for one in protocols if _who(row) not in parties[one.pk]]
        if missing:
            found.append(Gap(row.state, row.participant, missing))
    return status, {one: status_of(one).file.as_of for one in protocols}, found


def _who(row: Participation) -> str:
    return row.state_id or row.participant
