"""Loads: finding one by its name, and as tables are counted from it."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from cjin.core.permissions import Actor
from cjin.statistics.models import Load, Source, Stage
from cjin.statistics.queries.readings import by_key, folder_of, seen_by
from cjin.statistics.rules.correspondence import Correspondence, read_links
from cjin.statistics.rules.counting.held import Load as Counting
from cjin.statistics.rules.mapping import read_mapping
from cjin.statistics.rules.records.loading import Report
from cjin.statistics.rules.records.placing import Coverage
from cjin.statistics.rules.records.placing import poorly_placed as told_poorly
from cjin.statistics.rules.writing.rows import Lineage


def load_by_key(key: str, among: QuerySet[Load] | None = None) -> Load:
    """A load (of those that somebody may see) named like ``national-police@3``, or the last one of ``national-police``.

    Raises NotFound.
    """
    found = Load.objects.filter(stage=Stage.READY) if among is None else among
    return by_key(found, key, _("There is no load %(key)s."))


def loads_for(actor: Actor) -> QuerySet[Load]:
    """The ready loads that somebody may know of. What is in them is for those who edit figures."""
    return seen_by(Load.objects.filter(stage=Stage.READY).select_related("source"), actor)


def counting(load: Load) -> Counting:
    """A load as tables are counted from it."""
    mapping = read_mapping(load.mapping, load.key)
    scheme = mapping.columns["offence"].scheme if "offence" in mapping.columns else ""
    links = Correspondence.of(scheme, read_links(load.links, load.key)) if load.links else None
    return Counting(folder_of(load), mapping, Report(**load.report), links, load.vintage)


def coverage_before(source: Source, number: int | None = None) -> Coverage:
    """The coverage of the last load of a source, or of the last one before a number."""
    ready = source.loads.filter(stage=Stage.READY).order_by("-number")
    earlier = ready.first() if number is None else ready.filter(number__lt=number).first()
    return earlier.report["coverage"] if earlier else {}


def poorly_placed(load: Load) -> list[str]:
    """The concepts by whose codes hardly a record of a load has a place; loads of old do not tell it themselves."""
    told: list[str] | None = load.report.get("poorly_placed")
    if told is not None:
        return told
    return told_poorly(load.report["coverage"], coverage_before(load.source, load.number))


def lineage(load: Load) -> Lineage:
    """Where the cells that are counted from a load come from."""
    mapping = read_mapping(load.mapping, load.key)
    return Lineage(load.key, load.source.area, load.vintage.isoformat(), mapping)
