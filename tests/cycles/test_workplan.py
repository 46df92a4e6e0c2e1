"""The workplan of thematic discussions, and the compilation of replies for each."""

import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from cjin.core.models import User
from cjin.core.rules.errors import Invalid, NotAllowed, NotFound, Outdated
from cjin.core.rules.identifiers import Language
from cjin.core.rules.multilingual import Multilingual
from cjin.cycles.actions.answering import save
from cjin.cycles.actions.clearing import move_reply
from cjin.cycles.actions.discussions import put_discussion, remove_discussion
from cjin.cycles.actions.rounds import close, open_round
from cjin.cycles.models import Discussion, FormVersion, Round
from cjin.cycles.queries.discussions import compilation_for, rounds_for
from cjin.cycles.queries.documents import written, wrong_in
from cjin.cycles.rules.report.manifest import mark_of
from cjin.cycles.rules.report.parts import Report
from cjin.cycles.rules.simulating import simulated
from tests.cycles.conftest import MakePerson, Ministry
from tests.cycles.test_result_pages import opened, reply

DAY = date(2026, 3, 2)
NEEDS = [{"type": "manual", "about": "corruption", "urgency": "high"}, {"type": "manual", "about": "prisons"}]
PROPOSED = [{"about": "corruption", "text": {"en": "Meet on corruption."}}, {"text": {"en": "Meet on all the rest."}}]


pytestmark = pytest.mark.usefixtures("known")


@pytest.fixture
def given(round_: Round, now: datetime) -> Round:
    """Both States have replied, neither agrees to be named; the round is closed."""
    form = round_.form.read()
    for place, one in enumerate(round_.respondents.select_related("round__form")):
        said: dict[str, Any] = simulated(form, one.state, seed="w") | {
            "tools": {"reply": "answered", "value": NEEDS}, "proposals": {"reply": "answered", "value": PROPOSED},
            "para-1": {"reply": "answered", "value": {"practice": "implemented" if place else "planned"}},
        }  # fmt: skip
        for question, told in said.items():
            save(respondent=one, question=question, reply=told, revision=0, by=None, now=now)
        move_reply(respondent=one, act="clear", revision=1, consents=False, by=None, now=now)
    close(round_=round_, by=None, now=now)
    return round_


def put(now: datetime, **more: Any) -> Discussion:
    said = {"work": "kyoto-2021", "title": {"en": "Pillar I"}, "begins": DAY, "ends": DAY, "topics": ["corruption"]}
    return put_discussion(**(said | {"by": None} | more), now=now)


def texts(report: Report) -> str:
    return "\n".join(one.text for one in report.sentences)


def test_the_compilation_tells_what_is_discussed_and_nothing_else(given: Round, now: datetime) -> None:
    report = compilation_for(put(now), given, "en", cutoff=DAY, whole=True)
    said = texts(report)
    assert "Paragraph 1:" in said
    assert "Paragraph 2:" in said
    assert "Meet on corruption." in said
    assert "Meet on all the rest." not in said
    assert [one.text for one in report.sentences if one.key.startswith("tools/1")][1:3] == ["Corruption", "2"]
    assert "Kenya" not in said
    assert "France" not in said
    none = texts(compilation_for(put(now, topics=["prisons"]), given, "en", cutoff=DAY))
    assert "Paragraph 1:" not in none
    assert "Meet on" not in none
    assert "Prisons" in none


def test_a_section_is_compiled_whole(given: Round, now: datetime) -> None:
    report = compilation_for(put(now, topics=[], sections=["first"]), given, "en", cutoff=DAY)
    assert any(one.key == "section/first" and one.facts["questions"] == "2" for one in report.sentences)
    done = next(one for one in report.sentences if one.key == "practice/para-1")
    assert done.count is not None
    assert (done.count.number, done.count.of) == (1, 2)


