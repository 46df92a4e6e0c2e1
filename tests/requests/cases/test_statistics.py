"""The page of figures, its files and its command: from real requests, and nothing of sealed ones."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from click.testing import CliRunner
from django.test import Client
from django.utils import timezone

from cjin.core.models import User
from cjin.core.rules.outbox import Message
from cjin.requests.actions.cases import act, open_request, seal
from cjin.requests.actions.counting import count_sealed
from cjin.requests.actions.timetables import set_timetable
from cjin.requests.cli.cases import statistics
from cjin.requests.models import Happened, Request
from cjin.requests.queries.figures import figures_of, this_year, years
from cjin.requests.tasks import TOPIC, remind
from tests.requests.cases.conftest import Does, a_draft, said

PAGE = "/requests/statistics"


@pytest.fixture
def six(demonstration: None, writer: User, head: User, does: Does) -> list[Request]:
    """Six outgoing requests of this year: one withdrawn, five executed with a value."""
    begin = timezone.now().replace(month=1, day=2)
    made = [open_request(draft=a_draft(), by=writer, now=begin) for _ in range(6)]
    value = {"values": [{"what": "confiscated", "amount": "100.25", "currency": "EUR"}]}
    for number, one in enumerate(made[1:], start=1):
        later = begin + timedelta(days=number)
        for name, by, detail, measure in (
            ("submit", writer, {}, ""), ("approve", head, {}, ""), ("send", head, {"on_paper": True}, ""),
            ("acknowledge", head, {}, ""), ("accept", head, {}, ""), ("begin-measure", head, {}, "bank-records"),
            ("execute-measure", head, value, "bank-records"),
        ):  # fmt: skip
            act(reference=one.reference, act=name, by=by, detail=detail, measure=measure, now=later)
    act(reference=made[0].reference, act="withdraw", by=head, detail={"reason": "Settled"}, now=begin)
    return made


@pytest.mark.usefixtures("six")
def test_the_page_tells_how_many_how_long_and_which_values(as_head: Client) -> None:
    page = said(as_head, PAGE)
    for words in (
        "6 requests", "By State", "demonstration State XBB", "Bank records", "0703", "€501.25", "Median",
        "FATF Recommendation 33", "From the first draft until it was sent", "not told",
    ):  # fmt: skip
        assert words in page, words
    assert "Withdrawn" in page  # that there is such a group, and not how many are in it


@pytest.mark.usefixtures("six")
def test_the_files_and_the_command_tell_the_same(as_head: Client) -> None:
    rows = json.loads(as_head.get(f"{PAGE}?format=json").content)
    done = CliRunner().invoke(statistics, ["--json"], catch_exceptions=False)
    assert json.loads(done.output) == rows
    found = {(row["figure"], row["group"]): row for row in rows}
    assert found["total", ""]["count"] == 6
    assert found["outcome", "executed"]["count"] == found["outcome", "withdrawn"]["count"] == "<5"
    assert found["confiscated", "EUR"]["amount"] == "501.2500" or found["confiscated", "EUR"]["amount"] == "501.25"
    assert (found["days", "writing"]["median"], found["days", "writing"]["ninetieth"]) == (3, 5)
    assert as_head.get(f"{PAGE}?format=xlsx").content.startswith(b"PK")
    assert as_head.get(f"{PAGE}?format=odt").status_code == 422


def test_sealing_one_changes_what_is_told_for_everybody_alike(
    client: Client, six: list[Request], head: User, outsider: User, django_assert_max_num_queries: Any
) -> None:
    seal(reference=six[1].reference, sealed=True, by=head, now=timezone.now())
    seen = []
    for person in (head, outsider):
        client.force_login(person)
        seen.append(json.loads(client.get(f"{PAGE}?format=json").content))
    assert seen[0] == seen[1]
    assert seen[0][0]["count"] == 5


def test_a_year_of_nothing_says_so_and_a_strange_one_is_refused(as_head: Client, demonstration: None) -> None:
    assert "Nothing can be told of this year" in said(as_head, f"{PAGE}?year=1999")
    for year in ("x", "20266", "-1", "٢٠٢٦", "1" * 5000):
        assert as_head.get(PAGE, {"year": year}).status_code == 422


def test_what_happens_to_sealed_requests_changes_no_figure_on_any_day(
    demonstration: None, writer: User, head: User, does: Does
) -> None:
    last = datetime(2025, 12, 30, 9, tzinfo=UTC)
    seen = [open_request(draft=a_draft(), by=writer, now=last) for _ in range(6)]
    for _ in range(5):
        open_request(draft=a_draft(), sealed=True, by=writer, now=last)
    alone = figures_of(2025)
    assert alone[0].count == 6
    assert count_sealed(now=datetime(2025, 12, 31, 23, tzinfo=UTC)) == []
    assert figures_of(2025) == alone  # while the year lasts they are in nothing
    after = datetime(2026, 1, 1, 1, tzinfo=UTC)
    assert [one.year for one in count_sealed(now=after)] == [2025]
    assert count_sealed(now=after) == []
    counted = figures_of(2025)
    assert counted[0].count == 11
    hidden = list(Request.objects.filter(sealed=True))
    does(hidden[0], writer, "submit")
    hidden[1].members.add(head)
    does(hidden[1], head, ("withdraw", {"reason": "It is settled."}))
    open_request(draft=a_draft(), sealed=True, by=writer, now=last)
    assert figures_of(2025) == counted
    seal(reference=seen[0].reference, sealed=True, by=head, now=after)
    assert figures_of(2025)[0].count == 10  # everybody saw it go


def test_who_was_counted_as_sealed_counts_no_second_time_when_it_is_unsealed(
    demonstration: None, writer: User, head: User
) -> None:
    last, after = datetime(2025, 12, 30, 9, tzinfo=UTC), datetime(2026, 1, 1, 1, tzinfo=UTC)
    hidden = [open_request(draft=a_draft(), sealed=True, by=writer, now=last) for _ in range(5)]
    count_sealed(now=after)
    told = figures_of(2025)
    assert told[0].count == 5
    for one in hidden:
        one.members.add(head)
        seal(reference=one.reference, sealed=False, by=head, now=after)
    assert figures_of(2025) == told


def test_a_request_whose_acts_cannot_be_read_stops_neither_figures_nor_reminders(
    demonstration: None, writer: User, head: User, caplog: Any
) -> None:
    last, after = datetime(2025, 12, 30, 9, tzinfo=UTC), datetime(2026, 1, 1, 1, tzinfo=UTC)
    made = [open_request(draft=a_draft(), sealed=True, by=writer, now=last) for _ in range(6)]
    for one in (made[0], open_request(draft=a_draft(), by=writer, now=last)):
        Happened.objects.create(request=one, position=1, act="no-such-act", at=last)
    remind(Message(TOPIC, "", {}, 1), now=after)
    assert figures_of(2025)[0].count == 5
    assert made[0].reference not in caplog.text


def test_years_are_those_of_the_offices(demonstration: None, writer: User, head: User) -> None:
    moment = datetime(2025, 12, 31, 22, tzinfo=UTC)
    set_timetable(data={"calendar": {"zone": "Africa/Nairobi"}}, by=head, now=moment)
    for _ in range(5):
        open_request(draft=a_draft(), by=writer, now=moment)
    assert (figures_of(2025), figures_of(2026)[0].count, years(), this_year(moment)) == ([], 5, [2026], 2026)
