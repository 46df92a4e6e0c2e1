"""Dates and numbers as the six languages write them."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from babel.numbers import parse_decimal
from hypothesis import given
from hypothesis import strategies as st

from cjin.shell.rules.dates import ARABIC_MONTHS, LOCALES, locale_of, long_date, long_time, number

LANGUAGES = st.sampled_from(["ar", "en", "es", "fr", "ru", "zh", "zh-hans", "EN-gb"])
DAYS = st.dates(min_value=date(1945, 1, 1), max_value=date(2100, 12, 31))


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "16 December 2021"),
        ("fr", "16 décembre 2021"),
        ("es", "16 de diciembre de 2021"),
        ("ru", "16 декабря 2021 года"),
        ("zh-hans", "2021年12月16日"),
        ("ar", "16 كانون الأول/ديسمبر 2021"),
    ],
)
def test_a_day_in_each_language(language: str, written: str) -> None:
    assert long_date(date(2021, 12, 16), language) == written


def test_the_first_of_a_month_in_french() -> None:
    assert long_date(date(2021, 8, 1), "fr") == "1er août 2021"


@given(day=DAYS, language=LANGUAGES)
def test_a_day_names_its_year_and_number(day: date, language: str) -> None:
    written = long_date(day, language)
    assert str(day.year) in written
    assert str(day.day) in written


@given(one=DAYS, other=DAYS, language=LANGUAGES)
def test_two_days_are_never_written_alike(one: date, other: date, language: str) -> None:
    assert (long_date(one, language) == long_date(other, language)) == (one == other)


def test_arabic_names_each_month_twice_and_differently() -> None:
    assert len(set(ARABIC_MONTHS)) == 12
    assert all(month.count("/") == 1 for month in ARABIC_MONTHS)


def test_a_moment_shows_its_zone() -> None:
    moment = datetime(2021, 12, 16, 14, 5, tzinfo=UTC)
    assert long_time(moment, "en") == "16 December 2021, 14:05 UTC"
    there = moment.astimezone(timezone(timedelta(hours=3)))
    assert "17:05" in long_time(there, "ar")
    assert "+" in long_time(there, "fr")


@given(value=st.integers(min_value=-(10**12), max_value=10**12), language=st.sampled_from(sorted(LOCALES)))
def test_a_number_can_be_read_back(value: int, language: str) -> None:
    plain = number(value, language).replace("\u200e", "").replace("\u2212", "-")
    assert parse_decimal(plain, locale=locale_of(language)) == value


def test_numbers_follow_the_language() -> None:
    assert number(1234567, "en") == "1,234,567"
    assert number(1234567, "es") == "1.234.567"
    assert number(1234567, "fr").split() == ["1", "234", "567"]
