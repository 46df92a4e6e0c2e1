"""Who is competent: what is named for just this first, never a body that does not fit, an honest reason for none."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjin.core.rules.multilingual import Multilingual
from cjin.directory.rules.competence import Answer, Question, Unknown, who_is_competent
from cjin.directory.rules.entries import Channel, Competence, Entry, Known, for_the_public
from cjin.directory.rules.freshness import GOOD_FOR, Freshness, due_on, freshness
from cjin.directory.rules.kinds import BodyKind, ChannelKind, Function
from tests.directory.entries import COMPETENCES, DAY, body

MLA = Function.MUTUAL_LEGAL_ASSISTANCE
DIRECTORIES = st.lists(st.lists(COMPETENCES, max_size=3), max_size=5).map(
    lambda found: [body(f"body-{n}", *own) for n, own in enumerate(found)]
)
QUESTIONS = st.builds(
    Question,
    st.sampled_from(["XAA", "XBB"]),
    st.sampled_from(Function),
    st.just(DAY),
    st.sampled_from(["", "0101", "0201", "0703"]),
    st.sampled_from(["", "North", "south island", "Elsewhere"]),
    st.sampled_from(["", "untoc-2000", "uncac-2003"]),
    st.sampled_from(["", "bank-records", "video-hearing"]),
    st.booleans(),
)


def ask(known: list[Known], **more: object) -> Answer:
    return who_is_competent(known, Question(**{"state": "XAA", "function": MLA, "day": DAY} | more))  # type: ignore[arg-type]


def names(answer: Answer) -> list[str]:
    return [one.known.entry.body for one in answer.competent]


@given(DIRECTORIES, QUESTIONS)
def test_whoever_is_named_fits_the_question_and_there_is_a_reason_or_an_answer(
    known: list[Known], question: Question
) -> None:
    answer = who_is_competent(known, question)
    assert bool(answer.competent) != bool(answer.unknown)
    assert len(set(names(answer))) == len(answer.competent)
    for one in answer.competent:
        own = one.competence
        assert one.known.entry.state == question.state
        assert own in one.known.entry.competences
        assert own.function is question.function
        assert not question.offence or not own.offences or any(question.offence.startswith(c) for c in own.offences)
        assert not question.instrument or not own.instruments or question.instrument in own.instruments
        assert not question.measure or not own.measures or question.measure in own.measures
        assert not own.territories or question.place.casefold() in {t.casefold() for t in own.territories}


@given(DIRECTORIES, QUESTIONS, st.randoms())
def test_the_order_of_the_entries_does_not_matter(known: list[Known], question: Question, random) -> None:  # type: ignore[no-untyped-def]
    mixed = list(known)
    random.shuffle(mixed)
    assert who_is_competent(mixed, question) == who_is_competent(known, question)


@given(DIRECTORIES, QUESTIONS)
def test_to_ask_for_less_never_finds_fewer(known: list[Known], question: Question) -> None:
    wider = replace(question, offence="", instrument="", measure="")
    assert set(names(who_is_competent(known, question))) <= set(names(who_is_competent(known, wider)))


def test_what_is_named_for_just_this_comes_first() -> None:
    known = [
        body("any", Competence(MLA)),
        body("drugs", Competence(MLA, offences=frozenset({"06"}))),
        body("drugs-under-treaty", Competence(MLA, frozenset({"drugs-1988"}), frozenset({"06"}))),
    ]
    assert names(ask(known, offence="0601", instrument="drugs-1988")) == ["drugs-under-treaty", "drugs", "any"]
    assert names(ask(known, offence="0601")) == ["drugs", "any", "drugs-under-treaty"]
    assert names(ask(known, offence="0101")) == ["any"]
    assert names(ask(known)) == ["any", "drugs", "drugs-under-treaty"]


def test_a_part_of_the_state_with_its_own_authority_is_answered_for_by_it_alone() -> None:
    known = [body("whole", Competence(MLA)), body("isle", Competence(MLA, territories=frozenset({"The Isle"})))]
    assert names(ask(known, place="the isle")) == ["isle"]
    assert names(ask(known, place="Capital")) == ["whole"]
    assert names(ask(known)) == ["whole"]
    assert ask(known[1:]).unknown is Unknown.NO_PLACE


def test_central_authorities_come_before_others_and_lately_verified_ones_before_old() -> None:
    central = body("z-central", Competence(MLA))
    central = replace(central, entry=replace(central.entry, kind=BodyKind.CENTRAL_AUTHORITY))
    old = replace(body("a-old", Competence(MLA)), verified=date(2020, 1, 1))
    assert names(ask([old, body("b-new", Competence(MLA)), central])) == ["z-central", "b-new", "a-old"]


@pytest.mark.parametrize(
    ("own", "asked", "why"),
    [
        ([], {}, Unknown.NO_FUNCTION),
        ([Competence(Function.EXTRADITION)], {}, Unknown.NO_FUNCTION),
        ([Competence(MLA)], {"state": "XBB"}, Unknown.NO_STATE),
        ([Competence(MLA, offences=frozenset({"06"}))], {"offence": "0101"}, Unknown.NO_OFFENCE),
        ([Competence(MLA, frozenset({"uncac-2003"}))], {"instrument": "untoc-2000"}, Unknown.NO_INSTRUMENT),
        ([Competence(MLA, measures=frozenset({"service"}))], {"measure": "search"}, Unknown.NO_MEASURE),
    ],
)
def test_why_nobody_is_known(own: list[Competence], asked: dict[str, object], why: Unknown) -> None:
    assert ask([body("one", *own)], **asked).unknown is why


def test_only_what_stands_on_the_day_answers() -> None:
    one = replace(body("one", Competence(MLA)), since=date(2021, 1, 1), until=date(2022, 1, 1))
    assert names(ask([one], day=date(2021, 12, 31))) == ["one"]
    assert ask([one], day=date(2022, 1, 1)).unknown is Unknown.NO_STATE
    assert ask([one], day=date(2020, 12, 31)).unknown is Unknown.NO_STATE


POST, NIGHT = Channel(ChannelKind.POST, "1 Square"), Channel(ChannelKind.PHONE, "+00 0", urgent=True, restricted=True)


def test_an_urgent_question_gets_the_urgent_way_or_is_told_that_there_is_none() -> None:
    known = [body("one", Competence(MLA), channels=(POST, NIGHT))]
    assert ask(known).competent[0].channel == POST
    assert ask(known, urgent=True).competent[0].channel == NIGHT
    for_all = [for_the_public(one) for one in known]
    answer = ask(for_all, urgent=True).competent[0]
    assert answer.channel == POST
    assert "no way for urgent requests is known" in answer.reasons


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 400))
def test_what_was_verified_is_good_for_180_days(verified: date, age: int) -> None:
    day = verified + timedelta(days=age)
    assert (freshness(verified, day) is Freshness.OLD) == (age > 180) == (day > due_on(verified))
    assert (freshness(verified, day) is Freshness.VERIFIED) == (age <= 150)


def test_what_was_never_verified_or_only_later_is_told() -> None:
    assert freshness(None, DAY) is freshness(DAY + timedelta(days=1), DAY) is Freshness.NEVER
    assert timedelta(days=180) == GOOD_FOR


def test_an_entry_needs_nothing_but_a_name() -> None:
    entry = Entry("one", BodyKind.NETWORK, Multilingual(en="One"))
    assert who_is_competent([Known(entry, DAY)], Question("XAA", MLA, DAY)).unknown is Unknown.NO_STATE
