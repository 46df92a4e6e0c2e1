"""Who is party to which treaty: loading, newer and older files, days asked, gaps, what is in force between two."""

from datetime import date, datetime

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from cjin.core.models import AuditRow
from cjin.core.rules.errors import Conflict, Invalid
from cjin.reference.actions import load as load_reference
from cjin.reference.models import State
from cjin.texts.actions.participating import load_status
from cjin.texts.actions.works import load_works
from cjin.texts.models import Participation, StatusFile, Work
from cjin.texts.queries.participation.files import changes_of
from cjin.texts.queries.participation.gaps import gaps
from cjin.texts.queries.participation.standing import between, in_force_on
from cjin.texts.queries.participation.statuses import of_state, status_of, statuses
from cjin.texts.rules.participation.changes import in_words

HEADER = "mtdsg_no,participant,iso3,signature_date,consent_date,consent_type,in_force_for_participant,withdrawal_date\n"
FIRST = HEADER + (
    "XVIII-12,Albania,ALB,2000-12-12,2002-08-21,ratification,2003-09-29,\n"
    "XVIII-12,Algeria,DZA,2000-12-12,2002-10-07,ratification,2003-09-29,\n"
    "XVIII-12,Andorra,AND,2001-11-11,,,,\n"
    "XVIII-12,European Union,EUU,2000-12-12,2004-05-21,approval,2004-06-20,\n"
    "XVIII-12-a,Albania,ALB,2000-12-12,2002-08-21,ratification,2003-12-25,\n"
)
SECOND = FIRST.replace(
    "XVIII-12,Andorra,AND,2001-11-11,,,,", "XVIII-12,Andorra,AND,2001-11-11,2011-09-22,ratification,,"
)
WITHDRAWN = FIRST.replace("2003-09-29,\nXVIII-12,Alg", "2003-09-29,2009-01-01\nXVIII-12,Alg")


def put(text: str, as_of: date, now: datetime, *, older: bool = False, name: str = "a.csv") -> StatusFile:
    return load_status(data=text.encode(), name=name, as_of=as_of, source="made up", older=older, by=None, now=now).file


@pytest.fixture
def loaded(db: None, now: datetime) -> Work:
    load_reference(now=now)
    load_works(now=now)
    put(FIRST, date(2010, 1, 1), now)
    return Work.objects.get(slug="untoc-2000")


def test_parties_signatories_and_years(loaded: Work) -> None:
    status = status_of(loaded)
    assert [one.participant for one in status.parties] == ["Albania", "Algeria", "European Union"]
    assert [one.participant for one in status.signatories] == ["Andorra"]
    assert [one.state_id for one in status.rows] == ["ALB", "DZA", "AND", None]
    assert status.by_year()[:3] == [(2002, 2, 0, 2), (2003, 0, 0, 2), (2004, 1, 0, 3)]
    assert status.by_year()[-1] == (2010, 0, 0, 3)


def test_a_withdrawal_that_took_effect_ends_it(loaded: Work, now: datetime) -> None:
    put(WITHDRAWN, date(2010, 2, 1), now)
    assert [one.participant for one in status_of(loaded).parties] == ["Algeria", "European Union"]
    assert (2009, 0, 1, 2) in status_of(loaded).by_year()
    assert "Albania" in [one.participant for one in status_of(loaded, date(2008, 12, 31)).parties]


def test_a_newer_file_is_shown_and_tells_what_changed(loaded: Work, now: datetime) -> None:
    put(SECOND, date(2012, 1, 1), now)
    assert status_of(loaded).file.as_of == date(2012, 1, 1)
    before, changes = changes_of(loaded)
    assert before is not None
    assert [(one.participant, str(one.kind), in_words(one.was), in_words(one.now)) for one in changes] == [
        (
            "Andorra", "party", "signed 2001-11-11",
            "signed 2001-11-11, ratification 2011-09-22, in force 2011-10-22",
        )
    ]  # fmt: skip


def test_an_older_file_is_refused_unless_it_is_meant(loaded: Work, now: datetime) -> None:
    with pytest.raises(Conflict):
        put(SECOND, date(2005, 1, 1), now)
    assert StatusFile.objects.count() == 1
    put(SECOND, date(2005, 1, 1), now, older=True)
    assert status_of(loaded).file.as_of == date(2010, 1, 1), "an older file loaded later is not the newest"
    assert status_of(loaded, date(2004, 1, 1)).file.as_of == date(2005, 1, 1)
    assert changes_of(loaded)[0] is not None


def test_of_two_files_of_one_day_the_later_one_is_shown(loaded: Work, now: datetime) -> None:
    put(SECOND, date(2010, 1, 1), now)
    assert "Andorra" in [one.participant for one in status_of(loaded).rows if one.consented]


def test_the_same_file_again_changes_nothing(loaded: Work, now: datetime) -> None:
    again = load_status(data=FIRST.encode(), name="a.csv", as_of=date(2010, 1, 1), by=None, now=now)
    assert again.unchanged
    assert StatusFile.objects.count() == 1
    assert AuditRow.objects.filter(act="load-status").count() == 1


@pytest.mark.parametrize(
    ("data", "name", "day"),
    [
        (HEADER + "XX-99,Albania,ALB,,2002-08-21,ratification,,\n", "a.csv", date(2010, 1, 1)),
        (FIRST + "x", "a.xlsx", date(2010, 1, 1)),
        (FIRST + "x", "a.csv", date(2999, 1, 1)),
    ],
)
def test_what_cannot_be_taken_changes_nothing(loaded: Work, now: datetime, data: str, name: str, day: date) -> None:
    with pytest.raises(Invalid):
        put(data, day, now, name=name)
    assert Participation.objects.count() == 5


