"""One table of who may see and do what of a reply, to which the API and the pages are both held."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from cjin.core.actions.organizations import create_organization
from cjin.core.api.versions import etag
from cjin.core.models import AuditRow, User
from cjin.core.rules.organizations import OrganizationKind
from cjin.cycles.actions.answering import save
from cjin.cycles.actions.clearing import hand, move_part, move_reply
from cjin.cycles.actions.rounds import close
from cjin.cycles.models import Answer, Part, Respondent, Round
from cjin.cycles.queries.replying import own_reply
from cjin.cycles.rules.rounds import PartStanding
from tests.cycles.answering import *  # noqa: F403 - States by name
from tests.cycles.conftest import MakeOrganization, MakePerson, Ministry

API, PAGES = "/api/v1/cycles/rounds/first/replies/KEN", "/follow-up/first/KEN"
YES, DUE = {"reply": "answered", "value": "yes"}, {"due": "2026-07-01"}
ACTS: Mapping[str, tuple[str, ...]] = {
    "open": (), "closed": (), "cleared": ("clear",), "published": ("clear", "publish"),
    "corrected": ("clear", "publish", "correct"), "withdrawn": ("clear", "publish", "withdraw"),
}  # fmt: skip

WHO = ("anybody", "stranger", "clerk", "watch", "asking", "other", "agent", "focal")
"""Not signed in; the focal point of another State; who has no duty in this one; an organization there that does not
speak for it; who asks; who answers other sections; who answers this one; the focal point.
"""
TABLE = {
    "open": """
        stands   x n n n n y y y
        workbook x n n n n y y y
        given    n n n n n n n n
        report   n n n n n y y y
        write    x n n n n x y y
        submit   x n n n n x y y
        return   x n n n n x x y
        hand     x n n n n x x y
        clear    x n n n n x x y
        withdraw x n n n n x x r
        extend   x x x x y x x x
    """,
    "closed": """
        stands   x n n n n y y y
        workbook x n n n n y y y
        given    n n n n n n n n
        report   n n n n n y y y
        write    x n n n n x r r
        submit   x n n n n x r r
        return   x n n n n x x r
        hand     x n n n n x x r
        clear    x n n n n x x r
        withdraw x n n n n x x r
        extend   x x x x r x x x
    """,
    "cleared": """
        stands   x n n n n y y y
        workbook x n n n n y y y
        given    n n n n y y y y
        report   n n n n y y y y
        write    x n n n n x r r
        submit   x n n n n x r r
        return   x n n n n x x r
        hand     x n n n n x x r
        clear    x n n n n x x r
        withdraw x n n n n x x y
        extend   x x x x y x x x
    """,
    "published": """
        stands   x n n n n y y y
        workbook x n n n n y y y
        given    y y y y y y y y
        report   y y y y y y y y
        write    x n n n n x r r
        submit   x n n n n x r r
        return   x n n n n x x r
        hand     x n n n n x x r
        clear    x n n n n x x r
        withdraw x n n n n x x y
        extend   x x x x y x x x
    """,
    "corrected": """
        stands   x n n n n y y y
        workbook x n n n n y y y
        given    y y y y y y y y
        report   y y y y y y y y
        write    x n n n n x y y
        submit   x n n n n x y y
        return   x n n n n x x y
        hand     x n n n n x x y
        clear    x n n n n x x y
        withdraw x n n n n x x y
        extend   x x x x y x x x
    """,
    "withdrawn": """
        stands   x n n n n y y y
        workbook x n n n n y y y
        given    n n n n n n n n
        report   n n n n n n n n
        write    x n n n n x r r
        submit   x n n n n x r r
        return   x n n n n x x r
        hand     x n n n n x x r
        clear    x n n n n x x y
        withdraw x n n n n x x r
        extend   x x x x y x x x
    """,
}
"""By where the reply stands: y it is shown or done, n there is none, x it is not allowed, r it cannot be done now."""

READY = {"write": PartStanding.OPEN, "submit": PartStanding.OPEN,
         "return": PartStanding.SUBMITTED, "clear": PartStanding.SUBMITTED}  # fmt: skip
"""Where its sections stand before an act."""

type Ask = Callable[[Client], Any]


@pytest.fixture
def people(
    ministry: Ministry, secretariat: User, make_person: MakePerson, make_organization: MakeOrganization, now: datetime
) -> dict[str, Client]:
    """Each of these in front of a browser."""
    both = ("cycles.answer", "cycles.clear")
    watch = create_organization(name={"en": "Watch"}, kind=OrganizationKind.NON_GOVERNMENTAL, state_code="KEN",
                                by=None, now=now)  # fmt: skip
    persons = {
        "anybody": None,
        "stranger": make_person("stranger", *both, organization=make_organization("Ministère", state="FRA")),
        "clerk": make_person("clerk", organization=ministry.organization),
        "watch": make_person("watch", *both, organization=watch),
        "asking": secretariat,
        "other": make_person("other", "cycles.answer", organization=ministry.organization),
        "agent": ministry.agent,
        "focal": ministry.focal,
    }
    found = {who: Client() for who in WHO}
    for who, person in persons.items():
        if person is not None:
            found[who].force_login(person)
    return found


@pytest.fixture
def reply(request: pytest.FixtureRequest, kenya: Respondent, ministry: Ministry, now: datetime) -> Respondent:
    """Kenya's reply where it is to stand; its first section is with the agent."""
    by, standing = ministry.focal, request.param
    hand(respondent=kenya, section="first", post=ministry.post, by=by, now=now)
    save(respondent=kenya, question="law", reply=YES, revision=0, by=by, now=now)
    if ACTS[standing]:
        move_part(respondent=kenya, section="first", act="submit", by=by, now=now)
    for act in ACTS[standing]:
        move_reply(respondent=kenya, act=act, revision=kenya.revision, note="?", by=by, now=now)
        kenya.refresh_from_db()
    if standing == "closed":
        close(round_=kenya.round, by=None, now=now)
    return kenya


