"""How each kind of check is asked of the engine: one query, whose rows are what was found.

Every query answers with the key of the figure, then ``found``, ``expected``, ``low``, ``high``, ``score``, ``told``
(words of the source, where there are some) and ``others`` (JSON: the figures to put beside it, each as what differs in
its key).
"""

from collections.abc import Callable, Mapping

from cjin.statistics.rules.checks.check import Check, Kind
from cjin.statistics.rules.checks.kinds import beside, fields, series, sums

QUERIES: Mapping[Kind, Callable[[Check], str]] = {
    Kind.TYPE: fields.whole_numbers,
    Kind.RANGE: fields.limits,
    Kind.CODE: fields.codes,
    Kind.KEY: fields.keys,
    Kind.METADATA: fields.metadata,
    Kind.SUM: sums.parts_sum,
    Kind.PART: sums.part_above,
    Kind.MARGIN: sums.margins,
    Kind.REGIONS: sums.regions,
    Kind.FUNNEL: beside.funnel,
    Kind.REVISION: beside.revisions,
    Kind.PLACES: beside.places,
    Kind.HEALTH: beside.health,
    Kind.CHANGE: series.changes,
    Kind.BREAK: series.breaks,
}
