"""Rounds and replies: who may do what, what is kept, and what stands in the way of what."""

from datetime import date, datetime, timedelta

import pytest

from cjin.core.models import AuditRow, PostHolding
from cjin.core.rules.errors import Conflict, Invalid, NotAllowed, NotFound, Outdated
from cjin.core.rules.multilingual import Multilingual
from cjin.cycles.actions.answering import save
from cjin.cycles.actions.clearing import hand, move_part, move_reply
from cjin.cycles.actions.forms import put_form, remove_form
from cjin.cycles.actions.rounds import close, extend, open_round, reopen
from cjin.cycles.models import Change, Clearing, FormVersion, Respondent, Round
from cjin.cycles.queries.answers import part_of, replies_of
from cjin.cycles.queries.owners import owners_of
from cjin.cycles.queries.replying import own_reply, reply_for
from cjin.cycles.rules.rounds import PartStanding, Standing, reminders_due
from tests.cycles.conftest import MakeOrganization, MakePerson, Ministry
from tests.cycles.forms import DEFINITION

YES = {"reply": "answered", "value": "yes"}
NO = {"reply": "answered", "value": "no"}


def test_a_form_in_use_is_frozen_and_the_next_version_takes_its_place(
    round_: Round, form: FormVersion, now: datetime
) -> None:
    with pytest.raises(Conflict, match="in use"):
        put_form(definition=DEFINITION | {"title": {"en": "Other"}}, by=None, now=now)
    with pytest.raises(Conflict, match="in use"):
        remove_form(form=form.form, version=1, by=None, now=now)
    with pytest.raises(Invalid, match="left out"):
        put_form(definition=DEFINITION | {"version": 3}, by=None, now=now)
    assert put_form(definition=DEFINITION | {"version": 2}, by=None, now=now).version == 2
    assert round_.form.version == 1


def test_a_round_asks_each_respondent_every_section_once(round_: Round) -> None:
    assert sorted(round_.respondents.values_list("state", flat=True)) == ["FRA", "KEN"]
    for one in round_.respondents.all():
        assert [part.section for part in one.parts.all()] == ["first", "second"]
        assert [part.asked for part in one.parts.all()] == [3, 11], (
            "the question that waits for another is not asked yet"
        )


@pytest.mark.parametrize(("more", "where"), [
    ({"due": date(2026, 1, 1)}, "due"), ({"respondents": []}, "respondents"), ({"title": Multilingual()}, "title"),
    ({"reminders": [400]}, "reminders"),
])  # fmt: skip
def test_a_round_that_makes_no_sense_is_refused(
    form: FormVersion, now: datetime, more: dict[str, object], where: str
) -> None:
    wanted = {
        "slug": "a",
        "title": Multilingual(en="A"),
        "opens": date(2026, 2, 1),
        "due": date(2026, 3, 1),
        "respondents": ["KEN"],
    }
    with pytest.raises(Invalid) as caught:
        open_round(**(wanted | more), form=form, by=None, now=now)  # type: ignore[arg-type]
    assert caught.value.faults[0].where == where
    assert Round.objects.count() == 0


@pytest.mark.usefixtures("handed")
def test_only_who_asks_opens_rounds_and_only_who_is_asked_answers(
    form: FormVersion,
    kenya: Respondent,
    ministry: Ministry,
    make_person: MakePerson,
    make_organization: MakeOrganization,
    now: datetime,
) -> None:
    french = make_person(
        "french", "cycles.answer", "cycles.clear", organization=make_organization("Ministère", state="FRA")
    )
    secretariat = make_person("secretariat", "cycles.ask")
    for person in (french, secretariat):
        with pytest.raises(NotAllowed):
            save(respondent=kenya, question="law", reply=YES, revision=0, by=person, now=now)
    with pytest.raises(NotAllowed):
        open_round(slug="b", title=Multilingual(en="B"), form=form, opens=date(2026, 2, 1), due=date(2026, 3, 1),
                   respondents=["KEN"], by=ministry.focal, now=now)  # fmt: skip
    with pytest.raises(NotFound):
        reply_for(french, "first", "KEN", today=now.date())
    with pytest.raises(NotFound):
        own_reply(secretariat, "first", "KEN", today=now.date())
    assert reply_for(secretariat, "first", "KEN", today=now.date()).respondent == kenya
    assert save(respondent=kenya, question="law", reply=YES, revision=0, by=ministry.agent, now=now).revision == 1


@pytest.mark.usefixtures("handed")
def test_an_answer_is_saved_with_its_history_and_never_over_another(
    kenya: Respondent, ministry: Ministry, now: datetime
) -> None:
    save(respondent=kenya, question="law", reply=YES, revision=0, by=ministry.agent, now=now)
    with pytest.raises(Outdated):
        save(respondent=kenya, question="law", reply=NO, revision=0, by=ministry.focal, now=now)
    again = save(respondent=kenya, question="law", reply=YES, revision=0, by=ministry.focal, now=now)
    assert again.revision == 1, "what equals what is there is no change"
    save(respondent=kenya, question="law", reply=NO, revision=1, by=ministry.focal, now=now)
    save(respondent=kenya, question="law", reply=None, revision=2, by=ministry.focal, now=now)
    said = [one.reply and one.reply["value"] for one in Change.objects.filter(answer__question="law")]
    assert said == ["yes", "no", None]
    assert replies_of(kenya) == {}
    assert AuditRow.objects.filter(stream="reply-first-KEN", act="answer").count() == 3


