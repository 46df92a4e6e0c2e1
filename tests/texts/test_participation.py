"""Who is party to which treaty: loading, newer files, and the pages, each with its day."""

from datetime import date, datetime

import pytest
from django.test import Client

from cjin.core.models import AuditRow
from cjin.core.rules.errors import Invalid
from cjin.reference.actions import load as load_reference
from cjin.texts.actions.participating import load_status
from cjin.texts.actions.works import load_works
from cjin.texts.models import Participation, StatusFile, Work
from cjin.texts.queries.participation import changes_of, gaps, status_of

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


@pytest.fixture
def loaded(db: None, now: datetime) -> Work:
    load_reference(now=now)
    load_works(now=now)
    load_status(data=FIRST.encode(), name="a.csv", as_of=date(2010, 1, 1), source="made up", by=None, now=now)
    return Work.objects.get(slug="untoc-2000")


def test_parties_signatories_and_years(loaded: Work) -> None:
    status = status_of(loaded)
    assert [one.participant for one in status.parties] == ["Albania", "Algeria", "European Union"]
    assert [one.participant for one in status.signatories] == ["Andorra"]
    assert [one.state_id for one in status.rows] == ["ALB", "DZA", "AND", None]
    assert status.by_year() == [(2002, 2, 2), (2003, 0, 2), (2004, 1, 3)]


def test_a_withdrawal_that_took_effect_ends_it(loaded: Work, now: datetime) -> None:
    data = FIRST.replace("2003-09-29,\nXVIII-12,Alg", "2003-09-29,2009-01-01\nXVIII-12,Alg").encode()
    load_status(data=data, name="b.csv", as_of=date(2010, 2, 1), by=None, now=now)
    assert [one.participant for one in status_of(loaded).parties] == ["Algeria", "European Union"]


def test_a_newer_file_is_shown_and_tells_what_changed(loaded: Work, now: datetime) -> None:
    load_status(data=SECOND.encode(), name="b.csv", as_of=date(2012, 1, 1), by=None, now=now)
    assert status_of(loaded).file.as_of == date(2012, 1, 1)
    before, changes = changes_of(loaded)
    assert before is not None
    assert [(one.participant, one.was, one.now) for one in changes] == [
        ("Andorra", "signed 2001-11-11", "signed 2001-11-11, ratification 2011-09-22")
    ]
    load_status(data=FIRST.encode(), name="c.csv", as_of=date(2005, 1, 1), by=None, now=now)
    assert status_of(loaded).file.as_of == date(2012, 1, 1), "an older file loaded later is not the newest"


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
        load_status(data=data.encode(), name=name, as_of=day, by=None, now=now)
    assert Participation.objects.count() == 5


def test_gaps(loaded: Work) -> None:
    _, days, found = gaps(loaded)
    assert [work.slug for work in days] == ["untoc-trafficking-2000"]
    assert [one.participant for one in found] == ["Algeria", "European Union"]


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
