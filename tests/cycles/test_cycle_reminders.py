"""Reminders of a round: on their days, to the focal points and to who holds an open section, once each."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from cjin.core.models import OutboxMessage, PostHolding
from cjin.core.rules.errors import Conflict
from cjin.cycles.actions.clearing import MOVED, hand, move_part, move_reply
from cjin.cycles.actions.rounds import close
from cjin.cycles.models import Respondent, Round
from cjin.cycles.queries.reminders import reminded_on
from cjin.cycles.tasks import TELL, moved, remind, tell
from tests.cycles.conftest import Ministry

DUE = date(2026, 6, 1)


def on(day: date) -> list[str]:
    """Who is reminded on a day."""
    people = PostHolding.objects.select_related("person")
    names = {one.person_id: one.person.username for one in people}
    return sorted(names[one.person] for one in reminded_on(day))


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=UTC)


def test_people_are_reminded_on_their_days_of_what_is_still_open(
    kenya: Respondent, ministry: Ministry, now: datetime
) -> None:
    assert on(DUE - timedelta(days=30)) == ["focal"]
    hand(respondent=kenya, section="first", post=ministry.post, by=ministry.focal, now=now)
    assert on(DUE - timedelta(days=7)) == ["agent", "focal"]
    assert on(DUE - timedelta(days=8)) == []
    assert on(DUE + timedelta(days=7)) == ["agent", "focal"]
    move_part(respondent=kenya, section="first", act="submit", by=ministry.agent, now=now)
    assert on(DUE) == ["focal"]
    move_reply(respondent=kenya, act="clear", revision=1, by=ministry.focal, now=now)
    assert on(DUE) == []


def test_more_time_moves_the_reminders_and_a_closed_or_simulated_round_has_none(
    kenya: Respondent, ministry: Ministry, round_: Round
) -> None:
    Respondent.objects.filter(pk=kenya.pk).update(due=DUE + timedelta(days=10))
    assert on(DUE) == []
    assert on(DUE + timedelta(days=10)) == ["focal"]
    Round.objects.update(simulated=True)
    assert on(DUE + timedelta(days=10)) == []
    Round.objects.update(simulated=False)
    close(round_=round_, by=None, now=at(DUE))
    assert on(DUE + timedelta(days=10)) == []


@pytest.mark.parametrize(
    ("day", "words"), [(DUE, "Reply due on 1 June 2026"), (DUE + timedelta(days=7), "Reply late since")]
)
def test_a_mail_is_sent_once_and_not_of_what_was_given_meanwhile(
    kenya: Respondent, ministry: Ministry, now: datetime, day: date, words: str
) -> None:
    message: Any = SimpleNamespace(payload={})
    for _ in range(2):
        remind(message, now=at(day))
    put = OutboxMessage.objects.filter(topic=TELL)
    assert put.count() == 1
    told: Any = SimpleNamespace(payload=put.get().payload)
    tell(told, now=at(day))
    assert words in mail.outbox[0].body
    assert mail.outbox[0].to == ["focal@example.org"]
    move_reply(respondent=kenya, act="clear", revision=1, by=ministry.focal, now=now)
    tell(told, now=at(day))
    assert len(mail.outbox) == 1


def test_who_gets_a_section_or_gets_it_back_is_told_by_mail_and_on_the_home_page(
    client: Client, kenya: Respondent, ministry: Ministry, now: datetime
) -> None:
    client.force_login(ministry.agent)

    def home() -> str:
        return client.get("/").content.decode()

    def mails() -> list[str]:
        for one in OutboxMessage.objects.filter(topic=MOVED).order_by("pk"):
            message: Any = SimpleNamespace(payload=one.payload)
            moved(message, now=now)
        OutboxMessage.objects.all().delete()
        return [one.subject for one in mail.outbox]

    assert "Sections with you" not in home()
    hand(respondent=kenya, section="first", post=ministry.post, by=ministry.focal, now=now)
    assert mails() == ["Handed to you: First (First round)"]
    assert mail.outbox[0].to == ["agent@example.org"]
    assert "Sections with you: First round" in home()
    move_part(respondent=kenya, section="first", act="submit", by=ministry.agent, now=now)
    assert "Sections with you" not in home()
    move_part(respondent=kenya, section="first", act="return", note="More.", by=ministry.focal, now=now)
    assert "Sections returned to you: First round" in home()
    assert mails()[1:] == ["Returned to you: First (First round)"]
    hand(respondent=kenya, section="first", post=None, by=ministry.focal, now=now)
    assert OutboxMessage.objects.count() == 0


def test_a_section_that_went_elsewhere_is_not_told_and_none_of_a_simulated_round_goes_out(
    kenya: Respondent, ministry: Ministry, now: datetime
) -> None:
    hand(respondent=kenya, section="first", post=ministry.post, by=ministry.focal, now=now)
    message: Any = SimpleNamespace(payload=OutboxMessage.objects.get(topic=MOVED).payload)
    hand(respondent=kenya, section="first", post=None, by=ministry.focal, now=now)
    moved(message, now=now)
    assert mail.outbox == []
    Round.objects.update(simulated=True)
    with pytest.raises(Conflict):
        hand(respondent=kenya, section="second", post=ministry.post, by=ministry.focal, now=now)
    assert OutboxMessage.objects.filter(topic=MOVED).count() == 1


def test_a_simulated_round_is_no_duty(client: Client, kenya: Respondent, ministry: Ministry) -> None:
    client.force_login(ministry.focal)
    assert b"Your replies" in client.get("/follow-up/").content
    assert b"No round asks you" not in client.get("/follow-up/").content
    Round.objects.update(simulated=True)
    assert b"No round asks you for a reply now." in client.get("/follow-up/").content


def test_a_round_stands_on_the_home_page_from_the_day_it_opens(
    client: Client, kenya: Respondent, ministry: Ministry, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.force_login(ministry.focal)
    for day, stands in ((date(2026, 1, 31), False), (date(2026, 2, 1), True)):
        monkeypatch.setattr("cjin.cycles.queries.holdings.timezone.localdate", lambda day=day: day)
        assert ("Reply: First round" in client.get("/").content.decode()) is stands


def test_who_left_their_post_gets_no_mail_any_more(kenya: Respondent, ministry: Ministry, now: datetime) -> None:
    hand(respondent=kenya, section="first", post=ministry.post, by=ministry.focal, now=now)
    remind(SimpleNamespace(payload={}), now=at(DUE))  # type: ignore[arg-type]
    waiting: list[Any] = [SimpleNamespace(payload=one.payload) for one in OutboxMessage.objects.filter(topic=TELL)]
    handed: Any = SimpleNamespace(payload=OutboxMessage.objects.get(topic=MOVED).payload)
    assert len(waiting) == 2
    PostHolding.objects.update(held_to=DUE - timedelta(days=1))
    for one in waiting:
        tell(one, now=at(DUE))
    moved(handed, now=at(DUE))
    assert mail.outbox == []
