"""What commands print."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import PurePosixPath

import click
import pytest

from cjin.core.cli.output import emit, table
from cjin.core.cli.values import Day, LanguageText
from cjin.core.rules.multilingual import Multilingual


@dataclass(frozen=True)
class Row:
    day: date
    at: datetime
    name: Multilingual
    states: frozenset[str]
    path: PurePosixPath


ROW = Row(
    date(2021, 12, 16),
    datetime(2021, 12, 16, 9, tzinfo=UTC),
    Multilingual(zh="犯罪"),
    frozenset("ba"),
    PurePosixPath("x"),
)


def test_json_holds_what_a_program_needs(capsys: pytest.CaptureFixture[str]) -> None:
    emit([ROW], as_json=True, human=str)
    printed = capsys.readouterr().out
    for part in ('"2021-12-16"', '"2021-12-16T09:00:00+00:00"', '"zh": "犯罪"', '"a",\n', '"path": "x"'):
        assert part in printed


def test_a_person_gets_a_text(capsys: pytest.CaptureFixture[str]) -> None:
    emit(ROW, as_json=False, human=lambda row: f"{row.day}")
    assert capsys.readouterr().out == "2021-12-16\n"


def test_a_table_is_aligned_and_an_empty_one_says_so() -> None:
    assert table([(1, None), (10, "b")], "id", "name") == "id  name\n1\n10  b"
    assert table([], "id") == "None."


def test_values_are_read_or_refused() -> None:
    assert Day().convert("2021-12-16", None, None) == date(2021, 12, 16)
    assert Day().convert(date(2021, 12, 16), None, None) == date(2021, 12, 16)
    assert LanguageText().convert("EN=a=b", None, None) == ("en", "a=b")
    assert LanguageText().convert(("en", "a"), None, None) == ("en", "a")
    for kind, wrong in (
        (Day(), "16.12.2021"),
        (LanguageText(), "a"),
        (LanguageText(), "en="),
        (LanguageText(), "de=a"),
    ):
        with pytest.raises(click.BadParameter):
            kind.convert(wrong, None, None)
