"""The layout of SDMX: ready figures in a data message (XML, CSV or JSON), whoever wrote it."""

import csv
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any

from cjin.core.rules.apart import answer, ask, limit
from cjin.core.rules.catalogue import read as catalogue
from cjin.core.rules.errors import Fault, Invalid, NotFound, Unavailable
from cjin.core.rules.workbooks import USUAL, Row
from cjin.statistics.rules.aggregates.files import LARGEST, TITLE_ROWS, Opened
from cjin.statistics.rules.aggregates.observations import Damage, Observation
from cjin.statistics.rules.aggregates.places import place_of
from cjin.statistics.rules.aggregates.reading import Read
from cjin.statistics.rules.aggregates.values import age_of, value_of, year_of
from cjin.statistics.rules.sdmx.names import code_from
from cjin.statistics.rules.tableset import catalogue_tables
from cjin.statistics.rules.units import NOT_KNOWN, TOTAL, Status

MODULE = "cjin.statistics.rules.aggregates.messages"
OTHERS = {"GEO": "REF_AREA", "TIME": "TIME_PERIOD", "UNIT": "UNIT_MEASURE", "OBS_FLAG": "OBS_STATUS"}
"""Components that other agencies name otherwise."""
NEEDED = ("REF_AREA", "TIME_PERIOD")
FLOW = "FLOW"
_STATUSES = {str(one): one for one in Status} | {
    "": Status.EXACT, "B": Status.EXACT, "N": Status.EXACT, "F": Status.ESTIMATED, "I": Status.ESTIMATED,
    "S": Status.SUPPRESSED, "C": Status.SUPPRESSED, "O": Status.NOT_AVAILABLE, "Z": Status.NOT_APPLICABLE,
}  # fmt: skip
_WITHOUT = (Status.SUPPRESSED, Status.NOT_AVAILABLE, Status.NOT_APPLICABLE)
_SEXES = {"_T": "_T", "T": "_T", "M": "M", "F": "F", "_U": "_U", "UNK": "_U", "U": "_U"}
_AGE = re.compile(r"Y\d{1,3}T(\d{1,3})?\Z", re.ASCII)
_ELSEWHERE = {"EL": "GRC", "UK": "GBR"}


def open_message(path: Path, work: Path) -> Opened:
    """The observations of a message as rows below a header. Raises NotFound, Unavailable, Invalid for no message."""
    try:
        size = path.stat().st_size
    except FileNotFoundError as error:
        raise NotFound(f"There is no file {path}.") from error
    except OSError as error:
        raise Unavailable(f"{path} cannot be read: {error.strerror}.") from error
    if size > LARGEST:
        raise Invalid(f"{path.name} is too large.", [Fault(path.name, f"a file has {LARGEST} bytes at most")])
    written = work / "message.jsonl"
    said = ask(MODULE, str(path), str(written), seconds=USUAL.seconds)
    if "error" in said:
        raise Invalid(f"{path.name} is no data message of SDMX.", [Fault(path.name, str(said["error"]))])
    return Opened(path.name, "", _rows(written))


def _rows(written: Path) -> Iterator[Row]:
    with written.open(encoding="utf-8") as stream:
        yield from (Row("", number, json.loads(line)) for number, line in enumerate(stream, 1))


def main(path: str, written: str) -> None:
    """The child process."""
    limit(memory=USUAL.memory, seconds=USUAL.seconds, writes=True)
    answer(lambda: {"rows": _write(*_read(Path(path)), Path(written))})


def _read(path: Path) -> tuple[str, list[dict[str, Any]]]:
    text = path.read_text(encoding="utf-8-sig")
    if text.lstrip()[:1] == "{":
        from cjin.statistics.rules.sdmx.json import read

        flow, rows = read(text, path.name)
        return flow, list(rows)
    if not _begins_as_one(text):
        raise Invalid(_how_it_begins(text))
    from pysdmx.io import read_sdmx

    content = BytesIO(text.encode())  # a text would be taken for a path or an address where it looks like one
    (dataset, *others) = read_sdmx(content, validate=False).get_datasets()
    if others:
        raise Invalid("it holds several data sets; give each a file of its own")
    return dataset.short_urn.partition("=")[2], dataset.data.to_dict("records")


def _begins_as_one(text: str) -> bool:
    if text.startswith("<"):
        return True
    return _is_header(text.partition("\n")[0])


def _is_header(line: str) -> bool:
    header = next(csv.reader([line]), [])
    return "DATAFLOW" in header or "STRUCTURE" in header


def _how_it_begins(text: str) -> str:
    """Why it is not read: its header stands below other lines, or nowhere among the first."""
    for number, line in enumerate(text.splitlines()[:TITLE_ROWS], 1):
        if _is_header(line):
            return f"its header stands in row {number}; take away the rows above it"
    return "it begins neither as XML nor as JSON, nor with the header of SDMX-CSV"


