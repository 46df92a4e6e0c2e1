"""Results over rounds, by names, on the map and beside figures: who sees what, and who is never named."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cjin.core.rules.multilingual import Multilingual
from cjin.cycles.actions.forms import put_form
from cjin.cycles.actions.rounds import close, open_round
from cjin.cycles.models import Clearing, FormVersion, Respondent, Round
from cjin.cycles.queries.compiled import compiled
from cjin.cycles.queries.crossing import crossed
from cjin.cycles.queries.earlier import rounds_before
from cjin.cycles.queries.named import matrix_of
from cjin.cycles.queries.overview import Rate
from cjin.cycles.queries.series import over_rounds
from cjin.cycles.rules.compiling.crossing import Tie
from cjin.node.cli import house
from cjin.statistics.models import Publication
from tests.cycles.forms import DEFINITION
from tests.statistics.published import loaded, published

HERE = "/follow-up/first/results"
PAGES = ("", "/difficulties", "/series", "/map", "/matrix", "/figures")
FILES = ("difficulties", "series", "matrix", "figures")
STATES = ("KEN", "FRA", "BRA", "JPN", "NOR", "FJI")


def state(practice: str, **more: Any) -> dict[str, Any]:
    """A reply about the state of implementation."""
    return {"reply": "answered", "value": {"practice": practice, **more}}


def reply(round_: Round, code: str, answers: dict[str, Any], *, named: bool, now: datetime) -> Respondent:
    """Stores a reply as if it had been answered and cleared."""
    one = round_.respondents.get(state=code)
    content = {"form": [round_.form.form, round_.form.version], "answers": answers, "measures": []}
    Clearing.objects.create(respondent=one, number=1, content=content, sha256="", at=now)
    one.standing, one.consents, one.cleared_at = "cleared", named, now
    one.save()
    return one


def opened(
    slug: str, form: FormVersion, opens: date, now: datetime, *, previous: Round | None = None, closed: bool = True,
    states: Sequence[str] = STATES,
) -> Round:  # fmt: skip
    """A round of some States."""
    found = open_round(
        slug=slug, title=Multilingual(en=f"Round {slug}"), form=form, opens=opens, due=opens.replace(month=12),
        respondents=states, previous=previous, by=None, now=now,
    )  # fmt: skip
    if closed:
        close(round_=found, by=None, now=now)
    return found


@pytest.fixture
def first(known: None, form: FormVersion, now: datetime) -> Round:
    """A closed round: Kenya and Brazil agreed to be named, France, Norway and Fiji did not, Japan is silent."""
    found = opened("first", form, date(2026, 1, 1), now)
    reply(found, "KEN", {"para-1": state("implemented", good_practice=True, difficulties=["funds", "data"])},
          named=True, now=now)  # fmt: skip
    reply(found, "BRA", {"para-1": state("planned"), "para-2": state("planned")}, named=True, now=now)
    for code in ("FRA", "NOR"):
        reply(found, code, {"para-1": state("largely", good_practice=True)}, named=False, now=now)
    reply(found, "FJI", {"para-1": state("planned")}, named=False, now=now)
    reply_of_one = Clearing.objects.get(respondent__round=found, respondent__state="FRA")
    reply_of_one.content["answers"]["para-2"] = state("in-progress")
    reply_of_one.save()
    return found


@pytest.mark.usefixtures("first")
@pytest.mark.parametrize("page", PAGES)
def test_a_state_that_did_not_agree_is_named_nowhere(client: Client, page: str) -> None:
    shown = client.get(f"{HERE}{page}").content.decode()
    assert not [name for name in ("France", "Norway", "Fiji", "Japan") if name in shown]


@pytest.mark.usefixtures("first")
def test_named_states_stand_in_the_order_of_their_names_and_the_closed_provision_is_told(client: Client) -> None:
    shown = client.get(f"{HERE}/matrix").content.decode()
    assert shown.index("Brazil") < shown.index("Kenya")
    assert "Not shown by names" in shown
    rows = client.get(f"{HERE}/matrix.json").json()
    assert [(one["key"], one["para-1"]) for one in rows] == [("BRA", "planned"), ("KEN", "implemented")]
    assert all("para-2" not in one for one in rows)
    assert "Kenya" not in client.get(f"{HERE}/matrix?region=lac").content.decode()
    assert client.get(f"{HERE}/matrix?section=none").status_code == 404


@pytest.mark.usefixtures("first")
def test_the_map_draws_the_silent_as_the_unnamed(client: Client) -> None:
    for about in ("", "?about=para-1"):
        shown = client.get(f"{HERE}/map{about}").content.decode()
        assert "<title>Kenya: " in shown
        assert "<title>FRA</title>" in shown
        assert "<title>JPN</title>" in shown
    assert client.get(f"{HERE}/map?about=para-2").status_code == 404
    assert client.get(f"{HERE}/map?about=none").status_code == 404


@pytest.mark.usefixtures("first")
def test_all_difficulties_are_told_and_who_shares_a_practice_by_agreement(client: Client) -> None:
    shown = client.get(HERE).content.decode()
    assert "Lack of funds" in shown
    assert "Lack of data" in shown
    provision = next(one for one in client.get(f"{HERE}/difficulties.json").json() if one["name"] == "para-1")
    assert (provision["funds"], provision["data"], provision["told"]) == (1, 1, 5)
    assert (provision["good_practices"], provision["named"]) == (3, ["Kenya"])


def test_nobody_is_named_where_all_without_a_name_tell_the_same(first: Round, client: Client) -> None:
    unnamed = list(Clearing.objects.filter(respondent__round=first, respondent__consents=False))
    for told, closed in ((("planned", "largely", "largely"), False), (("largely",) * 3, True)):
        for one, practice in zip(unnamed, told, strict=True):
            one.content["answers"]["para-1"] = state(practice, good_practice=True)
            one.save()
        assert ("para-1" not in client.get(f"{HERE}/matrix.json").json()[0]) is closed
        assert client.get(f"{HERE}/map?about=para-1").status_code == (404 if closed else 200)
        provision = next(one for one in client.get(f"{HERE}/difficulties.json").json() if one["name"] == "para-1")
        assert (provision["good_practices"], provision["named"]) == (4, [])


@pytest.mark.usefixtures("first")
def test_the_files(client: Client) -> None:
    for stem in FILES:
        for ending in ("csv", "xlsx", "json"):
            assert client.get(f"{HERE}/{stem}.{ending}").status_code == 200, stem
        assert client.get(f"{HERE}/{stem}.pdf").status_code == 422


@pytest.mark.usefixtures("known")
def test_results_of_a_round_that_goes_on_are_for_those_who_ask(
    client: Client, form: FormVersion, now: datetime
) -> None:
    opened("first", form, date(2026, 1, 1), now, closed=False)
    for page in (*PAGES[1:], *(f"/{stem}.csv" for stem in FILES)):
        assert client.get(f"{HERE}{page}").status_code in (302, 401, 403), page
    for part in ("series", "matrix", "figures"):
        assert client.get(f"/api/v1/cycles/rounds/first/{part}").status_code in (401, 403), part


@pytest.fixture
def later(first: Round, now: datetime) -> Round:
    """A round a year after, on the next version of the form, in which a question has another name."""
    changed = DEFINITION | {"version": 2, "sections": [dict(one) for one in DEFINITION["sections"]]}
    questions = [dict(one) for one in changed["sections"][0]["questions"]]
    questions[0] |= {"question": "renamed", "was": "para-1"}
    changed["sections"][0]["questions"] = questions
    found = opened("later", put_form(definition=changed, by=None, now=now), date(2027, 1, 1), now, previous=first)
    reply(found, "KEN", {"renamed": state("implemented")}, named=False, now=now)
    reply(found, "FRA", {"renamed": state("planned")}, named=False, now=now)
    reply(found, "JPN", {"renamed": state("planned")}, named=False, now=now)
    return found


def changes(round_: Round) -> list[Any]:
    """The changes of the first provision in each round."""
    return [one and one["changes"] for one in over_rounds(round_, "en")["provisions"][0]["points"]]


NONE = {"new": 0, "advanced": 0, "unchanged": 0, "reversed": 0}


def test_a_question_is_followed_under_its_new_name(later: Round, client: Client) -> None:
    assert changes(later) == [NONE, {"new": 1, "advanced": 0, "unchanged": 1, "reversed": 1}]
    shown = client.get("/follow-up/later/results/series").content.decode()
    assert "0 moved on, 1 unchanged, 1 gone back, of 2; 1 new" in shown
    rows = client.get("/follow-up/later/results/series.json").json()
    last = [one for one in rows if one["name"] == "renamed" and one["scope"] == "practice"][-1]
    assert (last["round"], last["told"], last["told_both"], last["reversed"]) == ("later", 3, 2, 1)


def test_of_what_was_not_asked_before_no_change_is_told(later: Round, first: Round, now: datetime) -> None:
    assert compiled(later, "en", now=now)["provisions"][0]["changes"] == changes(later)[1] != NONE
    later.form.definition["sections"][0]["questions"][0].pop("was")
    for round_ in (later, first):
        line = compiled(round_, "en", now=now)["provisions"][0]
        assert (line["changes"], line["of_both"]) == (NONE, 0)


def test_the_round_before_is_found_where_none_is_named(later: Round) -> None:
    Round.objects.filter(pk=later.pk).update(previous=None)
    assert changes(Round.objects.get(pk=later.pk))[1]["unchanged"] == 1


def test_a_round_between_that_goes_on_or_asked_nobody_is_passed_over(
    first: Round, form: FormVersion, now: datetime
) -> None:
    going_on = opened("going-on", form, date(2026, 3, 1), now, previous=first, closed=False)
    empty = opened("empty", form, date(2026, 5, 1), now, previous=going_on)
    last = opened("last", form, date(2026, 6, 1), now, previous=empty)
    reply(last, "KEN", {"para-1": state("implemented")}, named=False, now=now)
    assert [one.slug for one, _names in rounds_before(last)] == ["last", "empty", "first"]
    assert [one["replied"] for one in over_rounds(last, "en")["rounds"]] == [5, 0, 1]


def test_rounds_that_lead_to_each_other_end(first: Round, later: Round) -> None:
    Round.objects.filter(pk=first.pk).update(previous=later)
    assert [one.slug for one, _names in rounds_before(later)] == ["later", "first"]


def test_the_same_version_follows_itself_also_where_a_question_was_renamed(later: Round, now: datetime) -> None:
    again = opened("again", later.form, date(2028, 1, 1), now, previous=later)
    reply(again, "KEN", {"renamed": state("planned")}, named=False, now=now)
    line = compiled(again, "en", now=now)["provisions"][0]
    assert (line["changes"], line["of_both"]) == (NONE | {"reversed": 1}, 1)
    assert changes(again)[-1] == NONE | {"reversed": 1}


def test_no_query_for_each_state(first: Round, now: datetime) -> None:
    asked = (
        lambda: over_rounds(first, "en"), lambda: matrix_of(first, "en"), lambda: compiled(first, "en", now=now),
        lambda: crossed(first, "en", actor=AnonymousUser(), now=now),
    )  # fmt: skip
    few = [_queries(one) for one in asked]
    reply(first, "JPN", {"para-1": state("planned")}, named=True, now=now)
    assert [_queries(one) for one in asked] == few


def _queries(ask: Any) -> int:
    with CaptureQueriesContext(connection) as found:
        ask()
    return len(found)


@pytest.mark.usefixtures("first")
def test_without_published_figures_the_page_says_so(client: Client) -> None:
    shown = client.get(f"{HERE}/figures").content.decode()
    assert "No figures that belong to this topic are published here" in shown
    assert "Beside is not because" in shown
    assert client.get(f"{HERE}/figures?topic=rule-of-law").status_code == 404
    assert client.get(f"{HERE}/figures?topic=corruption&figure=none").status_code == 404
    assert client.get(f"{HERE}/figures.json").json()[0]["value"] is None


def test_halves_are_rounded_upwards_as_in_the_report() -> None:
    assert Rate("", "", 8, 1).share == 13
    assert Rate("", "", 200, 1).share == 1
    assert Rate("", "", 0, 0).share == 0


@pytest.fixture
def figures(first: Round, now: datetime, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Publication:
    """Published figures of Kenya that belong to the topic of both provisions."""
    settings.CJIN_HOME = tmp_path
    monkeypatch.setattr("cjin.cycles.queries.crossing.ties", lambda: {"corruption": Tie(iccs=("0101",))})
    return published(loaded(tmp_path, now, area="KEN"), now)


@pytest.mark.usefixtures("figures")
def test_a_named_state_stands_beside_its_own_figure_which_leads_to_how_it_was_made(client: Client) -> None:
    shown = client.get(f"{HERE}/figures").content.decode()
    assert "1 of the 6 States that were asked have a published figure." in shown
    rows = {one["key"]: one for one in client.get(f"{HERE}/figures.json").json()}
    assert rows["BRA"]["value"] is None
    assert rows["KEN"]["value"] > 0
    assert rows["KEN"]["para-1"] == "implemented"
    assert client.get(rows["KEN"]["made"]).status_code == 200
    assert f'href="{rows["KEN"]["made"]}"' in shown
    told = client.get("/api/v1/cycles/rounds/first/figures?topic=corruption").json()
    assert told["figure"]["median"] == rows["KEN"]["value"]
    assert not [name for name in ("France", "Norway", "Fiji") if name in shown]


def test_figures_that_are_not_released_to_a_reader_are_none(client: Client, figures: Publication) -> None:
    Publication.objects.filter(pk=figures.pk).update(release="own")
    assert "No figures that belong to this topic" in client.get(f"{HERE}/figures").content.decode()
    assert client.get("/api/v1/cycles/rounds/first/figures?figure=by-category").status_code == 404


@pytest.mark.usefixtures("first")
def test_the_interface_and_the_command_tell_the_same(client: Client) -> None:
    for part in ("series", "matrix", "figures"):
        by_api = client.get(f"/api/v1/cycles/rounds/first/{part}").json()
        done = CliRunner().invoke(house, ["cycles", "compilation", "first", "--part", part, "--json"])
        assert json.loads(done.output) == by_api, part
        assert CliRunner().invoke(house, ["cycles", "compilation", "first", "--part", part]).exit_code == 0
    refused = CliRunner().invoke(house, ["cycles", "compilation", "first", "--part", "figures", "--topic", "none"])
    assert refused.exit_code == 1
