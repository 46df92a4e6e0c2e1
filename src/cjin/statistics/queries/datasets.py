"""Datasets: finding one by its name, its files, what its checks look at, who may see it."""

from collections.abc import Mapping
from pathlib import Path

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from cjin.core.permissions import Actor
from cjin.core.rules.errors import NotFound
from cjin.statistics.models import COUNTED, Dataset, Stage
from cjin.statistics.queries.readings import by_key, edits_figures, folder_of, seen_by
from cjin.statistics.rules.aggregates.reading import OBSERVATIONS
from cjin.statistics.rules.checks.relations import Look
from cjin.statistics.rules.units import Status

YEAR = 4
"""So many digits has a year, and a month has more signs."""


def dataset_by_key(key: str, among: QuerySet[Dataset] | None = None) -> Dataset:
    """A dataset (of those that somebody may see) named like ``unodc-portal@2``, or the last one of ``unodc-portal``.

    Raises NotFound.
    """
    found = Dataset.objects.filter(stage=Stage.READY) if among is None else among
    return by_key(found, key, _("There is no dataset %(key)s."))


def observations_of(dataset: Dataset) -> Path:
    """The Parquet file of a dataset's observations."""
    return folder_of(dataset) / OBSERVATIONS


def vintages(dataset: Dataset) -> list[Dataset]:
    """The ready datasets of the same source, the first one first."""
    found = Dataset.objects.filter(source=dataset.source_id, stage=Stage.READY).order_by("vintage", "number")
    return list(found.select_related("source"))


def look_of(dataset: Dataset) -> Look:
    """What its checks look at: itself, earlier vintages of its source, the last dataset of every other source."""
    place, mine = (dataset.vintage, dataset.number), vintages(dataset)
    before = [observations_of(one) for one in mine if (one.vintage, one.number) < place]
    others: dict[int, Dataset] = {}
    ready = Dataset.objects.filter(stage=Stage.READY).exclude(source=dataset.source_id)
    for one in ready.select_related("source").order_by("vintage", "number"):
        others[one.source_id] = one
    elsewhere = [(one.key, observations_of(one)) for one in others.values()]
    partly = {observations_of(one): years_in_part(one) for one in mine}
    return Look(observations_of(dataset), before, elsewhere, partly)


def years_in_part(dataset: Dataset) -> list[tuple[str, int]]:
    """The tables and years of which the records that a dataset was counted from cover only a part."""
    periods: Mapping[str, Mapping[str, str]] = dataset.report.get("periods", {})
    return [
        (table, int(code))
        for table, known in periods.items()
        for code, status in known.items()
        if status == Status.PROVISIONAL and len(code) == YEAR
    ]


def readable(actor: Actor) -> QuerySet[Dataset]:
    """The ready datasets that somebody may see; those that were counted here are not protected: who edits sees them."""
    found = seen_by(Dataset.objects.filter(stage=Stage.READY).select_related("source"), actor)
    return found if edits_figures(actor) else found.exclude(layout=COUNTED)


def listed(actor: Actor, *, counted: bool = False) -> QuerySet[Dataset]:
    """Datasets of ready figures, the newest first, each with how many findings are open.

    With ``counted`` those that were counted here from loads, to be checked: they are no ready figures.
    """
    still_open = Count("findings", filter=Q(findings__current=True, findings__standing="open"))
    found = readable(actor).filter(layout=COUNTED) if counted else readable(actor).exclude(layout=COUNTED)
    return found.annotate(open_findings=still_open).order_by("-loaded_at", "-pk")


def dataset_for(actor: Actor, slug: str, number: int) -> Dataset:
    """A dataset for somebody. Raises NotFound, also for what is not released to them."""
    found = readable(actor).filter(source__slug=slug, number=number).first()
    if found is None:
        raise NotFound(_("There is no dataset %(key)s.") % {"key": f"{slug[:80]}@{number}"})
    return found
