"""Loads: finding one by its name, and as tables are counted from it."""

from django.utils.translation import gettext as _

from cjin.statistics.models import Load, Stage
from cjin.statistics.queries.readings import by_key, folder_of
from cjin.statistics.rules.correspondence import Correspondence, read_links
from cjin.statistics.rules.counting.tables import Load as Counting
from cjin.statistics.rules.mapping import read_mapping
from cjin.statistics.rules.records.loading import Report
from cjin.statistics.rules.writing.rows import Lineage


def load_by_key(key: str) -> Load:
    """A load named like ``national-police@3``, or the last one of ``national-police``. Raises NotFound."""
    return by_key(Load.objects.filter(stage=Stage.READY), key, _("There is no load %(key)s."))


def counting(load: Load) -> Counting:
    """A load as tables are counted from it."""
    mapping = read_mapping(load.mapping, load.key)
    scheme = mapping.columns["offence"].scheme if "offence" in mapping.columns else ""
    links = Correspondence.of(scheme, read_links(load.links, load.key)) if load.links else None
    return Counting(folder_of(load), mapping, Report(**load.report), links)


def lineage(load: Load) -> Lineage:
    """Where the cells that are counted from a load come from."""
    return Lineage(load.key, load.source.area, load.vintage.isoformat())
