"""Files of one part for each sex: their totals are of that sex where the file shows it, and of both elsewhere."""

from pathlib import Path

from cjin.statistics.rules.aggregates.files import open_rows
from cjin.statistics.rules.aggregates.portal import read_portal
from cjin.statistics.rules.aggregates.reading import Read
from tests.statistics.portal import line, portal_file

VICTIMS = "Victims of sexual exploitation"


def read(folder: Path, *lines: str) -> Read:
    path = portal_file(folder, *lines)
    return read_portal(open_rows(path, folder), 2026)


def part(sex: str, totals: dict[str, int], indicator: str = VICTIMS) -> list[str]:
    """The part of one sex: for each area an age group and what is called a total."""
    rows = []
    for area, value in totals.items():
        rows.append(line(area, indicator, "Total", sex, "18-24", value=value))
        rows.append(line(area, indicator, "Total", value=value))
    return rows


def totals(found: Read) -> list[tuple[str, str, float | None]]:
    """The area, sex and value of each total."""
    return [(one.area, one.sex, one.value) for one in found.observations if one.age == "_T"]


def test_totals_of_the_part_of_one_sex_are_of_that_sex(tmp_path: Path) -> None:
    both = [line("XAA", "Violent offences", value=90), line("XAB", "Violent offences", value=91)]
    women, men = part("Female", {"XAA": 38, "XAB": 7, "XAC": 4}), part("Male", {"XAA": 5, "XAB": 9, "XAC": 4})
    alone = part("Female", {"XAD": 3})
    found = read(tmp_path, *both, *women, *alone, *men)
    assert totals(found) == [
        ("XAA", "_T", 90), ("XAB", "_T", 91), ("XAA", "F", 38), ("XAB", "F", 7), ("XAC", "F", 4), ("XAD", "F", 3),
        ("XAA", "M", 5), ("XAB", "M", 9), ("XAC", "M", 4),
    ]  # fmt: skip
    told = {(one.row, one.said, one.became) for one in found.damage if one.kind == "total-of-sex"}
    assert len(told) == 7
    assert (7, "Total", "Female") in told


def test_totals_that_are_repeated_in_each_part_stay_those_of_both(tmp_path: Path) -> None:
    women, men = part("Female", {"XAA": 38, "XAB": 7}), part("Male", {"XAA": 38, "XAB": 7})
    assert {sex for _, sex, _ in totals(read(tmp_path, *women, *men))} == {"_T"}


def test_a_total_that_the_sex_has_already_is_not_taken_for_another(tmp_path: Path) -> None:
    women, men = part("Female", {"XAA": 38, "XAB": 7}), part("Male", {"XAA": 5, "XAB": 9})
    told = line("XAB", VICTIMS, "Total", "Male", value=6)
    found = totals(read(tmp_path, *women, *men, told))
    assert found[2:] == [("XAA", "M", 5), ("XAB", "_T", 9), ("XAB", "M", 6)]


def test_a_file_that_is_in_no_parts_stays_as_it_is(tmp_path: Path) -> None:
    mixed = [line("XAA", VICTIMS, "Total", sex, value=5) for sex in ("Female", "Male", "Total", "Total")]
    found = read(tmp_path, *mixed)
    assert [one.sex for one in found.observations] == ["F", "M", "_T", "_T"]