@pytest.mark.usefixtures("handed")
def test_how_far_a_section_is_follows_from_the_answers(kenya: Respondent, ministry: Ministry, now: datetime) -> None:
    save(respondent=kenya, question="law", reply=NO, revision=0, by=ministry.agent, now=now)
    save(respondent=kenya, question="para-1", reply={"reply": "withheld"}, revision=0, by=ministry.agent, now=now)
    part = part_of(kenya, "first")
    assert (part.asked, part.replied, part.replies) == (4, 2, {"answered": 1, "withheld": 1})


@pytest.mark.usefixtures("handed")
def test_an_unknown_question_and_an_unknown_measure_are_told(
    kenya: Respondent, ministry: Ministry, now: datetime
) -> None:
    with pytest.raises(NotFound, match="no question"):
        save(respondent=kenya, question="nothing", reply=YES, revision=0, by=ministry.agent, now=now)
    with pytest.raises(Invalid, match="enter it first"):
        save(respondent=kenya, question="measures", reply={"reply": "answered", "value": ["a-law"]}, revision=0,
             by=ministry.agent, now=now)  # fmt: skip


def test_a_section_goes_with_its_post_and_is_never_with_nobody(
    kenya: Respondent, ministry: Ministry, make_person: MakePerson, now: datetime
) -> None:
    other = make_person("other", "cycles.answer", organization=ministry.organization)
    hand(respondent=kenya, section="first", post=ministry.post, by=ministry.focal, now=now)
    with pytest.raises(NotAllowed, match="another post"):
        save(respondent=kenya, question="law", reply=YES, revision=0, by=other, now=now)
    owner = owners_of(list(kenya.parts.select_related("post__organization")), now.date())[part_of(kenya, "first").pk]
    assert owner.people == ("agent",)
    PostHolding.objects.filter(person=ministry.agent).update(held_to=now.date() - timedelta(days=1))
    ministry.post.deputy = other.holdings.get().post
    ministry.post.save()
    owner = owners_of(list(kenya.parts.select_related("post")), now.date())[part_of(kenya, "first").pk]
    assert (owner.people, owner.by_deputy) == (("other",), True)
    save(respondent=kenya, question="law", reply=YES, revision=0, by=other, now=now)
    PostHolding.objects.filter(person=other).update(held_to=now.date() - timedelta(days=1))
    owner = owners_of(list(kenya.parts.select_related("post")), now.date())[part_of(kenya, "first").pk]
    assert owner.people == (), "the focal point answers for it"
    save(respondent=kenya, question="law", reply=NO, revision=1, by=ministry.focal, now=now)


def test_a_section_is_handed_to_posts_of_the_same_state_that_may_answer(
    kenya: Respondent, ministry: Ministry, make_person: MakePerson, make_organization: MakeOrganization, now: datetime
) -> None:
    foreign = (
        make_person("foreign", "cycles.answer", organization=make_organization("Elsewhere", state="FRA"))
        .holdings.get()
        .post
    )
    silent = make_person("silent", organization=ministry.organization).holdings.get().post
    for post in (foreign, silent):
        with pytest.raises(Invalid) as caught:
            hand(respondent=kenya, section="first", post=post, by=ministry.focal, now=now)
        assert caught.value.faults[0].where == "post"
    with pytest.raises(NotAllowed):
        hand(respondent=kenya, section="first", post=ministry.post, by=ministry.agent, now=now)


def test_a_reply_is_submitted_returned_submitted_and_cleared_once(
    kenya: Respondent, ministry: Ministry, now: datetime
) -> None:
    hand(respondent=kenya, section="first", post=ministry.post, by=ministry.focal, now=now)
    save(respondent=kenya, question="law", reply=YES, revision=0, by=ministry.agent, now=now)
    with pytest.raises(Invalid, match="still with their posts"):
        move_reply(respondent=kenya, act="clear", revision=1, by=ministry.focal, now=now)
    move_part(respondent=kenya, section="first", act="submit", by=ministry.agent, now=now)
    with pytest.raises(Conflict, match="take it back"):
        save(respondent=kenya, question="law", reply=NO, revision=1, by=ministry.agent, now=now)
    with pytest.raises(NotAllowed):
        move_part(respondent=kenya, section="first", act="return", note="why", by=ministry.agent, now=now)
    with pytest.raises(Invalid) as caught:
        move_part(respondent=kenya, section="first", act="return", note=" ", by=ministry.focal, now=now)
    assert caught.value.faults[0].where == "note"
    part = move_part(respondent=kenya, section="first", act="return", note="Say since when", by=ministry.focal, now=now)
    assert (part.standing, part.note) == (PartStanding.RETURNED, "Say since when")
    move_part(respondent=kenya, section="first", act="submit", by=ministry.agent, now=now)
    cleared = move_reply(respondent=kenya, act="clear", revision=1, consents=True, by=ministry.focal, now=now)
    assert (cleared.standing, cleared.consents) == (Standing.CLEARED, True)
    with pytest.raises(Conflict):
        move_reply(respondent=kenya, act="clear", revision=1, by=ministry.focal, now=now)
    kept = Clearing.objects.get()
    assert kept.content["answers"] == {"law": YES}
    with pytest.raises(Conflict, match="cleared"):
        save(respondent=kenya, question="law", reply=NO, revision=1, by=ministry.focal, now=now)


