"""Files that were put together from parts: one for women, one for men, in which “Total” is the total of that sex.

Such a file says nothing of its parts; they are known from where its areas begin anew.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from cjin.statistics.rules.aggregates.observations import Observation
from cjin.statistics.rules.units import TOTAL

SEXES = ("F", "M")
type Label = tuple[str, str, str]


def sexed(found: Sequence[Observation]) -> list[Observation]:
    """The observations, where totals of one sex only are said to be of that sex.

    What stands as a total of both sexes in a part of one sex is the total of that sex, if the file shows that its label
    is used so: figures with one key stand in parts of both sexes, and more of them differ than agree.
    """
    sexes = _sexes(found)
    labels = _used_so(found, sexes)
    taken = {one.key for one in found if one.sex in SEXES}
    told = []
    for one, sex in zip(found, sexes, strict=True):
        of_sex = one._replace(sex=sex)
        is_meant = sex and one.sex == TOTAL and _label(one) in labels and of_sex.key not in taken
        told.append(of_sex if is_meant else one)
    return told


def _sexes(found: Sequence[Observation]) -> list[str]:
    """The one sex that the part of each observation is of, "" where that holds both or none."""
    told: list[str] = []
    for part in _parts(found):
        sexes = {one.sex for one in part}.intersection(SEXES)
        told += [sexes.pop() if len(sexes) == 1 else ""] * len(part)
    return told


def _parts(found: Sequence[Observation]) -> Iterator[list[Observation]]:
    """The observations of each part: a part ends where an area comes again after others."""
    part: list[Observation] = []
    seen: set[str] = set()
    for one in found:
        if part and one.area != part[-1].area and one.area in seen:
            yield part
            part, seen = [], set()
        part.append(one)
        seen.add(one.area)
    if part:
        yield part


def _used_so(found: Sequence[Observation], sexes: Sequence[str]) -> set[Label]:
    """The labels whose totals differ from the part of one sex to that of the other more often than they agree."""
    totals: dict[tuple[object, ...], dict[str, Observation]] = defaultdict(dict)
    for one, sex in zip(found, sexes, strict=True):
        if sex and one.sex == TOTAL:
            totals[one.key][sex] = one
    balance: dict[Label, int] = defaultdict(int)
    for by_sex in totals.values():
        if len(by_sex) == len(SEXES):
            women, men = (by_sex[sex] for sex in SEXES)
            balance[_label(women)] += 1 if women.value != men.value else -1
    return {label for label, more in balance.items() if more > 0}


def _label(one: Observation) -> Label:
    return (one.indicator, one.dimension, one.category)
