"""Where a figure of a table stands among observations, which have fields for sex and age and words for the rest."""

from collections.abc import Mapping, Sequence

from cjin.statistics.rules.units import TOTAL

FIELDS = ("SEX", "AGE")


def place_of(own: Sequence[str], codes: Mapping[str, str]) -> tuple[str, str]:
    """The dimension and the category of a figure by its codes of a table's ``own`` dimensions (in capitals).

    ``iccs by relationship`` and ``0101: PARTNER``; with several dimensions beside, each code says which it is of.
    """
    free = [name for name in own if name not in ("ICCS", *FIELDS)]
    said = {name: codes.get(name, TOTAL) for name in free}
    told = {name: code for name, code in said.items() if code != TOTAL}
    parts = list(told.values()) if len(free) == 1 else [f"{name.lower()}={code}" for name, code in told.items()]
    named = "iccs" if "ICCS" in own else "total"
    return " by ".join([named, *map(str.lower, free)]), ": ".join([codes.get("ICCS", "") or TOTAL, *parts])


def codes_at(own: Sequence[str], category: str) -> dict[str, str]:
    """The codes that ``place_of`` put into a category."""
    free = [name for name in own if name not in ("ICCS", *FIELDS)]
    first, *rest = category.split(": ")
    said = (
        dict(part.split("=", 1) for part in rest)
        if len(free) > 1
        else {name.lower(): code for name, code in zip(free, rest, strict=False)}
    )
    return {"ICCS": first} | {name: said.get(name.lower(), TOTAL) for name in free}
