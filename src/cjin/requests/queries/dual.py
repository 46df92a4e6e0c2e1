"""What is known here of offences under another State's law: the entries of its schemes that are linked to ICCS."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from cjin.core.queries.release import Reader, visible_to
from cjin.statistics.models import LinkRow, Review

SHORTEST, MOST = 4, 12
"""A link to a whole section of ICCS says nothing of one offence; so many entries are told of each."""


@dataclass(frozen=True)
class There:
    """An entry of a scheme of the other State; ``confirmed`` where somebody accepted its link to ICCS."""

    code: str
    title: str
    scheme: str
    iccs: str
    confirmed: bool

    def __str__(self) -> str:
        return f"{self.scheme}: {self.code} {self.title}".strip()


def known_there(state: str, offences: Iterable[str], reader: Reader, today: date) -> Mapping[str, list[There]]:
    """By category of ICCS the entries of the State's schemes for it, for what is wider or narrower; confirmed first."""
    wanted = list(dict.fromkeys(code for code in offences if len(code) >= SHORTEST))
    holds = Q(valid_to__isnull=True) | Q(valid_to__gte=today)
    rows = LinkRow.objects.filter(_near(wanted), holds, entry__scheme__area=state).exclude(standing=Review.DISPUTED)
    told = visible_to(rows, reader, via="entry__scheme").select_related("entry__scheme").order_by("entry__code")
    return {code: _of(code, told) for code in wanted} if wanted else {}


def _near(codes: Iterable[str]) -> Q:
    found = Q(pk__in=[])
    for code in codes:
        wider = [code[:length] for length in range(SHORTEST, len(code))]
        found |= Q(target__startswith=code) | Q(target__in=wider)
    return found


def _of(code: str, rows: Iterable[LinkRow]) -> list[There]:
    fits = [one for one in rows if one.target.startswith(code) or code.startswith(one.target)]
    told = [
        There(one.entry.code, one.entry.title, one.entry.scheme.title, one.target, one.standing == Review.ACCEPTED)
        for one in fits
    ]
    return sorted(told, key=lambda one: (not one.confirmed, one.iccs != code))[:MOST]
