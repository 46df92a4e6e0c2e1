"""Two made-up areas that count by different rules, published side by side, for the tests of pages."""

from datetime import datetime
from pathlib import Path

from cjin.statistics.actions.loading import load_files
from cjin.statistics.models import Publication
from tests.statistics.published import published
from tests.statistics.test_counting import LINKS, MAPPING, made, written

TABLES = """
id: pages
title: Tables of pages
tables:
  - {id: offences, title: Recorded offences by category, unit: offence, categories: level-2}
  - {id: by-sex-and-age, title: By sex and age, unit: offence, dimensions: [sex, age], ages: [0, 18, 40]}
  - {id: by-month, title: Offences by month, unit: offence, categories: ["01", "02"], period: month}
  - {id: by-area, title: By area, unit: offence, dimensions: [area]}
"""
GRAVEST = "counting:\n  principal: incident\n"


def two_areas(folder: Path, now: datetime) -> list[Publication]:
    """XA counts every offence, XB the gravest of each incident; both are public."""
    return [of_area(folder, now, "XA"), of_area(folder, now, "XB", GRAVEST)]


def of_area(folder: Path, now: datetime, area: str, counting: str = "", rows: int = 600) -> Publication:
    """The figures of one area, from a source of its own."""
    found = sorted(made(rows, ord(area[-1])), key=lambda row: str(row["incident"]))
    path = written(found, folder / f"{area}.csv")
    named = MAPPING.replace("source: made-up-police", f"source: police-of-{area.lower()}")
    mapping = named.replace("unit: offence", f"unit: offence\narea: {area}", 1) + counting
    load = load_files(paths=[path], mapping=mapping, name="mapping.yaml", links=LINKS, by=None, now=now)
    return published(load, now, tables=TABLES)
