"""Publishing: what readers see is what was counted and protected, and no two publications tell more than one."""

import random
from datetime import datetime
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser

from cjin.core.models import AuditRow
from cjin.core.rules.errors import Conflict, Invalid, NotFound
from cjin.core.rules.release import ReleaseLevel
from cjin.statistics.actions.publishing import Terms, withdraw
from cjin.statistics.actions.readings import alone
from cjin.statistics.models import Load, Publication, Source
from cjin.statistics.queries.flows import Held, address_of, codes_of, flow_for, flows
from cjin.statistics.queries.loads import counting
from cjin.statistics.queries.publications import publications_of
from cjin.statistics.rules.counting.cells import Counted
from cjin.statistics.rules.counting.keeping import counted
from cjin.statistics.rules.counting.provisional import settled
from cjin.statistics.rules.disclosure.primary import rule
from cjin.statistics.rules.disclosure.program import System, components, interval
from cjin.statistics.rules.disclosure.relations import Key
from cjin.statistics.rules.disclosure.relations import published as related
from cjin.statistics.rules.publishing.flows import codes_for
from cjin.statistics.rules.publishing.reading import Wanted
from cjin.statistics.rules.tableset import table_set_of
from tests.statistics.published import PUBLIC, TABLES, loaded, published
from tests.statistics.test_counting import made

pytestmark = pytest.mark.django_db
MORE = """
id: more
title: More tables
tables:
  - {id: by-sex-and-area, title: By sex and area, unit: offence, categories: ["01", "05"], dimensions: [sex, area]}
"""
RULE = rule("counts-of-persons")


def seen(actor: None = None) -> dict[str, Held]:
    return {held.flow.id: held for held in flows(actor)}


def test_what_is_published_equals_what_was_counted(tmp_path: Path, now: datetime) -> None:
    load = loaded(tmp_path, now)
    made_public = published(load, now, Terms(release=ReleaseLevel.PUBLIC, rule="", reason="made up"))
    base = counting(load)
    tables = [settled(one, base) for one in counted(table_set_of(made_public.tables, "x"), base).tables]
    assert set(seen()) == {table.table.id for table in tables}
    for table in tables:
        held = seen()[table.table.id]
        cells = {tuple(cell.codes[name] for name in _names(held)): (cell.value, cell.status) for cell in held.cells()}
        assert cells == {cell.codes: (cell.value, str(cell.status)) for cell in table.cells()}
    assert seen()["by-sex"].flow.rules["unit"] == "offence"
    assert seen()["by-sex"].flow.rules["threats"] == "unknown"


def _names(held: Held) -> list[str]:
    return ["TIME_PERIOD", *held.flow.dimensions]


def test_the_same_again_changes_nothing_and_other_records_make_the_next(tmp_path: Path, now: datetime) -> None:
    first = published(loaded(tmp_path, now), now)
    assert published(loaded(tmp_path, now), now) == first
    second = published(loaded(tmp_path, now, made(300, 4)), now)
    assert (first.key, second.key) == ("made-up-police@1", "made-up-police@2")
    assert [part.publication.number for part in seen()["by-sex"].parts] == [2]
    assert AuditRow.objects.filter(stream="statistics", act="publish").count() == 2


def test_what_is_not_released_does_not_exist(tmp_path: Path, now: datetime) -> None:
    own = published(loaded(tmp_path, now), now, Terms())
    stranger = AnonymousUser()
    assert publications_of(stranger).count() == 0
    assert flows(stranger) == []
    with pytest.raises(NotFound):
        flow_for(stranger, "by-sex")
    Publication.objects.filter(pk=own.pk).update(release=ReleaseLevel.PUBLIC)
    assert len(flows(stranger)) == 3


def test_a_withdrawn_publication_is_gone_and_its_number_is_not_used_again(tmp_path: Path, now: datetime) -> None:
    first = published(loaded(tmp_path, now), now)
    with pytest.raises(Invalid):
        withdraw(publication=first, why=" ", by=None, now=now)
    withdraw(publication=first, why="a wrong mapping", by=None, now=now)
    assert flows(None) == []
    with pytest.raises(Conflict):
        withdraw(publication=first, why="again", by=None, now=now)
    assert published(loaded(tmp_path, now), now).number == 2


def test_figures_without_protection_need_a_reason(tmp_path: Path, now: datetime) -> None:
    load = loaded(tmp_path, now)
    with pytest.raises(Invalid, match="cannot be published"):
        published(load, now, Terms(rule=""))
    with pytest.raises(NotFound):
        published(load, now, Terms(rule="no-such-rule"))
    assert Publication.objects.count() == 0


def test_one_name_has_one_set_of_dimensions(tmp_path: Path, now: datetime) -> None:
    published(loaded(tmp_path, now), now)
    Source.objects.update(slug="another")
    with pytest.raises(Invalid, match="other names"):
        published(loaded(tmp_path, now), now, PUBLIC, TABLES.replace("dimensions: [sex]", "dimensions: [area]"))


