"""Checks: each finds what it is for and nothing else; what a check finds does not hang on the order of rows."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjin.core.rules.errors import Invalid
from cjin.statistics.rules.aggregates.observations import Observation, write_observations
from cjin.statistics.rules.checks.check import LANGUAGES, Kind, known, read_checks
from cjin.statistics.rules.checks.findings import Found
from cjin.statistics.rules.checks.kinds import QUERIES
from cjin.statistics.rules.checks.relations import Look
from cjin.statistics.rules.checks.run import run
from cjin.statistics.rules.units import Status


def figure(value: float | None = 10, **more: Any) -> Observation:
    """A figure that is all right by itself."""
    key = {
        "area": "XAA", "indicator": "offences", "dimension": "iccs", "category": "0101", "sex": "_T", "age": "_T",
        "year": 2015, "unit": "NR", "source": "Police",
    }  # fmt: skip
    status = Status.NOT_AVAILABLE if value is None else Status.EXACT
    return Observation(**{**key, "value": value, "status": status, **more})


def found(
    tmp_path: Path, *rows: Observation, before: list[Observation] | None = None, **other: list[Observation]
) -> list[Found]:
    files = {"now": list(rows), "before": before or [], **other}
    for name, figures in files.items():
        write_observations(figures, tmp_path / f"{name}.parquet")
    earlier = [tmp_path / "before.parquet"] if before else []
    elsewhere = [(name, tmp_path / f"{name}.parquet") for name in other]
    return run(known().values(), Look(tmp_path / "now.parquet", earlier, elsewhere), tmp_path)


def names(findings: list[Found]) -> set[str]:
    return {one.check for one in findings}


def series(values: list[float], **more: Any) -> list[Observation]:
    return [figure(value, year=2000 + number, **more) for number, value in enumerate(values)]


def test_every_kind_has_a_query_and_a_check_and_every_check_six_languages() -> None:
    assert set(QUERIES) == set(Kind) == {one.kind for one in known().values()}
    for one in known().values():
        assert set(one.message) == set(LANGUAGES)
        assert len(set(one.message.values())) == 6


CASES: dict[str, list[Observation]] = {
    "count-not-whole": [figure(1.5)],
    "below-zero": [figure(-1)],
    "rate-above-population": [figure(100_001, unit="P_HTHAB")],
    "percentage-above-hundred": [figure(101, unit="PT")],
    "area-not-known": [figure(area="ZZZ")],
    "category-not-known": [figure(category="9999")],
    "sex-not-known": [figure(sex="B")],
    "age-not-known": [figure(age="old")],
    "unit-not-known": [figure(unit="KG")],
    "key-twice-with-two-values": [figure(1), figure(2)],
    "key-twice": [figure(1), figure(1)],
    "part-above-whole": [figure(5, category="0206"), figure(6, category="02061")],
    "parts-not-whole": [
        figure(value, category=category)
        for category, value in {
            "Sexual violence": 9, "Sexual violence: Rape": 3, "Sexual violence: Sexual assault": 3,
            "Sexual violence: Other acts of sexual violence": 2,
        }.items()
    ],
    "iccs-parts-not-whole": [
        figure(9, category="0206"), *(figure(2, category=f"0206{number}") for number in (1, 2, 3, 9)),
    ],
    "sexes-above-total": [figure(9), figure(5, sex="F"), figure(5, sex="M")],
    "sexes-below-total": [figure(11), figure(5, sex="F"), figure(5, sex="M")],
    "ages-above-total": [figure(9), figure(5, age="Y0T17"), figure(5, age="Y18T")],
    "ages-below-total": [figure(11), figure(5, age="Y0T9"), figure(5, age="Y10T19")],
    "sexes-and-ages-above-total": [
        figure(9), figure(5, sex="F", age="Y0T17"), figure(5, sex="M", age="Y0T17"), figure(1, sex="M", age="Y18T"),
    ],
    "regions-above-nation": [figure(9), figure(5, area="XAA-01"), figure(5, area="XAA-02")],
    "prosecuted-above-suspected": [figure(5, indicator="suspects"), figure(6, indicator="prosecuted")],
    "convicted-above-prosecuted": [figure(5, indicator="prosecuted"), figure(6, indicator="convicted")],
    "change-between-years": series([1000, 1010, 1005, 995, 1000, 1900, 1000]),
    "break-not-flagged": series([1000, 1010, 990, 2000, 2010, 1990]),
    "two-dimensions": [figure(10, category="_T"), figure(12, category="_T", dimension="by sex")],
    "two-places": [figure(50, indicator="victims"), figure(60, indicator="victims-of-homicide")],
    "police-against-health": [
        figure(500, indicator="victims"), figure(900, indicator="deaths-by-assault", dimension="icd10", category="_T"),
    ],
    "source-missing": [figure(source="")],
}  # fmt: skip
"""For each check rows that it must find something in."""


@pytest.mark.parametrize("check", [name for name in known() if name not in ("revised", "revised-much", "two-sources")])
def test_a_check_finds_what_it_is_for(check: str, tmp_path: Path) -> None:
    assert check in names(found(tmp_path, *CASES[check]))


def test_what_is_right_is_not_found(tmp_path: Path) -> None:
    rows = [
        figure(10), figure(6, sex="F"), figure(4, sex="M"), figure(3, age="Y0T17"), figure(7, age="Y18T"),
        figure(4, area="XAA-01"), figure(6, area="XAA-02"), figure(None, category="0102"),
        *series([100, 104, 99, 101, 97, 103, 100], category="0501"),
    ]  # fmt: skip
    assert names(found(tmp_path, *rows)) == set()


def test_vintages_and_other_sources_are_compared(tmp_path: Path) -> None:
    told = found(tmp_path, figure(100), before=[figure(101)], other=[figure(150)])
    assert names(told) == {"revised", "two-sources"}
    assert "revised-much" in names(found(tmp_path, figure(1000), before=[figure(500)]))
    assert names(found(tmp_path, figure(100), before=[figure(100)], other=[figure(100)])) == set()
    assert names(found(tmp_path, figure(0), before=[figure(None)])) == set()


def test_small_bases_may_double_and_flagged_breaks_are_silent(tmp_path: Path) -> None:
    assert names(found(tmp_path, *series([3, 6, 2, 5, 1, 4]))) == set()
    broken = [one._replace(break_=one.year == 2003) for one in series([1000, 1010, 990, 2000, 2010, 1990])]
    assert names(found(tmp_path, *broken)) == set()


def test_no_limit_of_a_count_is_below_zero(tmp_path: Path) -> None:
    (told,) = found(tmp_path, *series([2, 1, 0, 1, 0, 2, 1, 0, 2, 1, 2500]))
    assert (told.check, told.values["low"]) == ("change-between-years", 0)


def test_groups_of_ages_that_overlap_are_never_summed(tmp_path: Path) -> None:
    rows = [figure(10), figure(9, age="Y0T17"), figure(9, age="Y10T17"), figure(1, age="Y18T")]
    assert names(found(tmp_path, *rows)) == set()


def test_a_key_with_two_values_takes_part_in_no_sum(tmp_path: Path) -> None:
    rows = [figure(5, category="0206"), figure(500, category="0206"), figure(6, category="02061")]
    assert names(found(tmp_path, *rows)) == {"key-twice-with-two-values"}


@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(tmp_path_factory: pytest.TempPathFactory, chance: Any) -> None:
    rows = [row for case in ("part-above-whole", "sexes-above-total", "change-between-years") for row in CASES[case]]
    folder = tmp_path_factory.mktemp("order")
    first = found(folder, *rows)
    chance.shuffle(rows)
    assert [one.digest for one in found(folder, *rows)] == [one.digest for one in first]


@given(st.dictionaries(st.sampled_from(["low", "high", "score"]), st.floats(0, 1e6)), st.floats(-1e6, 1e6))
def test_a_digest_hangs_on_what_was_compared_and_not_on_limits(limits: dict[str, float], value: float) -> None:
    one = next(iter(known().values()))
    key = ("XAA", "i", "d", "c", "_T", "_T", 2015, "NR")
    plain = Found(one.id, one.severity, key, {"found": value})
    assert Found(one.id, one.severity, key, {"found": value, **limits}).digest == plain.digest
    assert Found(one.id, one.severity, key, {"found": value + 1000}).digest != plain.digest


def test_labels_with_quotes_are_only_labels(tmp_path: Path) -> None:
    name = "'; DROP TABLE obs; --"
    told = found(tmp_path, figure(-1, indicator=name, category='"'))
    assert {one.key[1] for one in told} >= {name}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("checks: [{id: a, kind: nonsense, severity: error, message: {en: x}}]", "kind"),
        ("checks: [{id: a, kind: range, severity: fatal, message: {en: x}}]", "severity"),
        ("checks: [{id: a, kind: range, severity: error, message: {en: x}, most: many}]", "most"),
        ("checks: [{id: a, kind: range, severity: error, message: {en: x}, limits: 3}]", "limits"),
        ("checks: [{id: a, kind: range, severity: error, message: {en: x}}]", "message.fr"),
        ("rules: []", "rules"),
    ],
)
def test_a_wrong_check_is_told_with_its_place(text: str, place: str) -> None:
    with pytest.raises(Invalid) as caught:
        read_checks(text, "own.yaml")
    assert any(fault.where.endswith(place) for fault in caught.value.faults), caught.value.faults
