"""Reading the catalogue."""

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
    ],
)
def test_a_broken_file_is_told_with_its_place(text: str, place: str) -> None:
    with pytest.raises(Invalid) as told:
        parse(text, "file.yaml")
    assert place in told.value.faults[0].where


def test_the_files_of_a_folder_are_named_as_read_takes_them() -> None:
    assert names("../..") == []
    assert names("nothing-of-the-kind") == []
