"""National schemes: brought from the catalogue, proposed, accepted, disputed, decided, imported and counted by."""

import json
from datetime import datetime

import pytest
from django.db import transaction

from cjin.core.models import AuditRow, User
from cjin.core.rules.errors import Conflict, Invalid, NotAllowed
from cjin.statistics.actions import schemes as acts
from cjin.statistics.actions.accepting import accept_all
from cjin.statistics.actions.scheming import import_sheet, load, make
from cjin.statistics.models import Entry, LinkRow, Scheme
from cjin.statistics.queries.proposals import proposals, version_of
from cjin.statistics.queries.schemes import Wanted, all_links, by_standing, correspondence_of, entry_of, links_of
from cjin.statistics.rules.correspondence import Link, Standing, known
from cjin.statistics.rules.linksheets import as_csv, as_xlsx, plain_row, read_sheet

pytestmark = pytest.mark.django_db
SHEET = (
    b"code,title,iccs,share,status\n0101,Murder,0101,1,accepted\n"
    b"0300,Robbery or theft,0401,0.25,\n0300,,0502,0.75,\n9,Found,,,\n"
)


@pytest.fixture
def scheme(now: datetime) -> Scheme:
    made = make(slug="made-up", title="A made-up scheme", by=None, now=now)
    import_sheet(scheme=made, content=SHEET, name="made.csv", by=None, now=now)
    return made


def test_the_catalogue_is_brought_once(now: datetime) -> None:
    assert load(now=now) == 218 + 1870
    assert load(now=now) == 0
    links = [link for mine in known("us-chi-iucr").links.values() for link in mine]
    assert all_links(Scheme.objects.get(slug="us-chi-iucr")) == links
    assert by_standing(Scheme.objects.get(slug="us-chi-iucr")) == {
        "open": 0, "proposed": 0, "accepted": 216, "disputed": 0, "excluded": 2,
    }  # fmt: skip
    assert AuditRow.objects.filter(stream="statistics", act="load-scheme").count() == 2


def test_the_catalogue_never_overwrites_a_person(now: datetime) -> None:
    load(now=now)
    entry = entry_of("us-chi-iucr", "0460")
    acts.decide(entry=entry, revision=0, rows=[Link("", "", "020111")], decision="Ours are serious", by=None, now=now)
    LinkRow.objects.filter(entry__code="0560").update(target="020121")
    Scheme.objects.update(catalogue="")
    assert load(now=now) == 1
    assert [one.target for one in links_of(entry_of("us-chi-iucr", "0460"))] == ["020111"]
    assert [one.target for one in links_of(entry_of("us-chi-iucr", "0560"))] == ["02012"]


def test_a_code_goes_from_proposal_to_decision(scheme: Scheme, now: datetime) -> None:
    entry = entry_of("made-up", "9")
    assert (entry.standing, entry.revision) == ("open", 1)
    entry = acts.propose(entry=entry, revision=1, rows=[Link("9", "", "0902")], comment="Perhaps", by=None, now=now)
    assert entry.standing == "proposed"
    assert correspondence_of("made-up").targets("9", now.date()) == []
    entry = acts.accept(entry=entry, revision=2, by=None, now=now)
    assert correspondence_of("made-up").targets("9", now.date()) == [("0902", 1.0)]
    entry = acts.dispute(entry=entry, revision=3, comment="No harm is done", by=None, now=now)
    assert entry.standing == "disputed"
    assert correspondence_of("made-up").targets("9", now.date()) == []
    entry = acts.exclude(entry=entry, revision=4, decision="No offence", by=None, now=now)
    assert entry.standing == "excluded"
    (link,) = links_of(entry_of("made-up", "9"))
    assert (link.target, link.standing, link.decision) == ("", Standing.EXCLUDED, "No offence")
    assert [(one.act, one.revision) for one in entry.changes.all()] == [
        ("import", 1), ("propose", 2), ("accept", 3), ("dispute", 4), ("exclude", 5),
    ]  # fmt: skip
    told = AuditRow.objects.filter(stream="statistics", obj="scheme/made-up/9").order_by("position")
    assert [one.act for one in told] == ["propose-link", "accept-link", "dispute-link", "exclude-link"]


