"""Elections by regional group, designations, the roster of experts, what ships with the software."""

from datetime import date, datetime

import pytest
from django.conf import LazySettings

from cjin.core.rules.errors import Conflict, Invalid, NotFound
from cjin.directory.actions.seating import Held, change_term, designate, draw_lots, elect, end_term, make_post
from cjin.directory.actions.shipping import load
from cjin.directory.models import Body, Post, Term
from cjin.directory.queries.entries import THE_NODE, competent
from cjin.directory.queries.posts import correspondents, experts_of, geography_of, group_of, open_in, posts_of
from cjin.directory.rules.competence import Question
from cjin.directory.rules.kinds import Function
from cjin.directory.rules.shipped import demonstration
from cjin.reference.actions import load as load_reference
from tests.directory.entries import body

DAY = date(2026, 3, 2)
GROUPS = {"african-states": 12, "asia-pacific-states": 9, "latin-american-and-caribbean-states": 8,
          "western-european-and-other-states": 7, "eastern-european-states": 4}  # fmt: skip


@pytest.fixture
def shipped(db: None, now: datetime, settings: LazySettings) -> None:
    load_reference(now=now)
    settings.CJIN_SAMPLES = "/nowhere"
    load(now=now)


@pytest.fixture
def commission(shipped: None) -> Body:
    return Body.objects.get(slug="ccpcj")


def test_the_commission_ships_with_its_forty_seats(commission: Body) -> None:
    assert open_in(commission, DAY) == GROUPS


def test_states_are_elected_in_their_own_group_for_three_years(commission: Body, now: datetime) -> None:
    elect(
        body="ccpcj",
        elected=[Held(date(2025, 1, 1), state="KEN"), Held(date(2025, 1, 1), state="JPN")],
        by=None,
        now=now,
    )
    assert open_in(commission, DAY) == GROUPS | {"african-states": 11, "asia-pacific-states": 8}
    assert open_in(commission, date(2028, 1, 1)) == GROUPS
    assert [(one.post.slug, [t.state for t in one.terms]) for one in posts_of(commission, DAY) if one.terms] == [
        ("african-states", ["KEN"]),
        ("asia-pacific-states", ["JPN"]),
    ]


def test_an_election_is_taken_whole_or_not_at_all(commission: Body, now: datetime) -> None:
    with pytest.raises(Invalid) as caught:
        elect(body="ccpcj", elected=[Held(date(2025, 1, 1), state=s) for s in ("KEN", "XAA")], by=None, now=now)
    assert "XAA" in str(caught.value.faults[0])
    eastern = ["ALB", "ARM", "AZE", "BLR", "BGR"]
    with pytest.raises(Invalid, match="does not fit") as caught:
        elect(body="ccpcj", elected=[Held(date(2025, 1, 1), state=s) for s in eastern], by=None, now=now)
    assert [str(one) for one in caught.value.faults] == ["eastern-european-states: 5 members for 4 seats on 2025-01-01"]
    assert not Term.objects.filter(post__body=commission).exists()


def test_one_half_of_the_first_members_leaves_by_lot(commission: Body, now: datetime) -> None:
    first = [Held(date(1992, 5, 1), state=s) for s in ("KEN", "JPN", "FRA", "BRA")]
    elect(body="ccpcj", elected=first, by=None, now=now)
    left = draw_lots(body="ccpcj", seed="minutes of the first meeting", until=date(1994, 5, 1), by=None, now=now)
    assert len(left) == 2
    assert sum(open_in(commission, date(1994, 6, 1)).values()) == 38
    elect(body="ccpcj", elected=[Held(date(1994, 5, 1), state="MEX")], by=None, now=now)
    with pytest.raises(Invalid, match="among the first"):
        draw_lots(body="ccpcj", seed="again", until=date(1994, 5, 1), by=None, now=now)


def test_a_state_has_a_group_only_where_one_is_recorded(commission: Body) -> None:
    assert (group_of("KEN", DAY), group_of("XAA", DAY)) == ("african-states", "")