def test_a_correction_is_another_clearing_and_a_withdrawn_one_counts_no_more(
    kenya: Respondent, ministry: Ministry, now: datetime
) -> None:
    save(respondent=kenya, question="law", reply=YES, revision=0, by=ministry.focal, now=now)
    move_reply(respondent=kenya, act="clear", revision=1, by=ministry.focal, now=now)
    with pytest.raises(Invalid):
        move_reply(respondent=kenya, act="correct", revision=2, by=ministry.focal, now=now)
    move_reply(respondent=kenya, act="correct", revision=2, note="A slip", by=ministry.focal, now=now)
    save(respondent=kenya, question="law", reply=NO, revision=1, by=ministry.focal, now=now)
    move_reply(respondent=kenya, act="clear", revision=3, by=ministry.focal, now=now)
    assert [one.content["answers"]["law"] for one in kenya.clearings.all()] == [YES, NO]
    move_reply(respondent=kenya, act="withdraw", revision=4, note="All wrong", by=ministry.focal, now=now)
    assert not kenya.clearings.filter(withdrawn_at=None).exists()


@pytest.mark.usefixtures("handed")
def test_a_round_that_was_closed_says_so_and_loses_nothing(
    kenya: Respondent, ministry: Ministry, round_: Round, now: datetime
) -> None:
    save(respondent=kenya, question="law", reply=YES, revision=0, by=ministry.agent, now=now)
    close(round_=round_, by=None, now=now)
    with pytest.raises(Conflict, match="closed on 2 March 2026"):
        save(respondent=kenya, question="law", reply=NO, revision=1, by=ministry.agent, now=now)
    assert replies_of(kenya) == {"law": YES}
    with pytest.raises(Conflict):
        extend(
            respondent=Respondent.objects.select_related("round").get(pk=kenya.pk),
            due=date(2026, 7, 1),
            by=None,
            now=now,
        )
    reopen(round_=round_, due=date(2026, 4, 1), by=None, now=now)
    with pytest.raises(Conflict, match="is open"):
        reopen(round_=round_, due=date(2026, 5, 1), by=None, now=now)
    save(respondent=kenya, question="law", reply=NO, revision=1, by=ministry.agent, now=now)


@pytest.mark.parametrize(("days", "said"), [(30, [30]), (7, [7]), (8, []), (0, [0]), (-7, [-1]), (-3, [])])
def test_reminders_fall_on_their_days(days: int, said: list[int]) -> None:
    today = date(2026, 3, 2)
    assert reminders_due(today + timedelta(days=days), (30, 7, 0), today) == said


def test_a_round_is_not_opened_again_for_days_before_it_opens(form: FormVersion, now: datetime) -> None:
    made = open_round(
        slug="later", title=Multilingual(en="Later"), form=form, opens=date(2026, 5, 1), due=date(2026, 6, 1),
        respondents=["KEN"], by=None, now=now,
    )  # fmt: skip
    close(round_=made, by=None, now=now)
    with pytest.raises(Invalid, match="cannot be opened"):
        reopen(round_=made, due=date(2026, 4, 1), by=None, now=now)
    reopen(round_=made, due=date(2026, 5, 1), by=None, now=now)


def test_a_form_that_was_taken_away_meanwhile_is_told(form: FormVersion, now: datetime) -> None:
    remove_form(form=form.form, version=1, by=None, now=now)
    with pytest.raises(NotFound):
        remove_form(form=form.form, version=1, by=None, now=now)
    with pytest.raises(Conflict, match="taken away"):
        open_round(
            slug="gone", title=Multilingual(en="Gone"), form=form, opens=date(2026, 5, 1), due=date(2026, 6, 1),
            respondents=["KEN"], by=None, now=now,
        )  # fmt: skip


@pytest.mark.usefixtures("handed")
def test_who_may_not_do_an_act_is_told_so_before_whether_it_can_be_done(
    kenya: Respondent, ministry: Ministry, now: datetime
) -> None:
    with pytest.raises(NotAllowed):
        move_part(respondent=kenya, section="first", act="return", note="x", by=ministry.agent, now=now)
    with pytest.raises(Conflict):
        move_part(respondent=kenya, section="first", act="return", note="x", by=ministry.focal, now=now)
