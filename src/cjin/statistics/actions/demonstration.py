"""The demonstration: made-up countries and real samples, published so that every page has something to show."""

import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

from cjin.core.rules.catalogue import read
from cjin.core.rules.errors import CjinError
from cjin.core.rules.release import ReleaseLevel
from cjin.statistics.actions.checking import check
from cjin.statistics.actions.importing import import_file
from cjin.statistics.actions.loading import load_files
from cjin.statistics.actions.publishing import Terms, publish_dataset, publish_load
from cjin.statistics.actions.scheming import import_sheet, make
from cjin.statistics.models import Load, Publication, Scheme, Source
from cjin.statistics.rules.demonstration import SAMPLES, Made, links, made_up, population, sources
from cjin.statistics.rules.linksheets import as_csv
from cjin.statistics.rules.tableset import declaration_named, set_names, table_set

SCHEME_TITLE = "Codes of the demonstration countries (made up)"


def load(*, now: datetime) -> None:
    """Loads and publishes what CJIN_SAMPLES asks for: nothing where it is empty, or where the node has other figures.

    What is there already stays.
    """
    folders = [Path(part) for part in settings.CJIN_SAMPLES.split(os.pathsep) if part]
    if not folders:
        return
    samples = {entry["source"] for entry in read(SAMPLES)["files"]}
    if Source.objects.exclude(slug__in=samples.union(sources())).exists():
        return  # a node with figures of its own is no demonstration
    _bring_scheme(now)
    have = set(Publication.objects.values_list("source__slug", flat=True))
    for entry, path in _files(folders):
        if entry["source"] not in have:
            _bring(entry, path, now)
    if not have.issuperset(sources()):
        for made in made_up():
            if made.source not in have:
                _make(made, now)


def _files(folders: list[Path]) -> Iterator[tuple[Mapping[str, Any], Path]]:
    for entry in read(SAMPLES)["files"]:
        for folder in folders:
            yield from ((entry, path) for path in sorted(folder.glob(entry["file"])) if path.is_file())


def _bring(entry: Mapping[str, Any], path: Path, now: datetime) -> None:
    """A real file; one that cannot be read is left out, since a node must open all the same."""
    terms = Terms(ReleaseLevel.PUBLIC, rule="", reason=entry["reason"])
    try:
        if "layout" in entry:
            dataset = import_file(path=path, layout=entry["layout"], vintage=entry.get("vintage"), by=None, now=now)
            if dataset.checked_at is None:
                check(dataset=dataset, by=None, now=now)
            publish_dataset(dataset=dataset, terms=terms, by=None, now=now)
            return
        mapping = yaml.safe_dump(dict(entry["mapping"]), sort_keys=False)
        loaded = load_files(paths=[path], mapping=mapping, name=path.name, by=None, now=now)
        _publish(loaded, entry["tables"], terms, now)
    except CjinError:
        return


def _bring_scheme(now: datetime) -> None:
    """The made-up national codes, so that everybody can see how a made-up figure was made."""
    codes = links()
    if not Scheme.objects.filter(slug=codes.scheme).exists():
        scheme = make(slug=codes.scheme, title=SCHEME_TITLE, by=None, now=now)
        rows = as_csv(link for mine in codes.links.values() for link in mine)
        import_sheet(scheme=scheme, content=rows.encode(), name=f"{codes.scheme}.csv", by=None, now=now)
        Scheme.objects.filter(pk=scheme.pk).update(release=ReleaseLevel.PUBLIC)


def _make(made: Made, now: datetime) -> None:
    with tempfile.TemporaryDirectory() as work:
        path = Path(work) / f"{made.source}.csv"
        path.write_text(made.rows, encoding="utf-8")
        loaded = load_files(paths=[path], mapping=made.mapping, name=f"{made.source}.yaml", by=None, now=now)
    terms = Terms(ReleaseLevel.PUBLIC, population=population(made.country))
    _publish(loaded, set_names(), terms, now)


def _publish(loaded: Load, names: Sequence[str], terms: Terms, now: datetime) -> None:
    for name in names:
        if any(str(table.unit) == loaded.source.unit for table in table_set(name).tables):
            publish_load(load=loaded, tables=declaration_named(name), name=name, terms=terms, by=None, now=now)
