"""Composing a form on pages: from nothing to a round, two people at once, what is wrong at its field, nothing lost."""

from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client

from cjin.core.models import User
from cjin.core.rules.errors import Invalid
from cjin.core.rules.multilingual import Multilingual
from cjin.cycles.actions.forms import put_form
from cjin.cycles.actions.rounds import open_round
from cjin.cycles.models import FormVersion, Round
from cjin.cycles.rules.form.composing import moved
from cjin.cycles.rules.form.conditions import Condition
from cjin.cycles.rules.form.questions import Form, Kind
from tests.cycles.conftest import MakePerson
from tests.cycles.forms import DEFINITION

HERE = "/follow-up/forms/"
COMPOSE = f"{HERE}every-kind/1/compose"
QUESTIONS = [one["question"] for section in DEFINITION["sections"] for one in section["questions"]]

type Fields = dict[str, Any]


@pytest.fixture
def asking(client: Client, secretariat: User) -> Client:
    client.force_login(secretariat)
    return client


def fields_of(client: Client, address: str) -> Fields:
    """What a browser sends for the form of a page on which nothing was changed."""
    page = client.get(address)
    assert page.status_code == 200, address
    form = page.context["form"]
    return sent_by(form)


def sent_by(form: Any) -> Fields:
    said = {one.name: one.value() for one in form}
    return {name: value for name, value in said.items() if value is not None and value is not False}


def kept(name: str = "every-kind", version: int = 1) -> Form:
    return FormVersion.objects.get(form=name, version=version).read()


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_that_is_saved_without_a_change_is_the_same(asking: Client, form: FormVersion, name: str) -> None:
    before = form.read()
    address = f"{COMPOSE}/question/{name}"
    answer = asking.post(address, fields_of(asking, address) | {"save": "yes"})
    assert answer.status_code == 302, answer.context["form"].errors
    assert kept() == before


@pytest.mark.parametrize("name", ["one", "table", "why"])
def test_a_reader_of_another_language_saves_the_same(asking: Client, form: FormVersion, name: str) -> None:
    asking.defaults["HTTP_ACCEPT_LANGUAGE"] = "ar"
    address = f"{COMPOSE}/question/{name}"
    page = asking.get(address)
    assert 'dir="rtl"' in page.content.decode()
    assert [one.name for one in page.context["form"].in_order()] == ["text_ar", "guidance_ar"]
    assert asking.post(address, fields_of(asking, address) | {"save": "yes"}).status_code == 302
    assert kept() == form.read()


@pytest.mark.parametrize("address", ["/title", "/section/first", "/section/second"])
def test_a_part_that_is_saved_without_a_change_is_the_same(asking: Client, form: FormVersion, address: str) -> None:
    assert asking.post(COMPOSE + address, fields_of(asking, COMPOSE + address)).status_code == 302
    assert kept() == form.read()


def test_a_form_is_composed_from_nothing_and_asked(asking: Client, now: datetime) -> None:
    said = {"title_en": "Prisons", "kind": "survey", "form": "prisons", "instrument": ""}
    assert asking.post(f"{HERE}begin", said | {"form": "Prisons !"}).status_code == 422
    assert asking.post(f"{HERE}begin", said)["Location"] == f"{HERE}prisons/1/compose"
    assert asking.post(f"{HERE}begin", said).status_code == 409
    empty = FormVersion.objects.get(form="prisons")
    with pytest.raises(Invalid, match="cannot be opened") as caught:
        open_first(empty, now)
    assert [one.where for one in caught.value.faults] == ["form"]
    here = f"{HERE}prisons/1/compose"
    assert asking.post(f"{here}/section", {"title_en": "", "seen": ""}).status_code == 422
    assert asking.post(f"{here}/section", {"title_ar": "السجون", "seen": ""}).status_code == 302
    section = kept("prisons").sections[0].section
    new = fields_of(asking, f"{here}/question?kind=choice&section={section}")
    typed = new | {"text_en": "How full?", "option_text_0_en": "Very", "save": "yes"}
    refused = asking.post(f"{here}/question", typed)
    assert refused.status_code == 422
    assert refused.context["form"].errors == {"option_code_0": ["Write two options at least."]}
    assert 'value="Very"' in refused.content.decode()
    more = asking.post(f"{here}/question", typed | {"option_text_1_fr": "Peu", "more": "yes"})
    assert more["Location"].endswith("/question/how-full#lists")
    assert [one.code for one in kept("prisons").question("how-full").options] == ["very", "peu"]
    assert "option_code_4" in asking.get(more["Location"]).context["form"].fields
    assert open_first(empty, now).form.frozen_at