def test_the_day_of_entry_into_force_follows_from_the_article(loaded: Work, now: datetime) -> None:
    put(SECOND, date(2012, 1, 1), now)
    andorra = Participation.objects.get(participant="Andorra", file__as_of=date(2012, 1, 1))
    assert (andorra.in_force, andorra.computed) == (date(2011, 10, 22), True)


def test_gaps_on_a_day(loaded: Work, now: datetime) -> None:
    found = gaps(loaded)
    assert [one.treaty.slug for one in found.protocols] == ["untoc-trafficking-2000"]
    assert [one.participant for one in found.gaps] == ["Algeria", "European Union"]
    assert [one.participant for one in gaps(loaded, date(2004, 1, 1)).gaps] == ["Algeria"]


def test_in_force_between_two_states(loaded: Work) -> None:
    assert [one.treaty.slug for one, _other in between("ALB", "DZA", date(2003, 9, 29))] == ["untoc-2000"]
    assert between("ALB", "DZA", date(2003, 9, 28)) == []
    assert between("ALB", "AND", date(2010, 1, 1)) == []
    assert sorted(in_force_on(date(2004, 1, 1))["ALB"]) == ["untoc-2000", "untoc-trafficking-2000"]


def test_asking_takes_few_queries_however_many_treaties(
    loaded: Work, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    more = HEADER + "".join(
        f"{number},Albania,ALB,,2004-08-21,accession,,\n" for number in ("XVIII-14", "VI-19", "XVIII-5", "IV-9")
    )
    put(more, date(2011, 1, 1), now)
    albania = State.objects.get(pk="ALB")
    with django_assert_num_queries(2):
        assert len(statuses()) == 6
    with django_assert_num_queries(2):
        assert len(of_state(albania)) == 6
    with django_assert_num_queries(3):
        gaps(loaded)
    with django_assert_num_queries(2):
        between("ALB", "DZA", date(2010, 1, 1))


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_pages_show_the_day(loaded: Work, client: Client, language: str) -> None:
    client.cookies["cjin_language"] = language
    for path in ("/texts/treaties", "/texts/untoc-2000/parties", "/texts/treaties/of/dza", "/texts/untoc-2000/gaps"):
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert "2010" in answer.content.decode() or "٢٠١٠" in answer.content.decode(), path
    assert client.get("/texts/uncac-2003/parties").status_code == 404
    assert client.get("/texts/treaties/of/xxx").status_code == 404


def test_downloads(loaded: Work, client: Client) -> None:
    rows = client.get("/texts/untoc-2000/parties?format=json").json()
    assert (rows[0]["participant"], rows[0]["as_of"], len(rows)) == ("Albania", "2010-01-01", 4)
    assert client.get("/texts/untoc-2000/parties?format=csv").content.decode("utf-8-sig").count("\n") == 5
    assert "Algeria" in client.get("/texts/untoc-2000/gaps?format=csv").content.decode("utf-8-sig")
    early = client.get("/texts/untoc-2000/parties?format=json&on=2001-01-01").json()
    assert [row["party"] for row in early] == [False] * 3


def test_names_that_files_have_and_names_that_are_none(loaded: Work, now: datetime) -> None:
    rows = "".join(f"VI-19,{name},,,2004-08-21,accession,,\n" for name in ("Turkey", "Netherlands", "European Union"))
    file = put(HEADER + rows + "VI-19,Atlantis,,,2004-08-21,accession,,\n", date(2011, 1, 1), now)
    assert dict(file.participations.values_list("participant", "state")) == {
        "Atlantis": None, "European Union": None, "Netherlands": "NLD", "Turkey": "TUR",
    }  # fmt: skip
    assert [(one["row"], one["message"]) for one in file.problems] == [(5, "Atlantis is no State that is known here")]


def test_a_new_name_of_a_state_is_no_change(loaded: Work, now: datetime) -> None:
    put(FIRST.replace("Algeria,DZA", "People's Republic of Algeria,DZA"), date(2011, 1, 1), now)
    assert changes_of(loaded)[1] == []


def test_a_state_under_two_names_stands_once(loaded: Work, now: datetime) -> None:
    twice = FIRST + "XVIII-12,Republic of Albania,ALB,,2004-01-01,accession,,\n"
    file = put(twice, date(2011, 1, 1), now)
    assert file.participations.filter(treaty=loaded, state="ALB").count() == 1
    assert "stands twice" in str(file.problems)


def test_a_treaty_without_a_number_is_named_by_its_identifier(loaded: Work, now: datetime) -> None:
    Work.objects.create(slug="alb-dza-2005", title={"en": "Treaty between Albania and Algeria"})
    rows = "".join(f"alb-dza-2005,{name},,,2005-01-01,ratification,2005-06-01,\n" for name in ("Albania", "Algeria"))
    put(HEADER + rows + "UNCAC,Albania,,,2006-05-25,ratification,,\n", date(2011, 1, 1), now)
    found = [one.treaty.slug for one, _other in between("ALB", "DZA", date(2006, 1, 1))]
    assert found == ["untoc-2000", "alb-dza-2005"]
    assert "uncac-2003" in in_force_on(date(2010, 1, 1))["ALB"]
