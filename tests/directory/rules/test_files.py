"""What is written as JSON, CSV or XLSX is read again without loss; what cannot be read is told with its place."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cjin.core.rules.errors import Invalid
from cjin.directory.rules.entries import Known, as_data
from cjin.directory.rules.files import COLUMNS, FORMAT, read, written
from cjin.directory.rules.kinds import Function
from cjin.directory.rules.reading import read_entry
from tests.directory.entries import ENTRIES, KNOWN, SLUGS, Competence, body

DIRECTORIES = st.dictionaries(SLUGS, KNOWN, min_size=1, max_size=3).map(
    lambda found: [
        Known(renamed(one, name), one.since, one.until, None, one.verified, one.verified_by)
        for name, one in found.items()
    ]
)


def renamed(one: Known, name: str):  # type: ignore[no-untyped-def]
    return read_entry(as_data(one.entry) | {"body": name})


@given(ENTRIES)
def test_an_entry_is_the_same_after_its_way_through_json(entry) -> None:  # type: ignore[no-untyped-def]
    assert read_entry(json.loads(json.dumps(as_data(entry)))) == entry


@given(DIRECTORIES, st.sampled_from(["json", "csv"]))
@settings(max_examples=60)
def test_a_directory_is_the_same_after_its_way_through_a_file(known: list[Known], form: str) -> None:
    assert read(written(known, form), f"directory.{form}") == known


@given(DIRECTORIES)
@settings(max_examples=3, deadline=None)
def test_a_directory_is_the_same_after_its_way_through_a_workbook(known: list[Known]) -> None:
    assert read(written(known, "xlsx"), "directory.xlsx") == known


def faults(content: bytes, name: str) -> list[str]:
    with pytest.raises(Invalid) as caught:
        read(content, name)
    return [str(fault) for fault in caught.value.faults]


def a_file(**changes: object) -> bytes:
    entry = {"body": "one", "kind": "network", "names": {"en": "One"}, "since": "2020-01-01"} | changes
    return json.dumps({"format": FORMAT, "entries": [{k: v for k, v in entry.items() if v is not None}]}).encode()


@pytest.mark.parametrize(
    ("changes", "place", "said"),
    [
        ({"kind": "palace"}, "entry 1, kind", "palace"),
        ({"body": "Not A Slug"}, "entry 1, body", "short name"),
        ({"names": {}}, "entry 1, names", "a name"),
        ({"names": {"en": "A\u202eB"}}, "entry 1, names", "cannot be seen"),
        ({"names": {"xx": "A"}}, "entry 1, names", "six languages"),
        ({"state": "Nowhere"}, "entry 1, state", "State code"),
        ({"since": None}, "entry 1, since", "missing"),
        ({"since": "last year"}, "entry 1, since", "no day"),
        ({"until": "2019-01-01"}, "entry 1, until", "before"),
        ({"time_zone": "Mars/Olympus"}, "entry 1, time_zone", "time zone"),
        ({"website": "javascript:alert(1)"}, "entry 1, website", "https://"),
        ({"palace": 1}, "entry 1", "palace"),
        ({"competences": [{"function": "reign"}]}, "entry 1, competences 1, function", "reign"),
        ({"competences": [{"function": "extradition", "offences": ["murder"]}]}, "entry 1, competences 1", "ICCS"),
        ({"competences": "all"}, "entry 1, competences", "list"),
        ({"channels": [{"kind": "e-mail", "address": "nobody"}]}, "entry 1, channels 1, address", "e-mail"),
        ({"channels": [{"kind": "portal", "address": "ftp://x"}]}, "entry 1, channels 1, address", "https://"),
        ({"channels": [{"kind": "post"}]}, "entry 1, channels 1, address", "needed"),
        ({"channels": [{"kind": "post", "address": "x", "urgent": "perhaps"}]}, "entry 1, channels 1, urgent", "yes"),
        ({"keys": [{"use": "signing", "value": "-----BEGIN PRIVATE KEY-----"}]}, "entry 1, keys 1, value", "private"),
        ({"keys": [{"use": "encryption", "value": "AGE-SECRET-KEY-1X"}]}, "entry 1, keys 1, value", "private"),
        ({"keys": [{"use": "signing", "value": "x", "since": "2024-01-02", "until": "2024-01-01"}]}, "keys 1", "ends"),
    ],
)
def test_each_fault_is_told_with_its_place(changes: dict[str, object], place: str, said: str) -> None:
    found = faults(a_file(**changes), "d.json")
    assert any(place in one and said in one for one in found), found


def test_all_faults_are_told_at_once() -> None:
    assert len(faults(a_file(kind="palace", state="??", since=None), "d.json")) == 3


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"{", "d.json", "d.json"),
        (b"[]", "d.json", FORMAT),
        (b"[" * 100_000, "d.json", "d.json"),
        (b"body,kind\n", "d.pdf", "none of these"),
        (b"part,kind\nbodies,network\n", "d.csv", "“body” is missing"),
        (b"part,body,crown\nbodies,a,b\n", "d.csv", "“crown” is not known"),
        (b"part,body,body\nbodies,a,b\n", "d.csv", "stands twice"),
        (b"part,body\npalaces,a\n", "d.csv", "row 2: a part is one of"),
        (b"part,body\nkeys,a\n", "d.csv", "row 2: there is no row for the body"),
        (b"part,body\nbodies,a\nbodies,a\n", "d.csv", "row 3: the body a stands twice"),
        (b"PK\x03\x04 no workbook", "d.xlsx", "save it again"),
        ("part,body\nbodies,é\n".encode("latin-1"), "d.csv", "UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read_says_where(content: bytes, name: str, said: str) -> None:
    assert any(said in one for one in faults(content, name)), faults(content, name)


def test_no_cell_of_a_table_becomes_a_formula() -> None:
    known = body("one", Competence(Function.EXTRADITION, territories=frozenset({"=1+1"})))
    assert "'=1+1" in written([known], "csv").decode()
    assert read(written([known], "csv"), "d.csv")[0].entry == known.entry


def test_the_columns_name_every_field() -> None:
    assert set(COLUMNS) == {"bodies", "competences", "channels", "keys"}