def open_first(form: FormVersion, now: datetime) -> Round:
    form.refresh_from_db()
    return open_round(
        slug="prisons", title=Multilingual(en="Prisons"), form=form, opens=date(2026, 2, 1), due=date(2026, 6, 1),
        respondents=["KEN"], by=None, now=now,
    )  # fmt: skip


def test_another_kind_or_condition_shows_its_fields_and_keeps_what_was_typed(asking: Client, form: FormVersion) -> None:
    address = f"{COMPOSE}/question/number"
    typed = fields_of(asking, address) | {"text_en": "Typed, not kept"}
    page = asking.post(address, typed | {"kind": "many", "show": "kind"})
    assert page.status_code == 200
    assert not page.context["form"].errors
    assert "Typed, not kept" in page.content.decode()
    assert "option_code_0" in page.context["form"].fields
    assert kept() == form.read()
    page = asking.post(address, typed | {"when": "law", "show": "when"})
    assert [code for code, _words in page.context["form"].fields["when_is"].choices][:3] == ["yes", "partly", "no"]
    page = asking.post(address, typed | {"when": "law", "save": "yes"})
    assert "when_is" in page.context["form"].errors
    assert asking.post(address, typed | {"when": "law", "when_is": ["no"], "save": "yes"}).status_code == 302
    assert kept().question("number").when == Condition("law", ("no",))


def test_rows_and_columns_are_taken_from_a_table_of_figures(asking: Client, form: FormVersion) -> None:
    address = f"{COMPOSE}/question/table"
    typed = fields_of(asking, address)
    page = asking.post(address, typed | {"table": "crime-and-justice/prisoners-by-status", "take": "table"})
    shown = page.context["form"]
    assert [row.code.value() for row in shown.rows()["row"]][:3] == ["_T", "SENTENCED", "UNSENTENCED"]
    assert kept() == form.read()
    sent = sent_by(shown)
    assert asking.post(address, sent | {"save": "yes"}).status_code == 302
    grid = kept().question("table").grid
    assert grid
    assert [one.code for one in grid.columns] == ["_T", "M", "F"]
    assert grid.of == "crime-and-justice/prisoners-by-status"
    long = asking.post(address, sent | {"table": "crime-and-justice/offences", "take": "table"})
    assert not long.context["form"].rows()
    sent = fields_of(asking, address) | {"table": "crime-and-justice/offences", "taken": "crime-and-justice/offences"}
    assert asking.post(address, sent | {"save": "yes"}).status_code == 302
    grid = kept().question("table").grid
    assert grid
    assert len(grid.rows) > 300
    assert asking.post(address, fields_of(asking, address) | {"save": "yes"}).status_code == 302
    assert kept().question("table").grid == grid, "what the page cannot show stays"
    nonsense = asking.post(address, typed | {"table": "../secret", "take": "table"})
    assert nonsense.status_code == 200


