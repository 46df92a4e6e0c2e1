"""Revisions: what a later publication of a flow says otherwise than the one before it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as arrow
import pyarrow.compute as compute

from cjin.statistics.rules.publishing.flows import Flow

MOST = 200
EQUAL = 1e-9


@dataclass(frozen=True)
class Change:
    """A cell whose value or status changed: its codes in the order of the flow's key, what it was and what it is."""

    codes: tuple[str, ...]
    before: tuple[float | None, str]
    after: tuple[float | None, str]


@dataclass(frozen=True)
class Revision:
    """What changed in a flow: how many cells are in both, how many of those changed, how many came and went.

    ``changes`` are the largest at most MOST.
    """

    flow: Flow
    both: int
    changed: int
    added: int
    removed: int
    changes: Sequence[Change]

    @property
    def same(self) -> int:
        """How many cells are in both and did not change."""
        return self.both - self.changed

    def told(self) -> dict[str, Any]:
        """How much changed, without the single cells."""
        counts = {name: getattr(self, name) for name in ("both", "same", "changed", "added", "removed")}
        return {"flow": self.flow.id, **counts}


def revision(flow: Flow, before: arrow.Table, after: arrow.Table) -> Revision:
    """Two publications of a flow, cell by cell."""
    key = list(flow.key)
    kept = [*key, "OBS_VALUE", "OBS_STATUS"]
    both = before.select(kept).join(after.select(kept), key, right_suffix=" now", join_type="inner")
    same_status = compute.equal(both["OBS_STATUS"], both["OBS_STATUS now"])
    gone = compute.fill_null(both["OBS_VALUE"], 0.0)
    here = compute.fill_null(both["OBS_VALUE now"], 0.0)
    apart = compute.abs(compute.subtract(here, gone))
    changed = both.append_column("apart", apart).filter(
        compute.or_(compute.greater(apart, EQUAL), compute.invert(same_status))
    )
    largest = changed.sort_by([("apart", "descending"), *((name, "ascending") for name in key)]).slice(0, MOST)
    return Revision(
        flow,
        both.num_rows,
        changed.num_rows,
        after.num_rows - both.num_rows,
        before.num_rows - both.num_rows,
        [_change(row, key) for row in largest.to_pylist()],
    )


def _change(row: dict[str, object], key: Sequence[str]) -> Change:
    return Change(
        tuple(str(row[name]) for name in key),
        (row["OBS_VALUE"], str(row["OBS_STATUS"])),  # type: ignore[arg-type]
        (row["OBS_VALUE now"], str(row["OBS_STATUS now"])),  # type: ignore[arg-type]
    )