FILE = (
    b"code,title,iccs,share,status,comment\n1,Murder,0101,1,,By the law\n"
    b"2,Robbery or theft,0401,0.25,,\n2,,0502,0.75,,\n"
    b"3,Theft of cars,05021,1,,\n4,Affray,0201,1,disputed,No harm\n5,Found,,,,\n6,Manslaughter,0103,1,accepted,\n"
)


@pytest.fixture
def brought(now: datetime) -> Scheme:
    made = make(slug="brought", title="Links of a whole file", by=None, now=now)
    import_sheet(scheme=made, content=FILE, name="links.csv", by=None, now=now)
    return made


def test_all_that_is_proposed_is_accepted_at_once_and_nothing_else(brought: Scheme, now: datetime) -> None:
    before = by_standing(brought)
    assert accept_all(scheme=brought, wanted=Wanted(), reason="Read whole", by=None, now=now) == 3
    assert by_standing(brought) == {**before, "proposed": 0, "accepted": before["accepted"] + 3}
    assert correspondence_of("brought").targets("2", now.date()) == [("0401", 0.25), ("0502", 0.75)]
    (murder,) = links_of(entry_of("brought", "1"))
    assert (murder.comment, murder.decision) == ("By the law", "Read whole")
    (told,) = AuditRow.objects.filter(act="accept-links")
    detail = json.loads(told.detail.content)
    assert (told.obj, detail["codes"], detail["reason"]) == ("scheme/brought", ["1", "2", "3"], "Read whole")


def test_what_was_accepted_at_once_is_undone_as_what_was_accepted_alone(brought: Scheme, now: datetime) -> None:
    stood = links_of(entry_of("brought", "2"))
    accept_all(scheme=brought, wanted=Wanted(), reason="Read whole", by=None, now=now)
    entry = entry_of("brought", "2")
    last = entry.changes.order_by("-revision")[0]
    assert (entry.revision, last.revision, last.act) == (2, 2, "accept")
    assert last.before == [plain_row(one) for one in stood]
    assert acts.dispute(entry=entry, revision=2, comment="Not so", by=None, now=now).standing == "disputed"


@pytest.mark.parametrize(
    ("wanted", "codes"),
    [(Wanted(branch="05"), ["2", "3"]), (Wanted(words="theft"), ["2", "3"]), (Wanted("accepted", "01"), ["1"])],
)
def test_a_filter_accepts_what_it_finds(brought: Scheme, now: datetime, wanted: Wanted, codes: list[str]) -> None:
    accept_all(scheme=brought, wanted=wanted, reason="By section", by=None, now=now)
    assert json.loads(AuditRow.objects.get(act="accept-links").detail.content)["codes"] == codes


def test_nothing_is_accepted_that_was_not_seen(brought: Scheme, now: datetime) -> None:
    seen = version_of(proposals(brought, Wanted()))
    acts.dispute(entry=entry_of("brought", "1"), revision=1, comment="Not so", by=None, now=now)
    acts.propose(entry=entry_of("brought", "5"), revision=1, rows=[Link("", "", "0201")], by=None, now=now)
    with pytest.raises(Conflict):
        accept_all(scheme=brought, wanted=Wanted(), version=seen, reason="Read whole", by=None, now=now)
    assert by_standing(brought)["accepted"] == 1
    with pytest.raises(Conflict):
        accept_all(scheme=brought, wanted=Wanted(words="nowhere"), reason="Read whole", by=None, now=now)
    with pytest.raises(Invalid):
        accept_all(scheme=brought, wanted=Wanted(), reason="  ", by=None, now=now)
    with pytest.raises(NotAllowed):
        accept_all(
            scheme=brought, wanted=Wanted(), reason="Mine", by=User.objects.create_user("x@example.org"), now=now
        )


