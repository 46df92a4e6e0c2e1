"""A duty counts where it is held: for the organization of its post, and for the State that this one speaks for."""

from collections.abc import Callable
from datetime import date, datetime

import pytest

from cjin.core.actions.organizations import appoint, create_organization, create_post
from cjin.core.models import Organization, Post, User
from cjin.core.rules.errors import Conflict, NotAllowed
from cjin.core.rules.multilingual import Multilingual
from cjin.core.rules.organizations import OrganizationKind
from cjin.cycles.actions.answering import save
from cjin.cycles.actions.clearing import hand, move_part, move_reply
from cjin.cycles.actions.measures import put_measure
from cjin.cycles.actions.rounds import close, open_round
from cjin.cycles.models import FormVersion, Respondent
from cjin.cycles.queries.owners import posts_for
from cjin.cycles.queries.reminders import reminded_on
from tests.cycles.conftest import MakeOrganization, MakePerson, Ministry

YES = {"reply": "answered", "value": "yes"}

type Clear = Callable[[User], None]


@pytest.fixture
def clear(kenya: Respondent, now: datetime) -> Clear:
    """Clears Kenya's reply."""
    return lambda by: (
        move_reply(respondent=kenya, act="clear", revision=kenya.revision, consents=True, by=by, now=now) and None
    )


def further_post(person: User, organization: Organization, now: datetime, *duties: str) -> Post:
    post = create_post(organization=organization, title={"en": "Further"}, duties=duties, by=None, now=now)
    appoint(person=person, post=post, held_from=date(2020, 1, 1), held_to=None, by=None, now=now)
    return post


def test_a_duty_in_one_state_is_none_in_another(
    kenya: Respondent, ministry: Ministry, clear: Clear, make_person: MakePerson, make_organization: MakeOrganization,
    now: datetime,
) -> None:  # fmt: skip
    both = make_person(
        "both", "cycles.clear", "cycles.answer", organization=make_organization("Ministère", state="FRA")
    )
    further_post(both, ministry.organization, now)
    with pytest.raises(NotAllowed):
        clear(both)
    with pytest.raises(NotAllowed):
        save(respondent=kenya, question="law", reply=YES, revision=0, by=both, now=now)
    with pytest.raises(NotAllowed):
        put_measure(state="KEN", title={"en": "A law"}, type="law", by=both, now=now)
    further_post(both, ministry.organization, now, "cycles.clear")
    clear(both)


def test_a_body_that_is_asked_itself_does_not_clear_for_its_state(
    kenya: Respondent, form: FormVersion, ministry: Ministry, clear: Clear, make_person: MakePerson,
    make_organization: MakeOrganization, now: datetime,
) -> None:  # fmt: skip
    police = make_organization("Police", state="KEN")
    chief = make_person("chief", "cycles.clear", organization=police)
    made = open_round(slug="bodies", title=Multilingual(en="Bodies"), form=form, opens=date(2026, 2, 1),
                      due=date(2026, 6, 1), respondents=[police], by=None, now=now)  # fmt: skip
    with pytest.raises(NotAllowed):
        clear(chief)
    own = made.respondents.get()
    move_reply(respondent=own, act="clear", revision=own.revision, by=chief, now=now)
    with pytest.raises(NotAllowed):
        move_reply(respondent=own, act="correct", revision=own.revision + 1, note="?", by=ministry.focal, now=now)
    assert {(one.person, one.respondent.pk) for one in reminded_on(date(2026, 6, 1))} == {(ministry.focal.pk, kenya.pk)}
    clear(ministry.focal)


def test_who_only_sits_in_a_state_is_neither_asked_nor_reminded(
    kenya: Respondent, ministry: Ministry, make_person: MakePerson, now: datetime
) -> None:
    watch = create_organization(name={"en": "Watch"}, kind=OrganizationKind.NON_GOVERNMENTAL, state_code="KEN",
                                by=None, now=now)  # fmt: skip
    person = make_person("watch", "cycles.clear", "cycles.answer", organization=watch)
    posts = posts_for(kenya)
    assert {one.organization_id for one in posts} == {ministry.organization.pk}
    assert person.pk not in {one.person for one in reminded_on(date(2026, 6, 1))}
    with pytest.raises(NotAllowed):
        save(respondent=kenya, question="law", reply=YES, revision=0, by=person, now=now)


def test_a_section_that_was_handed_to_nobody_is_the_focal_points(
    kenya: Respondent, ministry: Ministry, now: datetime
) -> None:
    with pytest.raises(NotAllowed):
        save(respondent=kenya, question="law", reply=YES, revision=0, by=ministry.agent, now=now)
    with pytest.raises(NotAllowed):
        move_part(respondent=kenya, section="first", act="submit", by=ministry.agent, now=now)
    save(respondent=kenya, question="law", reply=YES, revision=0, by=ministry.focal, now=now)
    hand(respondent=kenya, section="first", post=ministry.post, by=ministry.focal, now=now)
    save(respondent=kenya, question="law", reply={"reply": "nil"}, revision=1, by=ministry.agent, now=now)


def test_what_was_given_can_be_taken_back_while_it_is_corrected_and_corrected_after_it_was_taken_back(
    kenya: Respondent, clear: Clear, ministry: Ministry, now: datetime
) -> None:
    def act(name: str) -> None:
        kenya.refresh_from_db()
        move_reply(respondent=kenya, act=name, revision=kenya.revision, note="?", by=ministry.focal, now=now)

    with pytest.raises(Conflict, match="taken back"):
        act("withdraw")
    clear(ministry.focal)
    for name in ("publish", "correct", "withdraw", "correct", "clear", "correct"):
        act(name)
    close(round_=kenya.round, by=None, now=now)
    act("withdraw")
    assert not kenya.clearings.filter(withdrawn_at=None).exists()
