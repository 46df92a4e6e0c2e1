"""A made-up source that is loaded and published, for the tests of what readers see."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from click.testing import CliRunner, Result
from django.http import HttpResponseBase
from django.test import Client

from cjin.core.rules.catalogue import parse
from cjin.core.rules.release import ReleaseLevel
from cjin.node.cli import house
from cjin.statistics.actions.loading import load_files
from cjin.statistics.actions.publishing import Terms, publish_load
from cjin.statistics.models import Load, Publication
from tests.statistics.oracle import Row
from tests.statistics.test_counting import LINKS, MAPPING, made, written

TABLES = """
id: made-up
title: Made-up tables
tables:
  - {id: by-category, title: Offences by category, unit: offence, categories: level-2}
  - {id: by-sex, title: By sex, unit: offence, categories: ["01", "0101", "0101+0102", "05"], dimensions: [sex]}
  - {id: by-month, title: Offences by month, unit: offence, categories: ["01"], period: month}
"""
PUBLIC = Terms(release=ReleaseLevel.PUBLIC)


def loaded(folder: Path, now: datetime, rows: Sequence[Row] | None = None, area: str = "XA", more: str = "") -> Load:
    """A load of made-up records."""
    path = written(made(400, 3) if rows is None else list(rows), folder / "records.csv")
    mapping = MAPPING.replace("unit: offence", f"unit: offence\narea: {area}", 1) + more
    return load_files(paths=[path], mapping=mapping, name="mapping.yaml", links=LINKS, by=None, now=now)


def published(load: Load, now: datetime, terms: Terms = PUBLIC, tables: str = TABLES) -> Publication:
    """Its tables, published."""
    declared = parse(tables, "tables.yaml")
    return publish_load(load=load, tables=declared, name="tables.yaml", terms=terms, by=None, now=now)


def confirmed(client: Client, url: str, said: Mapping[str, str], **consent: str) -> HttpResponseBase:
    """What a page answers to who says what is to be published, looks at it, and publishes it."""
    ready = client.post(url, said)
    return client.post(ready["Location"], consent) if "/publish/ready/" in ready.get("Location", "") else ready


def command(*words: str) -> Result:
    """What ``cjin statistics`` answers to some words; commands are asked as they are in the house, with its options."""
    return CliRunner().invoke(house, ["statistics", *words])
