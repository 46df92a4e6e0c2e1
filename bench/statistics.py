"""Statistics: loading generated records, and sixteen tables over them, beside the floor of decoding and three peers.

Every engine runs in a process of its own; its cells are added up table by table and must be equal to ours. Rows:
BENCH_ROWS (10 million). Times are those of the whole process without its imports.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

ROWS = int(os.environ.get("BENCH_ROWS", "10000000"))
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
    peer, ours = _apart("copy", place), _apart("load", place)
    print(f"loading {ROWS:,} rows of CSV")
    for name, one in (("DuckDB COPY to Parquet (peer)", peer), ("cjin load", ours)):
        print(f"  {name:34}{_told(one)}   {one['wall'] / peer['wall']:5.2f} × peer")


def _counting(place: Path, mode: str) -> None:
    print(f"sixteen tables, {mode}")
    floor = _apart("floor", place, mode)
    measured = {name: _apart(name, place, mode) for name in ("ours", "again", "duckdb", "polars", "pandas")}
    print(f"  {'decoding the columns (floor)':34}{_told(floor)}")
    for name, one in measured.items():
        times = one["wall"] / floor["wall"]
        print(f"  {LABELS[name]:34}{_told(one)}   {times:5.2f} × floor{_equal(one, measured['ours'])}")


LABELS = {"ours": "cjin tables", "again": "cjin tables, a second time", "duckdb": "DuckDB SQL", "polars": "polars",
          "pandas": "pandas"}  # fmt: skip


def _told(one: dict[str, Any]) -> str:
    return f"{one['wall']:7.2f} s   CPU {one['cpu']:7.2f} s   {one['peak']:6.0f} MB"


def _equal(one: dict[str, Any], ours: dict[str, Any]) -> str:
    if not one["cells"]:
        return ""
    wrong = [name for name, cells in one["cells"].items() if cells != ours["cells"][name]]
    assert not wrong, f"cells differ in {wrong}"
    return f"   {len(one['cells'])} tables equal"


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