@pytest.mark.parametrize("named", [False, True])
def test_the_words_of_those_without_a_name_are_for_those_who_ask(
    client: Client, form: FormVersion, secretariat: User, now: datetime, *, named: bool
) -> None:
    states = ("FRA", "BRA", "JPN", "KEN")
    round_ = opened("words", form, DAY, now, states=states)
    for code in states:
        texts_ = [{"about": "corruption", "text": {"en": f"We of {code} propose."}}]
        one = reply(round_, code, {"proposals": {"reply": "answered", "value": texts_}}, named=False, now=now)
        if named and code == "FRA":
            one.clearings.update(published_at=now)
    here = f"/follow-up/workplan/{put(now).pk}"
    addresses = (f"{here}?round=words", f"{here}.html?round=words", f"/api/v1/cycles{here.removeprefix('/follow-up')}"
                 "/compilation?round=words&format=html")  # fmt: skip
    further = f"agree to be named: {3 if named else 4}."
    for address in addresses:
        shown = client.get(address).content.decode()
        assert [code for code in states if f"We of {code} propose" in shown] == ["FRA"] * named, address
        assert further in shown
    public = client.get(f"{here}.docx?round=words").content
    client.force_login(secretariat)
    for address in addresses:
        shown = client.get(address).content.decode()
        assert all(f"We of {code} propose" in shown for code in states)
        assert "agree to be named:" not in shown
    for file in (public, client.get(f"{here}.docx?round=words").content):
        assert wrong_in(file, now=now) == []
    assert public != file
    Round.objects.update(simulated=True)
    client.logout()
    assert all(f"We of {code} propose" in client.get(addresses[0]).content.decode() for code in states)


@pytest.mark.parametrize("whole", [False, True])
@pytest.mark.parametrize("language", Language.ALL)
def test_the_checker_agrees_with_each_number_of_a_compilation_and_finds_a_wrong_one(
    given: Round, now: datetime, language: str, *, whole: bool
) -> None:
    one = put(now, title=dict.fromkeys(Language.ALL, "Pillar 1 (2026)"))
    report = compilation_for(one, given, language, cutoff=DAY, whole=whole)
    file = written(report, "docx", round_=given.slug, day=DAY)
    assert wrong_in(file, now=now) == []
    assert written(report, "docx", round_=given.slug, day=DAY) == file
    Discussion.objects.all().delete()
    assert wrong_in(file, now=now), "a title that no discussion has"


def test_a_round_on_something_else_is_refused_and_one_that_goes_on_is_for_those_who_ask(
    given: Round, secretariat: User, make_person: MakePerson, now: datetime
) -> None:
    with pytest.raises(Invalid, match="another instrument"):
        compilation_for(put(now, work="doha-2015", sections=[]), given, "en", cutoff=DAY)
    assert rounds_for("kyoto-2021", None, today=DAY) == [given]
    assert rounds_for("doha-2015", None, today=DAY) == []
    Round.objects.update(closed_at=None)
    assert rounds_for("kyoto-2021", secretariat, today=DAY) == [given]
    assert rounds_for("kyoto-2021", make_person("reader"), today=DAY) == []


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        ({"topics": ["no-such-topic"]}, "topics"),
        ({"sections": ["no-such-section"]}, "sections"),
        ({"topics": []}, "topics"),
        ({"title": {}}, "title"),
        ({"ends": DAY - timedelta(days=1)}, "ends"),
        ({"document": "x" * 81}, "document"),
        ({"document": "a\x07b"}, "document"),
        ({"work": "no-such-work"}, "work"),
    ],
)
def test_what_is_wrong_with_a_discussion_is_told(
    round_: Round, now: datetime, wrong: dict[str, Any], place: str
) -> None:
    with pytest.raises(Invalid) as told:
        put(now, **wrong)
    assert place in [one.where for one in told.value.faults]
    assert not Discussion.objects.exists()


def test_two_who_change_a_discussion_do_not_overwrite_each_other(
    round_: Round, secretariat: User, ministry: Ministry, now: datetime
) -> None:
    one = put(now)
    seen = one.at.isoformat()
    changed = put(now + timedelta(seconds=1), number=one.pk, seen=seen, title={"en": "First"})
    with pytest.raises(Outdated):
        put(now, number=one.pk, seen=seen, title={"en": "Second"})
    with pytest.raises(Outdated):
        put(now, number=one.pk, seen="", title={"en": "Third"})
    for stale in (seen, ""):
        with pytest.raises(Outdated):
            remove_discussion(number=one.pk, seen=stale, by=secretariat, now=now)
    with pytest.raises(NotAllowed):
        put(now, by=ministry.focal)
    remove_discussion(number=one.pk, seen=changed.at.isoformat(), by=secretariat, now=now)
    with pytest.raises(NotFound):
        put(now, number=one.pk, seen=seen)


