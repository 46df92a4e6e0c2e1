"""Reading the catalogue."""

from datetime import date

import pytest

from cjin.core.rules.catalogue import names, parse, read
from cjin.core.rules.errors import Invalid, NotFound


def test_a_file_is_read_once_with_or_without_its_ending() -> None:
    assert read("instruments") is not None
    assert read("instruments") is read("instruments")
    assert read("instruments.yaml") == read("instruments")


@pytest.mark.parametrize("name", ["nothing-of-the-kind", "../pyproject", "/etc/passwd", "", "a//b", "Instruments"])
def test_what_is_not_in_the_catalogue_is_not_found(name: str) -> None:
    with pytest.raises(NotFound):
        read(name)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: 1\nb: [1, 2\nc: 3", "line 3"),
        ("a: 1\na: 2", "line 2, column 1"),
        ("x:\n  - y: 1\n    y: 2", "line 3, column 5"),
        ("a: !!python/object/apply:os.system ['true']", "line 1"),
        ("\x07", "file.yaml"),
        ("a: 1\nsource: 2020-99-99", "line 2, column 9"),
        ("a: 2020-01-01T99:00:00Z", "line 1, column 4"),
        ("a: !!timestamp today", "line 1, column 4"),
        ("a: !!bool perhaps", "line 1, column 4"),
        ("\na: " + "9" * 5000, "line 2, column 4"),
        ("? 0x" + "f" * 5000 + "\n: 1", "line 1, column 3"),
        ("\n" + "[" * 3000 + "]" * 3000, "file.yaml, line 2"),
        ("\n".join(" " * depth + "a:" for depth in range(1500)), "file.yaml, line "),
        ('a: "\\UFFFFFFFF"', "file.yaml, line 1"),
        ('a: "\\0"', "line 1, column 4"),
        ('a: "\\ud800"', "line 1, column 4"),
    ],
)
def test_a_broken_file_is_told_with_its_place(text: str, place: str) -> None:
    with pytest.raises(Invalid) as told:
        parse(text, "file.yaml")
    assert place in told.value.faults[0].where


def test_what_is_a_day_a_number_or_a_text_is_read() -> None:
    text = 'a: 2020-02-29\nb: 1000000000000000000\nc: "one\\ttwo\\n"\nd: "2020-99-99"'
    assert parse(text, "file") == {"a": date(2020, 2, 29), "b": 10**18, "c": "one\ttwo\n", "d": "2020-99-99"}


def test_the_files_of_a_folder_are_named_as_read_takes_them() -> None:
    assert names("../..") == []
    assert names("nothing-of-the-kind") == []