def test_what_is_wrong_stands_at_its_field_and_what_was_typed_stays(asking: Client, form: FormVersion) -> None:
    address = f"{COMPOSE}/question/one"
    typed = fields_of(asking, address)
    for changed, field in (
        ({"name": "two words"}, "name"), ({"name": "law"}, "name"), ({"about_0": "nowhere/para_1"}, "about_0"),
        ({"option_code_1": "a"}, "option_code_0"), ({"option_code_3": "d"}, "option_text_3_en"),
        ({"text_en": "", "text_ar": ""}, "text_en"), ({"kind": "wish"}, "kind"), ({"topics": ["wishes"]}, "topics"),
    ):  # fmt: skip
        page = asking.post(address, typed | changed | {"save": "yes"})
        assert page.status_code == 422
        assert list(page.context["form"].errors) == [field], changed
        assert page.context["form"]["guidance_en"].value() == typed.get("guidance_en", "")
    circle = fields_of(asking, f"{COMPOSE}/question/law") | {"when": "why", "when_is": ["answered"], "save": "yes"}
    assert asking.post(f"{COMPOSE}/question/law", circle).status_code == 422
    taken = fields_of(asking, f"{COMPOSE}/question/law") | {"kind": "text", "save": "yes"}
    page = asking.post(f"{COMPOSE}/question/law", taken)
    assert page.status_code == 422
    assert "“why”" in page.content.decode(), "another question waits for an answer that is gone"
    assert kept() == form.read()


def test_two_people_who_change_one_question_are_told_and_nothing_is_lost(asking: Client, form: FormVersion) -> None:
    address = f"{COMPOSE}/question/law"
    first, second = fields_of(asking, address), fields_of(asking, address)
    other = fields_of(asking, f"{COMPOSE}/question/number") | {"text_en": "Elsewhere", "save": "yes"}
    assert asking.post(address, first | {"text_en": "By the first", "save": "yes"}).status_code == 302
    refused = asking.post(address, second | {"text_en": "By the second", "save": "yes"})
    assert refused.status_code == 412
    assert "By the second" in refused.content.decode()
    assert kept().question("law").text["en"] == "By the first"
    assert asking.post(f"{COMPOSE}/question/number", other).status_code == 302, "another question was not changed"
    assert asking.post(address, sent_by(refused.context["form"]) | {"save": "yes"}).status_code == 302
    assert kept().question("law").text["en"] == "By the second"
    gone = fields_of(asking, f"{COMPOSE}/question/day") | {"text_en": "Typed for nothing", "save": "yes"}
    remove(asking, "question", "day")
    page = asking.post(f"{COMPOSE}/question/day", gone)
    assert page.status_code == 412
    assert "Typed for nothing" in page.content.decode()
    assert asking.get(f"{COMPOSE}/question/day").status_code == 404


def remove(client: Client, part: str, name: str, *, waiting: str = "") -> Any:
    address = f"{COMPOSE}/remove/{part}/{name}"
    seen = client.get(address).context["seen"]
    return client.post(address, {"seen": seen, "waiting": waiting})


def test_what_is_moved_and_taken_away(asking: Client, form: FormVersion) -> None:
    before = form.read()
    seen = asking.get(COMPOSE).context["seen"]
    assert asking.post(COMPOSE, {"seen": seen, "down": "question why"})["Location"].endswith("#q-why")
    assert kept() == moved(before, "why", 1)
    stale = asking.post(COMPOSE, {"seen": seen, "up": "question why"})
    assert stale.status_code == 412
    assert asking.post(COMPOSE, {"seen": stale.context["seen"], "up": "question why"}).status_code == 302
    assert kept() == before
    assert asking.post(COMPOSE, {"seen": seen, "up": "section second"})["Location"].endswith("#s-second")
    assert [one.section for one in kept().sections] == ["second", "first"]
    assert asking.post(COMPOSE, {"seen": "", "up": "nonsense"}).status_code == 404
    assert "<li>law" not in asking.get(f"{COMPOSE}/remove/question/why").content.decode()
    assert remove(asking, "question", "law").status_code == 409, "nobody was told who waits for it"
    assert remove(asking, "question", "law", waiting="why").status_code == 302
    assert kept().question("why").when is None
    assert remove(asking, "section", "second").status_code == 302
    assert [one.question for one in kept().questions] == ["para-1", "para-2", "why"]
    assert asking.get(f"{COMPOSE}/remove/section/second").status_code == 404
    assert asking.get(f"{COMPOSE}/remove/round/first").status_code == 404