def test_a_discussion_is_entered_changed_and_taken_out_on_pages(
    client: Client, given: Round, secretariat: User, now: datetime
) -> None:
    client.force_login(secretariat)
    assert b"/follow-up/workplan/new/kyoto-2021" in client.get("/follow-up/workplan/").content
    sent = {"title_en": "Pillar I", "begins": "2026-03-02", "ends": "2026-03-01", "topics": ["corruption"]}
    refused = client.post("/follow-up/workplan/new/kyoto-2021", sent)
    assert refused.status_code == 422
    assert b"Pillar I" in refused.content
    made = client.post("/follow-up/workplan/new/kyoto-2021", sent | {"ends": "2026-03-04"})
    one = Discussion.objects.get()
    assert made.url == f"/follow-up/workplan/{one.pk}"  # type: ignore[attr-defined]
    page = client.get(f"/follow-up/workplan/{one.pk}").content.decode()
    assert "Paragraph 1:" in page
    mark = page.split(f'href="/follow-up/workplan/{one.pk}/s')[1].split("?")[0]
    sentence = client.get(f"/follow-up/workplan/{one.pk}/s{mark}?round=first")
    assert sentence.status_code == 200
    assert b"What a sentence counts" in sentence.content
    for ending, status in (("docx", 200), ("pdf", 200), ("html", 200), ("exe", 422)):
        assert client.get(f"/follow-up/workplan/{one.pk}.{ending}?round=first").status_code == status
    assert client.get(f"/follow-up/workplan/{one.pk}?round=other").status_code == 404
    stale = client.post(
        f"/follow-up/workplan/{one.pk}/change", sent | {"ends": "2026-03-04", "seen": "2020-01-01T00:00:00+00:00"}
    )
    assert stale.status_code == 412
    assert b"changed this discussion since" in stale.content
    assert f'name="seen" value="{one.at.isoformat()}"' in stale.content.decode(), "who was told can save over it"
    unmarked: tuple[dict[str, str], ...] = ({}, {"seen": ""})
    for said in unmarked:
        changed = client.post(f"/follow-up/workplan/{one.pk}/change", {**sent, "ends": "2026-03-04", **said})
        assert changed.status_code == 412
        assert client.post(f"/follow-up/workplan/{one.pk}/remove", said).status_code == 412
    assert Discussion.objects.get().at == one.at
    client.post(f"/follow-up/workplan/{one.pk}/remove", {"seen": one.at.isoformat()})
    assert not Discussion.objects.exists()


@pytest.mark.parametrize(("unnamed", "alike", "told"), [(0, False, True), (3, True, False), (3, False, True)])
def test_a_sentence_names_nobody_where_one_without_a_name_would_be_told_as_well(
    client: Client, form: FormVersion, secretariat: User, now: datetime, unnamed: int, alike: bool, told: bool
) -> None:
    states = ("FRA", "BRA", "JPN", "KEN", "NOR", "FJI")
    round_ = open_round(
        slug="big", title=Multilingual(en="Big"), form=form, opens=DAY, due=DAY, respondents=states, by=None, now=now
    )
    for place, code in enumerate(states[: 3 + unnamed]):
        back = place > 2 if alike else place in (3, 4)
        value = {"practice": "regressed" if back else "implemented", "good_practice": not back if alike else place != 4}
        one = round_.respondents.select_related("round__form").get(state=code)
        save(
            respondent=one, question="para-1", reply={"reply": "answered", "value": value}, revision=0, by=None, now=now
        )
        move_reply(respondent=one, act="clear", revision=1, consents=place < 3, by=None, now=now)
    close(round_=round_, by=None, now=now)
    here = f"/follow-up/workplan/{put(now).pk}"
    page = client.get(f"{here}?round=big&language=en").content.decode()
    assert ("They include: " in page) is told
    marks = re.findall(rf'href="{here}/(s[0-9a-f]+)', page)
    assert len(marks) > 2
    names = ("France", "Brazil", "Japan")
    for mark in marks:
        shown = client.get(f"{here}/{mark}?round=big&language=en").content.decode()
        about_replies = mark in {mark_of(f"{phrase}/para-1") for phrase in ("practice", "practices", "regressed")}
        if about_replies:
            assert all(name in shown for name in names) is told
            assert ("Not shown by names" in shown) is not told
        assert not [name for name in ("Kenya", "Norway", "Fiji") if name in shown]
    client.force_login(secretariat)
    shown = client.get(f"{here}/{mark_of('practice/para-1')}?round=big&language=en").content.decode()
    assert all(name in shown for name in names)


def test_those_who_answer_neither_enter_discussions_nor_see_an_open_round(
    client: Client, given: Round, ministry: Ministry, now: datetime
) -> None:
    one = put(now)
    Round.objects.update(closed_at=None)
    client.force_login(ministry.agent)
    assert client.get("/follow-up/workplan/new/kyoto-2021").status_code == 403
    page = client.get(f"/follow-up/workplan/{one.pk}")
    assert page.status_code == 200
    assert b"Paragraph 1:" not in page.content
    assert client.get(f"/follow-up/workplan/{one.pk}.docx?round=first").status_code == 404
