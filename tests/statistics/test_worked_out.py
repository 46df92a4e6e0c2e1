"""What readers could work out from publications: each case once told a small count, and does so no more."""

import csv
from datetime import datetime
from pathlib import Path

import pytest

from cjin.core.rules.errors import Invalid
from cjin.core.rules.release import ReleaseLevel
from cjin.statistics.actions.loading import load_files
from cjin.statistics.actions.publishing import Terms
from cjin.statistics.models import Publication
from cjin.statistics.queries.publications import file_of, flow_in
from cjin.statistics.rules.publishing.reading import Wanted, cells_of, each
from tests.statistics.published import PUBLIC, published

pytestmark = pytest.mark.django_db
ALL_STATES = Terms(release=ReleaseLevel.ALL_STATES)
AMOUNTS = Terms(release=ReleaseLevel.PUBLIC, rule="amounts")
BARE = Terms(release=ReleaseLevel.PUBLIC, rule="", reason="why not")
USUAL = {"day": "2020-05-05", "sex": "M", "area": "n", "count": 1, "tried": "COM"}
COLUMNS = "incident: incident, sex: sex, area: area, attempted: tried"
SEX = "  - {id: one, unit: offence, dimensions: [sex]}\n"


class Police:
    """A source to which rows are added, loaded again and published."""

    def __init__(self, folder: Path, now: datetime) -> None:
        self.folder, self.now = folder, now
        self.rows: list[dict[str, object]] = []
        self.kept: list[Publication] = []

    def add(self, times: int, **said: object) -> "Police":
        for _ in range(times):
            self.rows.append({"incident": f"i{len(self.rows)}", **USUAL, **said})
        return self

    def publish(
        self,
        tables: str,
        terms: Terms = PUBLIC,
        columns: str = COLUMNS,
        covers: str = "from: 2019-01-01, to: 2021-12-31",
    ) -> None:
        path = self.folder / "rows.csv"
        with path.open("w", newline="") as stream:
            writer = csv.DictWriter(stream, ["incident", *USUAL])
            writer.writeheader()
            writer.writerows(self.rows)
        mapping = f"source: police\narea: XA\nunit: offence\ncolumns: {{record_date: day, {columns}}}\n"
        mapping += f"covers: {{{covers}}}\n"
        load = load_files(paths=[path], mapping=mapping, name="m", links=None, by=None, now=self.now)
        self.kept.append(published(load, self.now, terms, f"id: s\ntables:\n{tables}"))

    def see(self, number: int, flow: str, period: str = "2020", **codes: str) -> float | None:
        """A cell of a publication, None where it is kept back. ALL is the total of a dimension."""
        one = self.kept[number]
        said = flow_in(one, flow)
        asked = {"TIME_PERIOD": [period]} | {name: [code.replace("ALL", "_T")] for name, code in codes.items()}
        (found,) = each(cells_of(said, [file_of(one, flow)], Wanted(asked)), said)
        return found.value


@pytest.fixture
def police(tmp_path: Path, now: datetime) -> Police:
    return Police(tmp_path, now)


def test_a_table_narrowed_by_its_own_dimension_has_no_say_of_what_it_leaves_out(police: Police) -> None:
    narrowed = "  - {id: two, unit: offence, dimensions: [sex], where: {sex: [M]}}\n"
    police.add(20).add(3, sex="F").publish(SEX + narrowed)
    assert police.see(0, "one", SEX="F") is None


def test_attempts_left_out_of_a_table_split_by_them_are_no_zero_elsewhere(police: Police) -> None:
    police.add(20).add(3, tried="ATT")
    tried = "unit: offence, dimensions: [attempted]"
    police.publish(f"  - {{id: one, {tried}}}\n  - {{id: two, {tried}, attempts: excluded}}\n")
    assert police.see(0, "one", ATTEMPTED="ATT") is None


@pytest.mark.parametrize("names", [("n", "s", "n&s"), ("Y0T14", "Y3T5", "Y6T9")])
def test_areas_whose_codes_look_like_sets_or_ages_are_areas(names: tuple[str, ...], police: Police) -> None:
    for name, times in zip(names, (30, 20, 10), strict=True):
        police.add(times, area=name)
    police.add(3, area="o").publish("  - {id: one, unit: offence, dimensions: [area]}\n")
    assert None in [police.see(0, "one", AREA=name) for name in ("ALL", *names)]


