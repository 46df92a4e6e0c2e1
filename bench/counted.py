"""The measurements of ``bench.statistics``: each makes ready, and gives the job that is timed.

A job answers the sum of the squares of the cells of some tables, so that equal answers mean equal cells.
"""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

type Job = Callable[[], dict[str, int]]
COLUMNS = ["offence", "record_date", "area", "sex", "age", "citizenship", "attempted", "weapon", "relationship"]
KEYS = {"principal: incident": "incident", "counted: persons": "person"}
PEERED = {"t02": ["sex"], "t05": ["area"], "t07": ["weapon"], "t08": ["relationship"], "t09": ["attempted"]}
"""Tables that the peers count by their own dimensions, at the second level; the others they count without checking."""
OTHERS = [
    ["sex", "age"],
    ["age"],
    ["citizenship", "sex"],
    ["weapon", "sex"],
    ["relationship", "sex"],
    [],
    [],
    [],
    [],
    [],
    [],
]


def copy(place: Path, _mode: str) -> Job:
    import duckdb

    def job() -> dict[str, int]:
        with duckdb.connect(config={"threads": 2, "memory_limit": "1GB"}) as connection:
            target = place / "copied.parquet"
            query = f"SELECT * FROM read_csv('{place / 'rows.csv'}')"
            connection.execute(f"COPY ({query}) TO '{target}' (FORMAT parquet, COMPRESSION zstd)")
        return {}

    return job


def load(place: Path, _mode: str) -> Job:
    from bench.incidents import MAPPING, correspondence
    from cjin.statistics.rules.mapping import read_mapping
    from cjin.statistics.rules.records import loading

    mapping, links = read_mapping(MAPPING, "bench"), correspondence()
    shutil.rmtree(place / "load", ignore_errors=True)
    (place / "load").mkdir()

    def job() -> dict[str, int]:
        loading.load([place / "rows.csv"], mapping, links, place / "load")
        return {}

    return job


def _load(place: Path) -> Any:
    from bench.incidents import MAPPING, correspondence
    from cjin.statistics.rules.counting.held import Load
    from cjin.statistics.rules.mapping import read_mapping
    from cjin.statistics.rules.records.loading import REPORT, Report

    report = Report(**json.loads((place / "load" / REPORT).read_text(encoding="utf-8")))
    return Load(place / "load", read_mapping(MAPPING, "bench"), report, correspondence())


def floor(place: Path, mode: str) -> Job:
    from cjin.statistics.rules.counting.decoding import rows_of
    from cjin.statistics.rules.records.loading import RECORDS

    there = _load(place)
    columns = COLUMNS + ([KEYS[mode]] if mode else [])

    def job() -> dict[str, int]:
        for _ in rows_of(place / "load" / RECORDS, columns, there.codes):
            pass
        return {}

    return job


def ours(place: Path, mode: str) -> Job:
    shutil.rmtree(place / "load" / "counted", ignore_errors=True)
    return again(place, mode)


def again(place: Path, mode: str) -> Job:
    from bench.incidents import TABLES
    from cjin.core.rules.catalogue import parse
    from cjin.statistics.rules.counting.keeping import counted
    from cjin.statistics.rules.tableset import table_set_of

    there = _load(place)
    declared = TABLES.replace("unit: offence", f"unit: offence, {mode}") if mode else TABLES
    tables = table_set_of(parse(declared, "bench"), "bench")

    def job() -> dict[str, int]:
        found = {one.table.id: one for one in counted(tables, there).tables}
        return {name: _squares(found[name]) for name in PEERED}

    return job


def _squares(table: Any) -> int:
    """Over the categories of the second level and the codes of the dimension, without totals."""
    from cjin.statistics.rules.classification import iccs

    tree = iccs()
    names = [place for place, code in enumerate(table.axes[1].codes) if tree[code].level == 2]
    values = table.values[:, names][..., :-1].astype("int64")
    return int((values * values).sum())


def _level() -> dict[str, str]:
    from bench.incidents import correspondence
    from cjin.statistics.rules.classification import iccs

    links = correspondence().links
    return {code: iccs().at_level(mine[0].target, 2) for code, mine in links.items()}


def _rank() -> dict[str, int]:
    from bench.incidents import correspondence
    from cjin.statistics.rules.classification import iccs

    order = {code: place for place, code in enumerate(iccs().categories)}
    return {code: order[mine[0].target] for code, mine in correspondence().links.items()}


