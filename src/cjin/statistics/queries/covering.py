"""Periods that the records of a publication do not cover, in words."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from cjin.statistics.models import Publication
from cjin.statistics.rules.periods import spans
from cjin.statistics.rules.units import Status

type Standings = Mapping[str, str]


def uncovered(publication: Publication, flow: str = "") -> Standings:
    """The status of the periods that are not covered whole, of one flow or of all."""
    told: Mapping[str, Standings] = publication.report.get("periods", {})
    found: dict[str, str] = {}
    for one in [told.get(flow, {})] if flow else told.values():
        found |= one
    return found


def uncovered_words(said: Standings) -> list[str]:
    """What is wrong with the figures of periods that the records do not cover, for people to read."""
    partly, outside = (_listed(said, status) for status in (Status.PROVISIONAL, Status.NOT_AVAILABLE))
    words = []
    if partly:
        words.append(_("Provisional, for the records cover only a part: %(periods)s.") % {"periods": partly})
    if outside:
        words.append(_("Not available, for the records do not reach there: %(periods)s.") % {"periods": outside})
    return words


def _listed(said: Standings, status: Status) -> str:
    years, months = ([code for code, told in said.items() if told == status and len(code) == size] for size in (4, 7))
    return ", ".join([*spans(years), *spans(months)])
