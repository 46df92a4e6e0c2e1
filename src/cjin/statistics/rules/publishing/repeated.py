"""Ready figures that stand several times: what repeats is one figure, what contradicts itself is none to publish."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cjin.statistics.rules.aggregates.observations import KEY, Observation
from cjin.statistics.rules.aggregates.places import codes_at
from cjin.statistics.rules.publishing.flows import own_dimensions
from cjin.statistics.rules.tableset import Table
from cjin.statistics.rules.units import TOTAL

MOST_KEYS = 100


@dataclass(frozen=True)
class Once:
    """The figures that stand once now, how many rows only repeated one, and those that contradict each other."""

    figures: Sequence[Observation]
    repeated: int
    contradicting: Sequence[Sequence[Observation]]

    def told(self) -> dict[str, Any]:
        """What became of repeated figures, as a publication's report keeps it: the first MOST_KEYS keys are named."""
        return {
            "repeated": self.repeated,
            "contradicting": len(self.contradicting),
            "rows": sum(map(len, self.contradicting)),
            "keys": [dict(zip(KEY, one[0].key, strict=True)) for one in self.contradicting[:MOST_KEYS]],
        }


def once(found: Sequence[Observation], tables: Mapping[str, Table]) -> Once:
    """Each figure once. Rows of one key with the same value and status repeat it; with others, nobody can say which
    of them holds, and none is left.
    """
    rows: dict[object, list[Observation]] = defaultdict(list)
    for one in found:
        rows[_place(one, tables.get(one.indicator))].append(one)
    same = {place: _agree(those) for place, those in rows.items()}
    figures = [_joined(those) for place, those in rows.items() if same[place]]
    contradicting = [those for place, those in rows.items() if not same[place]]
    return Once(figures, len(found) - len(figures) - sum(map(len, contradicting)), contradicting)


def _place(one: Observation, table: Table | None) -> object:
    """What a figure is published as: that of a table by the codes in its category, whatever its dimension is called."""
    if table is None:
        return one.key
    return (one._replace(dimension="", category="").key, *sorted(own_codes(one, table).items()))


def own_codes(one: Observation, table: Table) -> dict[str, str]:
    """The codes of a figure of a table. Those that an observation has no field for stand in its category."""
    said = codes_at(own_dimensions(table), one.category)
    return {"SEX": one.sex, "AGE": one.age} | said | ({} if table.categories else {"ICCS": TOTAL})


def _agree(rows: Sequence[Observation]) -> bool:
    return len({(one.value, one.status) for one in rows}) == 1


def _joined(rows: Sequence[Observation]) -> Observation:
    """The first of several rows that repeat a figure, with the words and the break of all of them."""
    notes = dict.fromkeys(one.note for one in rows if one.note)
    return rows[0]._replace(note=" / ".join(notes), break_=any(one.break_ for one in rows))