def test_a_form_in_use_goes_on_in_its_next_version_and_tells_what_carries_over(asking: Client, round_: Round) -> None:
    for address in (COMPOSE, f"{COMPOSE}/question/law", f"{COMPOSE}/section", f"{COMPOSE}/remove/question/law"):
        assert asking.get(address).status_code == 409
    assert asking.post(f"{HERE}every-kind/next")["Location"] == f"{HERE}every-kind/2/compose"
    assert asking.post(f"{HERE}every-kind/next").status_code == 409
    address = f"{HERE}every-kind/2/compose/question/law"
    renamed = fields_of(asking, address) | {"name": "statute", "save": "yes"}
    assert asking.post(address, renamed).status_code == 302
    after = kept(version=2)
    assert after.question("statute").was == "law"
    waits = after.question("why").when
    assert waits
    assert waits.question == "statute"
    page = asking.get(f"{HERE}every-kind/2")
    told = {one["words"]: len(one["rows"]) for one in page.context["carried"]["parts"]}
    assert told["Go on under another name"] == 1
    assert told["Go on as they were"] == len(QUESTIONS) - 1
    assert asking.get(f"{HERE}every-kind/1").context["carried"] is None


def test_who_composes_a_form_that_came_into_use_is_led_to_its_next_version(asking: Client, form: FormVersion) -> None:
    address = f"{COMPOSE}/question/law"
    typed = fields_of(asking, address) | {"text_en": "Typed meanwhile", "save": "yes"}
    FormVersion.objects.update(frozen_at=form.at)
    told = asking.post(address, typed, HTTP_ORIGIN="http://testserver")
    page = told.content.decode()
    assert told.status_code == 409
    assert f'action="{HERE}every-kind/next"' in page
    assert "Typed meanwhile</textarea>" in page
    assert 'name="seen"' not in page, "nobody typed the mark"
    following = asking.post(f"{HERE}every-kind/next")["Location"]
    page = asking.post(address, typed, HTTP_ORIGIN="http://testserver").content.decode()
    assert f'href="{following}"' in page
    assert f'action="{HERE}every-kind/next"' not in page
    assert "Typed meanwhile</textarea>" in page
    assert kept() == form.read()
    for other in ("", "/title", "/section", "/section/first", "/remove/question/law"):
        assert f'href="{following}"' in asking.get(COMPOSE + other).content.decode(), other


def test_only_those_who_ask_compose(client: Client, form: FormVersion, make_person: MakePerson) -> None:
    client.force_login(make_person("reader", "cycles.answer"))
    for address in (f"{HERE}begin", COMPOSE, f"{COMPOSE}/title", f"{COMPOSE}/question/law", f"{COMPOSE}/section"):
        assert client.get(address).status_code == 403
        assert client.post(address, {}).status_code in (403, 405)
    assert client.post(f"{HERE}every-kind/next").status_code == 403


def test_every_kind_of_question_has_a_page(asking: Client, form: FormVersion) -> None:
    for kind in Kind:
        page = asking.get(f"{COMPOSE}/question?kind={kind}&section=first")
        assert page.context["form"].chosen is kind
    assert asking.get(f"{COMPOSE}/question?kind=wish").context["form"].chosen is Kind.TEXT


def test_a_list_that_is_too_long_for_a_page_stays_as_it_is(asking: Client, now: datetime) -> None:
    many = [{"code": f"c-{number}", "text": {"en": f"Choice {number}"}} for number in range(150)]
    asked = {"question": "long", "kind": "choice", "text": {"en": "Which?"}, "options": many}
    section = {"section": "only", "title": {"en": "Only"}, "questions": [asked]}
    made = put_form(definition=DEFINITION | {"form": "long", "sections": [section]}, by=None, now=now)
    address = f"{HERE}long/1/compose/question/long"
    said = fields_of(asking, address)
    assert "too long to be changed on a page" in asking.get(address).content.decode()
    assert asking.post(address, said | {"text_en": "Which one?", "kind": "many", "save": "yes"}).status_code == 302
    question = kept("long").question("long")
    assert (question.text["en"], question.kind) == ("Which one?", Kind.MANY)
    assert question.options == made.read().question("long").options
    page = asking.post(address, said | {"kind": "table", "show": "kind"})
    assert list(page.context["form"].rows()) == ["row", "column"]