def _write(flow: str, rows: list[dict[str, Any]], path: Path) -> int:
    names = list(dict.fromkeys(name for row in rows for name in row))
    with path.open("w", encoding="utf-8") as stream:
        stream.write(json.dumps([FLOW, *names]) + "\n")
        for row in rows:
            cells = [flow, *("" if _is_none(row.get(name)) else str(row[name]) for name in names)]
            stream.write(json.dumps(cells) + "\n")
    return len(rows)


def _is_none(value: object) -> bool:
    return value is None or value != value or str(value) == "<NA>"


# From rows to observations


def read_message(opened: Opened, latest: int) -> Read:
    """The observations of a message. Raises Invalid where it has no area or no period, or is of several sources."""
    rows = iter(opened.rows)
    header = next(rows, Row("", 1, []))
    names = [OTHERS.get(name.upper(), name.upper()) for name in header.cells]
    missing = [name for name in NEEDED if name not in names]
    if missing:
        message = f"these components are missing: {', '.join(missing)}"
        raise Invalid(f"{opened.name} cannot be used.", [Fault(opened.name, message)])
    found = Read(columns=tuple(header.cells))
    sources: Counter[str] = Counter()
    for row in rows:
        said = dict(zip(names, row.cells, strict=False))
        sources[said.get("SOURCE", "")] += 1
        _take(found, row, said, latest)
    found.about = _about(opened.name, sources, rows=found.rows)
    if len(found.apart) > len(found.observations):
        faults = [Fault(f"{opened.name}, row {one.row}", f"{one.field}: “{one.said}”") for one in found.damage[:10]]
        raise Invalid(f"More figures of {opened.name} cannot be read than can.", faults)
    return found


def _about(name: str, sources: Counter[str], *, rows: int) -> dict[str, str]:
    named = [source for source in sources if source]
    if len(named) > 1:
        message = f"its figures are of {len(named)} sources ({', '.join(named[:5])}); ask for one at a time"
        raise Invalid(f"{name} cannot be used.", [Fault(name, message)])
    if not rows:
        raise Invalid(f"{name} has no figures.", [Fault(name, "there is no observation in it")])
    return {"source": named[0]} if named else {}


def _take(found: Read, row: Row, said: Mapping[str, str], latest: int) -> None:
    found.rows += 1
    year = year_of(said["TIME_PERIOD"], latest)
    value = value_of(said.get("OBS_VALUE", ""))
    age = _age(said.get("AGE", "") or TOTAL)
    sex = _SEXES.get(said.get("SEX", "") or TOTAL)
    wrong = {"year": year is None, "value": value is None, "age": age is None, "sex": sex is None}
    for name, is_wrong in wrong.items():
        if is_wrong:
            column = {"year": "TIME_PERIOD", "value": "OBS_VALUE"}.get(name, name.upper())
            found.damage.append(Damage(name, "", row.number, name, said.get(column, "")[:100], apart=True))
    if any(wrong.values()):
        found.apart.append(row)
        return
    assert year is not None and value is not None and age is not None and sex is not None  # noqa: PT018
    status = _status(said, value[0], value[1])
    flow = said[FLOW].rpartition(":")[2].partition("(")[0].lower().replace("_", "-")
    dimension, category = _place(flow, said)
    found.observations.append(
        Observation(
            _area(said["REF_AREA"]), flow, dimension, category, sex, age, year, said.get("UNIT_MEASURE", "") or "NR",
            None if status in _WITHOUT else value[0], status, source=said.get("SOURCE", ""),
            break_="yes" in said.get("BREAK", "") or said.get("OBS_STATUS", "").upper() == "B",
            note=said.get("COMMENT_OBS", ""), row=row.number,
        )
    )  # fmt: skip


def _age(code: str) -> str | None:
    return code if code in (TOTAL, NOT_KNOWN) or _AGE.match(code) else age_of(code)


def _status(said: Mapping[str, str], value: float | None, otherwise: Status) -> Status:
    code = said.get("OBS_STATUS", "").upper()
    status = _STATUSES.get(code, Status.PROVISIONAL if code else otherwise)
    if value is None and status not in _WITHOUT:
        hidden = said.get("CONF_STATUS", "F") not in ("", "F", "A")
        return Status.SUPPRESSED if hidden else Status.NOT_AVAILABLE
    return status


def _area(code: str) -> str:
    """A State by three letters where the message has two, as Eurostat does; any other code as it is."""
    if len(code) != 2 or code.startswith("X"):
        return code
    known = {str(one["iso2"]): str(one["iso3"]) for one in catalogue("states")["states"]}
    return _ELSEWHERE.get(code, known.get(code, code))


def _place(flow: str, said: Mapping[str, str]) -> tuple[str, str]:
    """The dimension and category of a figure: as the message names them, or its own codes as workbooks write them."""
    if "CATEGORY" in said:
        return said.get("DIMENSION", "") or TOTAL, said["CATEGORY"]
    table = catalogue_tables().get(flow)
    own = (["ICCS"] if "ICCS" in said else []) + [name.upper() for name in (table.dimensions if table else ())]
    return place_of(own, {**said, "ICCS": code_from("ICCS", said.get("ICCS", "") or TOTAL)})


if __name__ == "__main__":
    main(*islice(sys.argv, 1, 3))