def test_inclusion_and_exclusion(police: Police) -> None:
    """Women less those of the north are women of the south."""
    police.add(30).add(20, sex="F").add(20, area="s").add(3, sex="F", area="s")
    areas = "  - {id: two, unit: offence, dimensions: [area]}\n"
    police.publish(SEX + areas + "  - {id: three, unit: offence, where: {sex: [M], area: [n]}}\n")
    assert None in (police.see(0, "one", SEX="F"), police.see(0, "two", AREA="n"), police.see(0, "three"))


def test_sets_in_a_ring(police: Police) -> None:
    """ab and cd less ad are bc."""
    police.add(9, area="a").add(1, area="b").add(2, area="c").add(9, area="d")
    rings = ("ab", "bc", "cd", "ad")
    where = "where: {{area: [{}, {}]}}"
    police.publish("".join(f"  - {{id: {one}, unit: offence, {where.format(*one)}}}\n" for one in rings))
    assert police.see(0, "bc") is None
    assert None in (police.see(0, "ab"), police.see(0, "cd"), police.see(0, "ad"))


def test_a_name_declared_anew_over_a_grown_load_forgets_nothing(police: Police) -> None:
    police.add(6).add(6, area="s").add(3, sex="F").publish(SEX)
    narrowed = "  - {id: one, unit: offence, where: {sex: [M]}, dimensions: [sex, area]}\n"
    police.add(9, day="2021-01-05", sex="F").publish(narrowed)
    men = [police.see(1, "one", SEX="ALL", AREA=area) for area in "ns"]
    assert None in (police.see(0, "one", SEX="ALL"), *men)


def test_what_was_protected_before_stays_so_under_another_rule(police: Police) -> None:
    columns = f"{COLUMNS}, count: count"
    police.add(6).add(6, area="s").add(3, sex="F").publish(SEX, columns=columns)
    police.publish("  - {id: two, unit: offence, where: {sex: [M]}, dimensions: [area]}\n", AMOUNTS, columns)
    assert None in (police.see(0, "one", SEX="ALL"), *(police.see(1, "two", AREA=area) for area in "ns"))


def test_what_fewer_readers_saw_protects_nothing_from_them(police: Police) -> None:
    police.add(8).add(3, sex="F").publish("  - {id: men, unit: offence, where: {sex: [M]}}\n", ALL_STATES)
    police.publish(SEX)
    assert None in (police.see(0, "men"), police.see(1, "one", SEX="ALL"))


def test_a_rest_of_amounts_that_one_row_makes_up(police: Police) -> None:
    police.add(4, count=900)
    for count in (890, 1, 2, 3):
        police.add(1, area="s", count=count)
    tables = "  - {id: one, unit: offence}\n  - {id: two, unit: offence, where: {area: [n]}}\n"
    police.publish(tables, AMOUNTS, "incident: incident, area: area, count: count")
    assert None in (police.see(0, "one"), police.see(0, "two"))


@pytest.mark.parametrize(
    "opening", ["where: {sex: [F]}, period: month", "where: {sex: [M, _U]}", "where: {sex: [M]}, dimensions: [area]"]
)
def test_what_can_be_worked_out_is_opened_only_with_consent(opening: str, police: Police) -> None:
    police.add(20).add(2, day="2020-02-05", sex="F").add(1, day="2020-03-05", sex="F").publish(SEX)
    with pytest.raises(Invalid):
        police.publish(f"  - {{id: two, unit: offence, {opening}}}\n", BARE)


def test_a_month_that_is_not_available_in_a_year_that_is_shown(police: Police) -> None:
    police.add(8, day="2020-02-05").add(9, day="2020-03-05").add(3, day="2020-01-05")
    months = "  - {id: two, unit: offence, period: month}\n"
    police.publish("  - {id: one, unit: offence}\n" + months, covers="from: 2020-02-01, to: 2020-12-31")
    assert None in (police.see(0, "one"), police.see(0, "two", "2020-02"), police.see(0, "two", "2020-03"))