def by_api(reply: Respondent, post: int) -> dict[str, Ask]:
    def sent(path: str, said: Any, method: str = "post", tag: str = "*") -> Ask:
        return lambda client: getattr(client, method)(
            API + path, said, content_type="application/json", headers={"If-Match": tag}
        )

    return {
        "stands": lambda client: client.get(API),
        "workbook": lambda client: client.get(f"{API}/workbook"),
        "given": lambda client: client.get(f"{API}/cleared"),
        "report": lambda client: client.get(f"{API}/report?format=html"),
        "write": sent("/answers/law", {"reply": "nil"}, "put"),
        "submit": sent("/sections/first/submit", {}),
        "return": sent("/sections/first/return", {"note": "?"}),
        "hand": sent("/sections/second/hand", {"post": post}),
        "clear": sent("/acts/clear", {}, tag=etag(reply.pk, reply.revision)),
        "withdraw": sent("/acts/withdraw", {"note": "?"}, tag=etag(reply.pk, reply.revision)),
        "extend": sent("/extension", DUE),
    }


def by_page(reply: Respondent, post: int) -> dict[str, Ask]:
    def sent(path: str, said: dict[str, Any]) -> Ask:
        return lambda client: client.post(path, said)

    written = {"law.revision": Answer.objects.get(question="law").revision, "law.reply": "nil"}
    moved = {"revision": reply.revision, "note": "?"}
    return {
        "stands": lambda client: client.get(f"{PAGES}/first"),
        "workbook": lambda client: client.get(f"{PAGES}/workbook.en.xlsx"),
        "given": lambda client: client.get(f"{PAGES}/"),
        "report": lambda client: client.get(f"{PAGES}/national-report.html"),
        "write": sent(f"{PAGES}/first", written),
        "submit": sent(f"{PAGES}/act/submit", {"section": "first"}),
        "return": sent(f"{PAGES}/act/return", {"section": "first", "note": "?"}),
        "hand": sent(f"{PAGES}/act/hand", {"section": "second", "post": post}),
        "clear": sent(f"{PAGES}/act/clear", moved),
        "withdraw": sent(f"{PAGES}/act/withdraw", moved),
        "extend": sent("/follow-up/first/act/extend", {"key": "KEN", **DUE}),
    }


def told(what: str, client: Client, ask: Ask) -> str:
    """What came of asking, as a letter of the table; nothing of it is kept. An act that is done leaves an audit row."""
    with transaction.atomic():
        if what in READY:
            Part.objects.update(standing=READY[what])
        before = AuditRow.objects.count()
        found = ask(client)
        done = AuditRow.objects.count() > before
        transaction.set_rollback(True)
    if found.status_code in (401, 403, 404):
        return "n" if found.status_code == 404 else "x"
    if what in ("stands", "workbook", "report"):
        return "y" if found.status_code == 200 else "r"
    if what == "given":
        is_page = found["Content-Type"].startswith("text/html")
        return "y" if not is_page or b'id="given-title"' in found.content else "n"
    return "y" if done else "r"


@pytest.mark.parametrize(("reply", "standing"), [(one, one) for one in TABLE], indirect=["reply"])
@pytest.mark.parametrize("way", [by_api, by_page])
def test_who_sees_and_does_what_of_a_reply(
    way: Callable[[Respondent, int], dict[str, Ask]], standing: str, reply: Respondent, ministry: Ministry,
    people: dict[str, Client],
) -> None:  # fmt: skip
    found = [
        " ".join((f"{what:8}", *(told(what, people[who], ask) for who in WHO)))
        for what, ask in way(reply, ministry.post.pk).items()
    ]
    assert found == [line.strip() for line in TABLE[standing].strip().splitlines()]


def test_nobody_clears_a_reply_that_is_made_up(kenya: Respondent, ministry: Ministry, now: datetime) -> None:
    assert own_reply(ministry.focal, "first", "KEN", today=now.date()).clears
    Round.objects.update(simulated=True)
    assert not own_reply(ministry.focal, "first", "KEN", today=now.date()).clears
