"""The names of offences by their codes of ICCS, as the catalogue has them."""

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from io import StringIO

DEEPEST_OFFERED = 4
"""Sections and divisions are offered to choose from; whoever knows a longer code may ask with it."""


@cache
def offences() -> Mapping[str, Mapping[str, str]]:
    """The titles of every category by language, by code, in their order."""
    text = (files("cjin.catalogue") / "classifications/iccs/categories.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(StringIO(text))
    return {row["code"]: {"en": row["en"], "es": row["es"]} for row in rows}


def offence_meant(said: str) -> str:
    """The code of the category that somebody names by its code, its title in any language, or both; else nothing."""
    code = said.split(maxsplit=1)[0] if said.strip() else ""
    if code in offences():
        return code
    sought = said.strip().casefold()
    return next((code for code, titles in offences().items() if sought in map(str.casefold, titles.values())), "")


def sections() -> dict[str, list[str]]:
    """The codes that are offered, divisions under their sections."""
    found: dict[str, list[str]] = {}
    for code in offences():
        if len(code) <= DEEPEST_OFFERED:
            found.setdefault(code[:2], []).append(code)
    return found
