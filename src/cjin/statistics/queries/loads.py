"""Loads: finding one by its name, and as tables are counted from it."""

from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from cjin.core.rules.errors import NotFound
from cjin.statistics.models import Load, Stage
from cjin.statistics.rules.correspondence import Correspondence, read_links
from cjin.statistics.rules.counting.tables import Load as Counting
from cjin.statistics.rules.mapping import read_mapping
from cjin.statistics.rules.records.loading import Report
from cjin.statistics.rules.writing.rows import Lineage


def load_by_key(key: str) -> Load:
    """A load named like ``national-police@3``, or the last one of ``national-police``. Raises NotFound."""
    slug, _at, number = key.partition("@")
    found = Load.objects.select_related("source").filter(source__slug=slug, stage=Stage.READY)
    if number:
        found = found.filter(number=int(number) if number.isdecimal() and len(number) < 10 else -1)
    load = found.order_by("-number").first()
    if load is None:
        raise NotFound(_("There is no load %(key)s.") % {"key": key[:100]})
    return load


def folder_of(load: Load) -> Path:
    """Where the records of a load lie."""
    return Path(settings.CJIN_HOME) / "statistics" / load.folder


def counting(load: Load) -> Counting:
    """A load as tables are counted from it."""
    mapping = read_mapping(load.mapping, load.key)
    scheme = mapping.columns["offence"].scheme if "offence" in mapping.columns else ""
    links = Correspondence.of(scheme, read_links(load.links, load.key)) if load.links else None
    return Counting(folder_of(load), mapping, Report(**load.report), links)


def lineage(load: Load) -> Lineage:
    """Where the cells that are counted from a load come from."""
    return Lineage(load.key, load.source.area, load.vintage.isoformat())