def duckdb(place: Path, mode: str) -> Job:
    import duckdb as engine

    records = place / "load" / "records.parquet"
    level, rank = _level(), _rank()

    def job() -> dict[str, int]:
        with engine.connect(config={"threads": 2, "memory_limit": "1GB", "temp_directory": str(place)}) as connection:
            connection.execute("CREATE TABLE level (offence VARCHAR, category VARCHAR, rank INTEGER)")
            values = ", ".join(f"('{code}', '{level[code]}', {rank[code]})" for code in level)
            connection.execute(f"INSERT INTO level VALUES {values}")
            key = KEYS.get(mode, "incident")
            source = f"SELECT * FROM read_parquet('{records}') JOIN level USING (offence)"
            if mode.startswith("principal"):
                source = _principal(records, key)
            value = f"count(DISTINCT {key})" if mode.startswith("counted") else "count(*)"
            sets = [*PEERED.values(), *OTHERS]
            columns = sorted({column for one in sets for column in one} - {"age"})
            groups = ", ".join(
                f"(year, category{''.join(', ' + ('ages' if c == 'age' else c) for c in one)})" for one in sets
            )
            query = (
                f"SELECT year, category, {', '.join(columns)}, ages, {value} AS n, "
                f"grouping({', '.join(columns)}, ages) AS g "
                f"FROM (SELECT *, year(record_date) AS year, age // 10 AS ages FROM ({source})) "
                f"GROUP BY GROUPING SETS ({groups})"
            )
            result = connection.execute(query).fetchnumpy()
        found = {}
        names = [*columns, "ages"]
        for name, (one,) in PEERED.items():
            wanted = sum(1 << (len(names) - 1 - place) for place, column in enumerate(names) if column != one)
            cells = result["n"][result["g"] == wanted].astype("int64")
            found[name] = int((cells * cells).sum())
        return found

    return job


def _principal(records: Path, key: str) -> str:
    columns = ", ".join(f"arg_min({column}, packed) AS {column}" for column in [*COLUMNS, "category"])
    rows = f"read_parquet('{records}', file_row_number = true) JOIN level USING (offence)"
    packed = f"SELECT *, rank * 10000000000 + file_row_number AS packed FROM {rows}"
    return f"SELECT {columns} FROM ({packed}) GROUP BY {key}"


def polars(place: Path, mode: str) -> Job:
    import polars as pl

    level, rank = _level(), _rank()
    records = place / "load" / "records.parquet"

    def job() -> dict[str, int]:
        codes = pl.DataFrame(
            {"offence": list(level), "category": list(level.values()), "rank": [rank[c] for c in level]}
        )
        rows = pl.scan_parquet(records).with_row_index("place").join(codes.lazy(), on="offence").with_columns(
            year=pl.col("record_date").dt.year(), ages=pl.col("age") // 10
        )  # fmt: skip
        if mode.startswith("principal"):
            rows = rows.sort("rank", "place").group_by("incident").first()
        value = pl.col("person").n_unique() if mode.startswith("counted") else pl.len()
        asked = [
            rows.group_by("year", "category", *("ages" if c == "age" else c for c in one)).agg(value.alias("n"))
            for one in [*PEERED.values(), *OTHERS]
        ]
        tables = pl.collect_all(asked)
        return {name: _sum(table["n"].to_numpy()) for name, table in zip(PEERED, tables, strict=False)}

    return job


def pandas(place: Path, mode: str) -> Job:
    import pandas as pd

    level, rank = _level(), _rank()
    records = place / "load" / "records.parquet"

    def job() -> dict[str, int]:
        columns = COLUMNS + ([KEYS[mode]] if mode else [])
        rows = pd.read_parquet(records, columns=columns)
        rows["category"] = rows["offence"].map(level)
        rows["year"] = pd.to_datetime(rows["record_date"]).dt.year
        rows["ages"] = rows["age"] // 10
        if mode.startswith("principal"):
            rows["rank"] = rows["offence"].map(rank)
            rows = rows.sort_values("rank", kind="stable").drop_duplicates("incident")
        found = {}
        for number, one in enumerate([*PEERED.values(), *OTHERS]):
            groups = rows.groupby(["year", "category", *("ages" if c == "age" else c for c in one)], observed=True)
            counts = groups["person"].nunique() if mode.startswith("counted") else groups.size()
            if number < len(PEERED):
                found[list(PEERED)[number]] = _sum(counts.to_numpy())
        return found

    return job


def _sum(cells: Any) -> int:
    values = cells.astype("int64")
    return int((values * values).sum())
