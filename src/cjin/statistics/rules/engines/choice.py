"""The choice of an engine: a declared table set is the source, and each engine answers the same cells."""

from collections.abc import Mapping
from typing import Protocol

from cjin.core.rules.errors import NotFound
from cjin.statistics.rules.counting.held import Load
from cjin.statistics.rules.counting.keeping import counted
from cjin.statistics.rules.counting.tables import Outcome
from cjin.statistics.rules.engines import embedded, spark
from cjin.statistics.rules.tableset import TableSet


class Engine(Protocol):
    """Counts every table of a set whose unit a load holds. Raises Invalid, Unavailable."""

    def __call__(self, tables: TableSet, load: Load, /) -> Outcome:
        """The counted tables, and why others were not."""


NUMPY = "numpy"
ENGINES: Mapping[str, Engine] = {NUMPY: counted, "duckdb": embedded.count, "spark": spark.count}
"""The default keeps its counts beside the load; the others count anew each time."""


def engine(name: str) -> Engine:
    """The engine of a name. Raises NotFound."""
    if name not in ENGINES:
        raise NotFound(f"There is no engine {name[:40]}; there are {', '.join(ENGINES)}.")
    return ENGINES[name]