def test_a_decision_keeps_who_proposed(scheme: Scheme, now: datetime) -> None:
    entry = entry_of("made-up", "0300")
    rows = [Link("", "", "0401", 0.5), Link("", "", "0501", 0.5)]
    acts.decide(entry=entry, revision=1, rows=rows, decision="By the sample of 2020", by=None, now=now)
    links = links_of(entry_of("made-up", "0300"))
    assert [(one.target, one.share, one.standing) for one in links] == [
        ("0401", 0.5, Standing.ACCEPTED), ("0501", 0.5, Standing.ACCEPTED),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([], "Choose a category"),
        ([Link("", "", "9999")], "no code of ICCS"),
        ([Link("", "", "0101", 0.5)], "0.5 and not to 1"),
        ([Link("", "", "0101", 0.5), Link("", "", "0101", 0.5)], "twice"),
    ],
)
def test_what_cannot_be_is_refused(scheme: Scheme, now: datetime, rows: list[Link], message: str) -> None:
    with pytest.raises(Invalid) as told:
        acts.propose(entry=entry_of("made-up", "9"), revision=1, rows=rows, by=None, now=now)
    assert message in str(told.value.faults[0])
    assert entry_of("made-up", "9").revision == 1


def test_reasons_are_needed(scheme: Scheme, now: datetime) -> None:
    entry = entry_of("made-up", "0101")
    for act in (
        lambda: acts.dispute(entry=entry, revision=1, comment=" ", by=None, now=now),
        lambda: acts.exclude(entry=entry, revision=1, decision="", by=None, now=now),
        lambda: acts.decide(entry=entry, revision=1, rows=[Link("", "", "0101")], decision="", by=None, now=now),
    ):
        with pytest.raises(Invalid):
            act()
    with pytest.raises(Conflict):
        acts.accept(entry=entry, revision=1, by=None, now=now)
    with pytest.raises(Conflict):
        acts.dispute(entry=entry_of("made-up", "9"), revision=1, comment="x", by=None, now=now)


def test_who_did_not_see_the_last_change_is_told(scheme: Scheme, now: datetime) -> None:
    with pytest.raises(Conflict):
        acts.exclude(entry=entry_of("made-up", "9"), revision=0, decision="Old", by=None, now=now)


def test_the_duty_is_needed(scheme: Scheme, now: datetime) -> None:
    somebody = User.objects.create_user("somebody@example.org", password="a long password of theirs")
    with pytest.raises(NotAllowed), transaction.atomic():
        acts.exclude(entry=entry_of("made-up", "9"), revision=1, decision="x", by=somebody, now=now)
    with pytest.raises(NotAllowed):
        import_sheet(scheme=scheme, content=SHEET, name="made.csv", by=somebody, now=now)


def test_a_faulty_sheet_stores_nothing(scheme: Scheme, now: datetime) -> None:
    before = list(Entry.objects.values_list("code", "revision"))
    sheet = b'code,iccs,share,valid_from\n0101,101,1,\n77,0101,"0,5",\n78,0101,1,31.3.2024\n,0101,1,\n79,0101,0.4,\n'
    with pytest.raises(Invalid) as told:
        import_sheet(scheme=scheme, content=sheet, name="bad.csv", by=None, now=now)
    assert [str(fault) for fault in told.value.faults] == [
        "bad.csv, cell B2: 101 is no code of ICCS; did its first zero get lost? 0101 is one",
        "bad.csv, cell C3: write the share with a point: 0.5",
        "bad.csv, cell D4: write a day like 2024-03-31",
        "bad.csv, cell A5: the code is missing",
    ]
    assert list(Entry.objects.values_list("code", "revision")) == before


def test_the_same_sheet_changes_nothing(scheme: Scheme, now: datetime) -> None:
    content = as_xlsx(all_links(scheme))
    done = import_sheet(scheme=scheme, content=content, name="made.xlsx", by=None, now=now)
    assert (done.made, done.changed, done.same) == (0, 0, 3)
    assert read_sheet(content, "made.xlsx") == read_sheet(as_csv(all_links(scheme)).encode(), "made.csv")


def test_a_new_scheme_needs_a_name_of_its_own(scheme: Scheme, now: datetime) -> None:
    with pytest.raises(Conflict):
        make(slug="made-up", title="Again", by=None, now=now)
    with pytest.raises(Invalid) as told:
        make(slug="Made up!", title=" ", by=None, now=now)
    assert [fault.where for fault in told.value.faults] == ["slug", "title"]
