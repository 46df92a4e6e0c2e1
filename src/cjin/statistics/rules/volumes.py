"""How many records of a load carry each national code; counted once, since a load never changes."""

import json
from pathlib import Path

from cjin.statistics.rules.records.engine import engine, text
from cjin.statistics.rules.records.loading import RECORDS

KEPT = "volumes.json"


def volumes(folder: Path) -> dict[str, int]:
    """Records by national code of the offence; nothing where the load is gone or has no offences."""
    kept = folder / KEPT
    if kept.is_file():
        found: dict[str, int] = json.loads(kept.read_text(encoding="utf-8"))
        return found
    if not (folder / RECORDS).is_file():
        return {}
    found = _count(folder)
    written = kept.with_suffix(".part")
    written.write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")
    written.rename(kept)
    return found


def _count(folder: Path) -> dict[str, int]:
    source = f"read_parquet({text(str(folder / RECORDS))})"
    with engine(folder) as connection:
        # The path is the node's own, and quoted.
        columns = {row[0] for row in connection.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()}  # noqa: S608
        if "offence" not in columns:
            return {}
        query = f"SELECT offence, count(*) FROM {source} GROUP BY 1 ORDER BY 2 DESC, 1"  # noqa: S608
        rows = connection.execute(query).fetchall()
    return {str(code): count for code, count in rows if code is not None}
