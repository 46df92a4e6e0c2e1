"""Statistics: loading generated records, and sixteen tables over them, beside the floor of decoding and three peers.

Every engine runs in a process of its own; its cells are added up table by table and must be equal to ours. Rows:
BENCH_ROWS (10 million). Times are those of the whole process without its imports, the least of BENCH_RUNS (3): other
work on the same machine only ever adds to them. The largest peak of memory is told.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

ROWS = int(os.environ.get("BENCH_ROWS", "10000000"))
RUNS = int(os.environ.get("BENCH_RUNS", "3"))
MODES = {"every offence": "", "gravest offence": "principal: incident", "distinct persons": "counted: persons"}


def main() -> None:
    """Print loading beside COPY, then each way of counting beside its floor and peers."""
    from bench.incidents import generate

    with tempfile.TemporaryDirectory(prefix="cjin-bench-") as folder:
        place = Path(folder)
        generate(ROWS, place / "rows.csv")
        _loading(place)
        for mode in MODES:
            _counting(place, mode)


def _loading(place: Path) -> None:
    found = _measured(("copy", "load"), place)
    print(f"loading {ROWS:,} rows of CSV")
    for name, one in found.items():
        print(f"  {LABELS[name]:34}{_told(one)}   {_times(one, found['copy'])} peer")


def _counting(place: Path, mode: str) -> None:
    print(f"sixteen tables, {mode}")
    found = _measured(("floor", "ours", "again", "duckdb", "polars", "pandas"), place, mode)
    for name, one in found.items():
        print(f"  {LABELS[name]:34}{_told(one)}   {_times(one, found['floor'])} floor{_equal(one, found['ours'])}")


LABELS = {"copy": "DuckDB COPY to Parquet (peer)", "load": "cjin load", "floor": "decoding the columns (floor)",
          "ours": "cjin tables", "again": "cjin tables, a second time", "duckdb": "DuckDB SQL", "polars": "polars",
          "pandas": "pandas"}  # fmt: skip


def _told(one: dict[str, Any]) -> str:
    return f"{one['wall']:7.2f} s   CPU {one['cpu']:7.2f} s   {one['peak']:6.0f} MB"


def _times(one: dict[str, Any], other: dict[str, Any]) -> str:
    return f"{one['wall'] / other['wall']:5.2f} × (CPU {one['cpu'] / other['cpu']:5.2f} ×)"


def _equal(one: dict[str, Any], ours: dict[str, Any]) -> str:
    if not one["cells"]:
        return ""
    wrong = [name for name, cells in one["cells"].items() if cells != ours["cells"][name]]
    assert not wrong, f"cells differ in {wrong}"
    return f"   {len(one['cells'])} tables equal"


def _measured(works: Sequence[str], place: Path, mode: str = "") -> dict[str, dict[str, Any]]:
    """The least of several runs of each work; they take turns, so that what disturbs one disturbs all."""
    runs = [{work: _apart(work, place, mode) for work in works} for _ in range(RUNS)]
    return {work: _least([run[work] for run in runs]) for work in works}


def _least(runs: Sequence[dict[str, Any]]) -> dict[str, Any]:
    cells = runs[0]["cells"]
    assert all(run["cells"] == cells for run in runs)
    least = {name: min(run[name] for run in runs) for name in ("wall", "cpu")}
    return {**least, "peak": max(run["peak"] for run in runs), "cells": cells}


def _apart(work: str, place: Path, mode: str = "") -> dict[str, Any]:
    command = [sys.executable, "-m", "bench.statistics", work, str(place), mode]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def run(work: str, place: Path, mode: str) -> None:
    """One measurement, in a process of its own; what it says is one line of JSON."""
    from bench import counted

    make: Callable[..., Callable[[], dict[str, int]]] = getattr(counted, work)
    job = make(place, MODES.get(mode, ""))
    wall, cpu = perf_counter(), process_time()
    cells = job()
    wall, cpu = perf_counter() - wall, process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"wall": wall, "cpu": cpu, "peak": peak, "cells": cells}))


if __name__ == "__main__":
    run(sys.argv[1], Path(sys.argv[2]), sys.argv[3])