def test_every_cell_has_an_address_that_leads_back_to_it(tmp_path: Path, now: datetime) -> None:
    published(loaded(tmp_path, now), now)
    held = seen()["by-sex"]
    for cell in list(held.cells())[::7]:
        where = address_of(held, cell)
        assert codes_of(held.flow, where["key"], where["slug"], where["period"]) == cell.codes
    with pytest.raises(NotFound):
        codes_of(held.flow, "A.XA", "made-up-police", "2019")


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_an_attacker_with_fifty_questions_learns_no_more_than_the_files_tell(
    seed: int, tmp_path: Path, now: datetime
) -> None:
    """Every answer to a question holds cells of the published table only, never a sum over hidden ones."""
    load = loaded(tmp_path, now, made(150, seed))
    published(load, now)
    chance = random.Random(seed)
    for _question in range(50):
        held = chance.choice(list(seen().values()))
        whole = {tuple(cell.codes.values()): (cell.value, cell.status) for cell in held.cells()}
        names = chance.sample(held.flow.key, chance.randrange(3))
        wanted = {name: chance.sample(list(held.flow.lists[name]), 1) for name in names}
        answer = {tuple(cell.codes.values()): (cell.value, cell.status) for cell in held.cells(Wanted(wanted))}
        assert answer.items() <= whole.items()
        assert all(value is None for value, status in answer.values() if status == "Q")


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_two_publications_of_the_same_records_tell_no_more_than_one(seed: int, tmp_path: Path, now: datetime) -> None:
    load = loaded(tmp_path, now, made(150, seed))
    one, two = published(load, now), published(load, now, PUBLIC, MORE)
    everything = [*_tables(one, load), *_tables(two, load)]
    truth = related(everything)
    assert set(seen()) == {"by-category", "by-sex", "by-month", "by-sex-and-area"}
    shown = _shown(everything)
    hidden = truth.values.keys() - shown
    told = {key for word in two.report["hidden"]["unprotected"] for key in hidden if word == " ".join(key[1:])}
    for keys, relations in components(list(truth.values), truth.relations):
        system = System.of(keys, relations)
        for key in hidden.intersection(keys):
            if RULE.hides(truth.values[key]) and key not in told:
                low, high = interval(system, truth.values, hidden.intersection(keys), key)
                assert high - low >= RULE.width


def _tables(publication: Publication, load: Load) -> list[Counted]:
    return list(counted(table_set_of(publication.tables, "x"), counting(load)).tables)


def _shown(tables: list[Counted]) -> set[Key]:
    """The keys of cells that some publication shows."""
    truth = related(tables)
    found = set()
    for number, table in enumerate(tables):
        held = seen()[table.table.id]
        visible = {tuple(cell.codes[name] for name in _names(held)) for cell in held.cells() if cell.status != "Q"}
        codes = [cell.codes for cell in table.cells()]
        mine = [(key, place) for key, places in truth.places.items() for at, place in places if at == number]
        found |= {key for key, place in mine if codes[place] in visible}
    return found


def test_a_later_load_hides_what_the_first_one_hid_where_nothing_changed(tmp_path: Path, now: datetime) -> None:
    rows = made(150, 1)
    published(loaded(tmp_path, now, rows), now)
    before = {tuple(cell.codes.values()) for cell in seen()["by-sex"].cells() if cell.status == "Q"}
    published(loaded(tmp_path, now, [*rows, {**rows[-1], "incident": "9999"}]), now)
    after = {tuple(cell.codes.values()): cell for cell in seen()["by-sex"].cells()}
    changed = {key for key in before if after[key].status != "Q"}
    assert before
    assert len(changed) <= 8, "only cells that the new row touched may be shown now"


def test_labels_that_differ_have_codes_that_differ() -> None:
    long = "a label that is longer than sixty characters and ends in something else, namely "
    labels = [long + "one", long + "two", "A b", "A-b", "文字", "字"]
    codes = codes_for(labels)
    assert len(set(codes.values())) == len(labels)
    assert all(len(code) <= 60 for code in codes.values())
    assert codes_for(labels[:1])[labels[0]] == codes[labels[0]]


def test_what_a_killed_publication_left_behind_is_cleared_away(tmp_path: Path, now: datetime, own_home: Path) -> None:
    load = loaded(tmp_path, now)
    left = own_home / "statistics" / "publications" / "made-up-police" / ".work-of-a-dead-process"
    left.mkdir(parents=True)
    (left / "by-sex.parquet").write_bytes(b"half a file")
    published(load, now)
    assert [path.name for path in left.parent.iterdir() if path.is_dir()] == ["1"]


def test_a_source_is_published_by_one_at_a_time(tmp_path: Path, now: datetime) -> None:
    load = loaded(tmp_path, now)
    with alone("publications", "made-up-police"), pytest.raises(Conflict):
        published(load, now)
    assert not Publication.objects.exists()