@pytest.mark.usefixtures("shipped")
def test_a_post_is_held_by_one_at_a_time_and_handed_over(now: datetime) -> None:
    held = Held(date(2026, 1, 1), holder="Somebody (made up)", state="XAA")
    with pytest.raises(Conflict, match="Celine Example"):
        designate(body="xaa-correspondents", post="prevention", held=held, by=None, now=now)
    end_term(term=Term.objects.get(holder__startswith="Celine"), on=date(2026, 1, 1), by=None, now=now)
    designate(body="xaa-correspondents", post="prevention", held=held, by=None, now=now)
    names = {
        day: [t.holder.split()[0] for t in correspondents(THE_NODE, day, "XAA")] for day in (date(2025, 6, 1), DAY)
    }
    assert names == {date(2025, 6, 1): ["Celine", "Daoud"], DAY: ["Somebody", "Daoud"]}


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize(
    ("place", "held", "where"),
    [
        ("xaa-correspondents/prevention", Held(date(2030, 1, 1)), "holder"),
        ("xaa-correspondents/prevention", Held(date(2030, 1, 1), date(2029, 1, 1), "X"), "until"),
        ("ccpcj/african-states", Held(date(2030, 1, 1), state="KEN"), "post"),
        ("demonstration-experts/expert", Held(date(2030, 1, 1), date(2032, 1, 1), "X"), "X"),
    ],
)
def test_a_term_that_breaks_a_rule_is_refused(place: str, held: Held, where: str, now: datetime) -> None:
    owner, _, post = place.partition("/")
    with pytest.raises(Invalid) as caught:
        designate(body=owner, post=post, held=held, by=None, now=now)
    assert [fault.where for fault in caught.value.faults] == [where]


def test_an_expert_can_be_changed_in_the_last_three_years(shipped: None, now: datetime) -> None:
    place = {"body": "demonstration-experts", "post": "expert"}
    held = Held(date(2024, 1, 1), date(2027, 1, 1), "Ana Doe", topics=["corruption"])
    term = designate(**place, held=held, by=None, now=now)
    for year, topics in ((2025, ["cybercrime"]), (2026, ["firearms"])):
        term = change_term(term=term, on=date(year, 6, 1), topics=topics, by=None, now=now)
    assert (term.since, term.until, term.topics) == (date(2026, 6, 1), date(2027, 1, 1), ["firearms"])
    assert Term.objects.filter(holder="Ana Doe").count() == 3


@pytest.mark.usefixtures("shipped")
def test_experts_are_told_by_geography() -> None:
    experts = experts_of(Body.objects.get(slug="demonstration-experts"), DAY)
    assert {one.state for one in experts if one.on(DAY)} == {"XAA", "XBB"}
    shares = geography_of(experts, DAY)
    assert {one.group for one in shares} == set(GROUPS)
    assert sum(one.states for one in shares) > 150
    assert sum(one.due for one in shares) == pytest.approx(100)


@pytest.mark.usefixtures("shipped")
def test_the_demonstration_answers_and_says_that_it_is_made_up(now: datetime) -> None:
    answer = competent(
        THE_NODE, Question("XBB", Function.MUTUAL_LEGAL_ASSISTANCE, DAY, offence="070311", instrument="uncac-2003")
    )
    assert [one.known.entry.body for one in answer.competent] == ["xbb-prosecutor-general", "xbb-ministry-of-justice"]
    assert all(one.known.entry.fictional for one in answer.competent)
    assert all(
        known.entry.fictional and known.entry.state in ("", "XAA", "XBB", "XCC") for known in demonstration().entries
    )


@pytest.mark.usefixtures("shipped")
def test_loading_again_changes_nothing_and_a_node_of_its_own_is_no_demonstration(
    now: datetime, settings: LazySettings
) -> None:
    from cjin.core.models import AuditRow
    from cjin.directory.actions.recording import write_all

    rows = AuditRow.objects.count()
    load(now=now)
    assert AuditRow.objects.count() == rows
    Body.objects.exclude(slug="ccpcj").delete()
    write_all(entries=[body("own")], by=None, now=now)
    load(now=now)
    assert set(Body.objects.values_list("slug", flat=True)) == {"ccpcj", "own"}


@pytest.mark.usefixtures("shipped")
def test_a_post_that_is_not_there_is_told(now: datetime) -> None:
    with pytest.raises(NotFound, match="no post"):
        designate(body="ccpcj", post="throne", held=Held(DAY, holder="X"), by=None, now=now)
    made = make_post(body="ccpcj", slug="chair", title={"en": "Chair"}, by=None, now=now)
    assert make_post(body="ccpcj", slug="chair", title={"en": "Chair"}, by=None, now=now) == made
    assert Post.objects.filter(slug="chair").count() == 1


def test_a_term_that_begins_on_a_leap_day_ends_the_day_after_it(commission: Body, now: datetime) -> None:
    (term,) = elect(body="ccpcj", elected=[Held(date(2024, 2, 29), state="KEN")], by=None, now=now)
    assert term.until == date(2027, 3, 1)
