"""The participants of treaties on a day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Q, QuerySet

from cjin.core.rules.errors import NotFound
from cjin.reference.models import State
from cjin.texts.models import Participation, StatusFile, Work
from cjin.texts.queries.participation.files import answering
from cjin.texts.rules.participation.standing import by_year, is_party, only_signed, was_listed


@dataclass(frozen=True)
class Status:
    """The participants of a treaty in the file that answers for the day that is asked, or for its own day."""

    treaty: Work
    file: StatusFile
    rows: Sequence[Participation]
    asked: date | None = None

    @property
    def day(self) -> date:
        """The day of the answer: what was asked, but no later than the file knows."""
        return min(self.asked, self.file.as_of) if self.asked else self.file.as_of

    @property
    def is_short(self) -> bool:
        """Whether a later day was asked than any file knows."""
        return self.asked is not None and self.asked > self.file.as_of

    @cached_property
    def listed(self) -> list[Participation]:
        """The rows of which anything had happened by the day."""
        return [one for one in self.rows if was_listed(one, self.day)]

    @cached_property
    def parties(self) -> list[Participation]:
        """Those that were bound: consent without a withdrawal that took effect by the day."""
        return [one for one in self.rows if is_party(one, self.day)]

    @cached_property
    def signatories(self) -> list[Participation]:
        """Those that had signed and were not bound."""
        return [one for one in self.rows if only_signed(one, self.day)]

    def by_year(self) -> list[tuple[int, int, int, int]]:
        """Each year with how many joined and left in it, and how many there were at its end."""
        return by_year(self.rows, self.day)


def statuses(
    day: date | None = None,
    treaties: Iterable[Work] | None = None,
    states: Iterable[str] | None = None,
    *,
    named: bool = False,
) -> list[Status]:
    """The status of each treaty of which one is loaded, by the age of the treaties; the rows of some States only
    where they are listed by their codes. ``named`` brings the States themselves with the rows, for their names.
    """
    files = answering(day, treaties=treaties)
    found = _rows(files) if states is None else _rows(files).filter(state__in=states)
    rows: dict[int, list[Participation]] = {}
    for row in (found.select_related("state__region") if named else found).order_by("participant"):
        rows.setdefault(row.treaty_id, []).append(row)
    return [Status(treaty, file, rows.get(treaty.pk, []), day) for treaty, file in files.items()]


def _rows(files: Mapping[Work, StatusFile]) -> QuerySet[Participation]:
    """The rows of these treaties, each of its own file."""
    wanted = Q()
    for file in set(files.values()):
        wanted |= Q(file=file, treaty__in=[treaty for treaty, mine in files.items() if mine == file])
    return Participation.objects.filter(wanted) if files else Participation.objects.none()


def status_of(treaty: Work, day: date | None = None) -> Status:
    """The status of a treaty. Raises NotFound where none is loaded."""
    found = statuses(day, [treaty], named=True)
    if not found:
        raise NotFound("No status of this treaty is loaded.")
    return found[0]


def of_state(
    state: State, day: date | None = None, treaties: Iterable[Work] | None = None
) -> list[tuple[Status, Participation | None]]:
    """Each treaty of which a status is loaded with what this State had done about it by the day; None where it is not
    listed. Other States' rows are left out of the status.
    """
    return [(one, one.listed[0] if one.listed else None) for one in statuses(day, treaties, states=[state.pk])]
