"""Periods of a publication whose figures are not exact for their time alone, and why, in words."""

from collections.abc import Mapping, Sequence

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cjin.shell.rules.lists import joined
from cjin.statistics.models import Publication
from cjin.statistics.queries.flows import Part
from cjin.statistics.rules.periods import spans
from cjin.statistics.rules.units import Status


def uncovered(publication: Publication, flow: str = "") -> Mapping[str, list[str]]:
    """The periods that the records do not cover whole, by the status of their figures: of one flow, or of all."""
    told: Mapping[str, Mapping[str, str]] = publication.report.get("periods", {})
    found: dict[str, set[str]] = {}
    for one in [told.get(flow, {})] if flow else told.values():
        for code, status in one.items():
            found.setdefault(status, set()).add(code)
    return {status: sorted(codes) for status, codes in found.items()}


def in_part(parts: Sequence[Part]) -> set[tuple[str, str]]:
    """The sources and periods whose records cover only a part of the period."""
    return {
        (one.publication.source.slug, period)
        for one in parts
        for period in uncovered(one.publication, one.flow.id).get(Status.PROVISIONAL, ())
    }


def period_words(publication: Publication, flow: str = "", of: str = "") -> list[str]:
    """Which periods have figures that are provisional or not available, and why, for people to read.

    With ``of`` only what concerns that period.
    """
    found = {
        status: joined(_listed(codes), get_language() or "en")
        for status, codes in uncovered(publication, flow).items()
        if of in ("", *codes)
    }
    since, words = publication.report.get("provisional", ""), []
    if since and (not of or of >= since[: len(of)]):
        words.append(_("Provisional, as the source says: from %(period)s on.") % {"period": since})
    if partly := found.get(Status.PROVISIONAL):
        words.append(_("Provisional, for the records cover only a part: %(periods)s.") % {"periods": partly})
    if outside := found.get(Status.NOT_AVAILABLE):
        words.append(_("Not available, for the records do not reach there: %(periods)s.") % {"periods": outside})
    return words


def _listed(codes: list[str]) -> list[str]:
    """Years, then months, each as few spans."""
    return [*spans(code for code in codes if len(code) == 4), *spans(code for code in codes if len(code) > 4)]
