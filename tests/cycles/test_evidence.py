"""Evidence: what is cited is kept as it is published now, and told later as it was cited and as it stands since."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from cjin.core.models import User
from cjin.core.rules.errors import Invalid
from cjin.core.rules.multilingual import Multilingual
from cjin.core.rules.release import ReleaseLevel
from cjin.cycles.actions.answering import save
from cjin.cycles.actions.clearing import move_reply
from cjin.cycles.actions.importing import look
from cjin.cycles.actions.measures import put_measure
from cjin.cycles.actions.rounds import open_round
from cjin.cycles.models import Answer, Measure, Respondent
from cjin.cycles.queries.answers import replies_of
from cjin.cycles.queries.evidence import Standing, cited_figure, standings_of
from cjin.cycles.queries.ghosts import ghosts_of
from cjin.cycles.queries.looking import LookUp, look_up
from cjin.cycles.queries.workbooks import sheet_of
from cjin.cycles.rules.answers.evidence import Address
from cjin.cycles.rules.workbook.writing import as_workbook
from cjin.statistics.actions.publishing import Terms, withdraw
from cjin.statistics.models import Publication
from cjin.texts.actions.annotating import load as load_annotations
from cjin.texts.actions.works import load_works
from tests.cycles.answering import *  # noqa: F403 - who answers
from tests.cycles.conftest import Ministry
from tests.statistics.conftest import own_home  # noqa: F401 - the figures of each test lie apart
from tests.statistics.published import loaded, published
from tests.statistics.test_counting import made

SECOND = "/follow-up/first/KEN/second"


@pytest.fixture
def police(db: None, tmp_path: Path, now: datetime) -> Publication:
    """What the police of Kenya published."""
    return published(loaded(tmp_path, now, area="KEN"), now)


def figure_of(by: User | None) -> dict[str, str]:
    """The newest figure that is found first."""
    found = look_up(LookUp("figure", "", "by-sex", {"ICCS": "01", "SEX": "M"}), by, "KEN").found[0]
    return {"kind": "figure", "ref": found.ref}


def kept(kenya: Respondent, question: str = "papers") -> list[dict[str, str]]:
    return list(replies_of(kenya)[question]["evidence"])


def cite(kenya: Respondent, ministry: Ministry, now: datetime, *pieces: dict[str, Any], revision: int = 0) -> Answer:
    reply = {"reply": "answered", "evidence": list(pieces)}
    return save(respondent=kenya, question="papers", reply=reply, revision=revision, by=ministry.focal, now=now)


def test_a_figure_is_kept_with_its_value_and_lineage_whatever_was_typed_of_it(
    kenya: Respondent, ministry: Ministry, police: Publication, now: datetime
) -> None:
    piece = figure_of(ministry.agent)
    cite(kenya, ministry, now, piece | {"value": "999", "status": "E", "source": "Somebody", "title": "Mine"})
    found = kept(kenya)[0]
    assert found == cited_figure(Address.of(piece["ref"]), ministry.agent)  # type: ignore[arg-type]
    assert found["sha256"] == police.digest
    assert (found["as_of"], found["unit"]) == (police.vintage.isoformat(), "NR")
    assert float(found["value"]) > 0
    assert found["value"] != "999"
    pasted = f"https://node.example/statistics/cells/{piece['ref'].replace('@', '/')}"
    again = cite(kenya, ministry, now, {"kind": "figure", "ref": pasted}, revision=1)
    assert again.revision == 1, "the address of its page is the same figure"


@pytest.mark.parametrize(("piece", "said"), [
    ({"kind": "figure", "ref": "nobody@1/by-sex/A.KEN.01.M.NR/2023"}, "no such published figure"),
    ({"kind": "figure", "ref": "police@1/nothing/A.KEN/2023"}, "no such published figure"),
    ({"kind": "provision", "ref": "kyoto-2021/para_999"}, "No provision here"),
    ({"kind": "provision", "ref": "what we promised"}, "No provision here"),
])  # fmt: skip
def test_what_is_not_there_cannot_be_cited(
    kenya: Respondent, ministry: Ministry, now: datetime, piece: dict[str, str], said: str
) -> None:
    load_works(now=now)
    with pytest.raises(Invalid) as caught:
        cite(kenya, ministry, now, {"kind": "document", "ref": "A/CONF.1/1"}, piece)
    assert [(one.where, said in one.message) for one in caught.value.faults] == [("entry 2", True)]
    assert replies_of(kenya) == {}


def test_figures_that_are_not_released_are_neither_found_nor_cited(
    kenya: Respondent,
    ministry: Ministry,
    tmp_path: Path,
    now: datetime,
) -> None:
    published(loaded(tmp_path, now, area="KEN"), now, Terms(release=ReleaseLevel.OWN))
    piece = figure_of(None)
    assert look_up(LookUp("figure"), ministry.agent, "KEN").choices == []
    with pytest.raises(Invalid):
        cite(kenya, ministry, now, piece)
    save(respondent=kenya, question="papers", reply={"reply": "answered", "evidence": [piece]}, revision=0, by=None,
         now=now)  # fmt: skip
    assert standings_of(kept(kenya), ministry.agent) == {}, "who may not see the figure is told nothing of it"


def test_a_figure_that_changed_or_was_withdrawn_is_told_beside_it_as_it_was_cited(
    kenya: Respondent, ministry: Ministry, police: Publication, tmp_path: Path, now: datetime
) -> None:
    cite(kenya, ministry, now, figure_of(ministry.agent))
    before = kept(kenya)
    key = ("figure", before[0]["ref"])
    assert standings_of(before, ministry.agent)[key].since == ""
    later = published(loaded(tmp_path, now, made(300, 8), area="KEN"), now)
    assert later.number == police.number + 1
    assert standings_of(before, ministry.agent)[key].since.startswith("Changed since: ")
    cite(kenya, ministry, now, *before, {"kind": "document", "ref": "A/1"}, revision=1)
    assert kept(kenya)[0] == before[0], "what was cited stays as it was cited"
    move_reply(respondent=kenya, act="clear", revision=1, by=ministry.focal, now=now)
    withdraw(publication=police, why="wrong", by=None, now=now)
    assert standings_of(before, ministry.agent)[key] == Standing(police.get_absolute_url(), "Withdrawn since: wrong")
    second = open_round(
        slug="second", title=Multilingual(en="Second"), form=kenya.round.form, opens=date(2026, 8, 1),
        due=date(2026, 12, 1), respondents=["KEN"], previous=kenya.round, by=None, now=now,
    )  # fmt: skip
    again = second.respondents.select_related("round__form").get()
    cite(again, ministry, now, *ghosts_of(again)["papers"].reply["evidence"])
    assert kept(again) == kept(kenya), "what is carried over stays as it was cited"


def test_a_cleared_reply_has_the_figure_frozen_and_the_workbook_and_the_form_leave_it_equal(
    focal: Client, kenya: Respondent, ministry: Ministry, police: Publication, tmp_path: Path, now: datetime
) -> None:
    cite(kenya, ministry, now, figure_of(ministry.agent))
    before = kept(kenya)
    path = tmp_path / "form.xlsx"
    path.write_bytes(as_workbook(sheet_of(kenya, "ar")))
    looked = look(respondent=kenya, path=path, by=ministry.agent, now=now)
    assert (looked.changes, looked.faults, looked.differs) == ({}, [], [])
    hidden = {f"papers.evidence.0.{name}": said for name, said in before[0].items()}
    focal.post(SECOND, {"papers.revision": "1", **hidden})
    assert kenya.answers.get(question="papers").revision == 1
    move_reply(respondent=kenya, act="clear", revision=1, by=ministry.focal, now=now)
    assert kenya.clearings.get().content["answers"]["papers"]["evidence"] == before
    page = focal.get("/follow-up/first/KEN/").content.decode()
    assert before[0]["title"] in page
    url = f"/statistics/cells/{before[0]['ref'].replace('@', '/')}"
    assert url in page
    move_reply(respondent=kenya, act="publish", revision=2, by=ministry.focal, now=now)
    assert url in Client().get("/follow-up/first/KEN/").content.decode(), "everybody can open its lineage"
    assert Client().get(url).status_code == 200


def test_a_figure_is_looked_up_and_taken_away_without_a_script(
    focal: Client, kenya: Respondent, police: Publication
) -> None:
    sent = {"papers.revision": "0", "do": "look:papers", "papers.look.kind": "figure", "papers.look.words": "by sex"}
    page = focal.post(SECOND, sent).content.decode()
    ref = figure_of(None)["ref"]
    assert 'name="papers.pick" value="figure ' in page
    part = focal.get("/follow-up/evidence", {"name": "papers", "state": "KEN", **sent}).content.decode()
    assert 'name="papers.pick"' in part
    assert "<html" not in part
    assert focal.post(SECOND, {"papers.revision": "0", "do": "more:papers", "papers.pick": f"figure {ref}"})
    assert [one["ref"] for one in kept(kenya)] == [ref]
    hidden = {f"papers.evidence.0.{name}": said for name, said in kept(kenya)[0].items()}
    assert 'name="papers.evidence.0.drop"' in focal.get(SECOND).content.decode()
    focal.post(SECOND, {"papers.revision": "1", **hidden, "papers.evidence.0.drop": "yes"})
    assert "papers" not in replies_of(kenya)


def test_a_provision_is_kept_by_its_identifier_however_it_was_typed(
    kenya: Respondent, ministry: Ministry, now: datetime
) -> None:
    load_works(now=now)
    load_annotations(now=now)
    cite(kenya, ministry, now, {"kind": "provision", "ref": "Kyoto Declaration para 61"})
    assert kept(kenya) == [{"kind": "provision", "ref": "kyoto-2021/para_61", "title": "Kyoto Declaration, para. 61"}]
    found = look_up(LookUp("provision", "Kyoto 61"), ministry.agent).found[0]
    assert (found.pick, found.url) == ("provision kyoto-2021/para_61", "/texts/kyoto-2021/para_61")
    assert look_up(LookUp("document", "Kyoto Declaration"), ministry.agent).found[0].ref == "kyoto-2021"
    assert standings_of([{"kind": "document", "ref": "kyoto-2021"}], ministry.agent) == {
        ("document", "kyoto-2021"): Standing("/texts/kyoto-2021")
    }


def test_pages_ask_no_more_with_more_figures(
    focal: Client, kenya: Respondent, ministry: Ministry, police: Publication, now: datetime,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    found = look_up(LookUp("figure", "", "by-sex", {}), ministry.agent, "KEN").found
    cite(kenya, ministry, now, *({"kind": "figure", "ref": one.ref} for one in found))
    pieces = kept(kenya)
    assert len(pieces) > 2
    with django_assert_max_num_queries(5):
        standings_of(pieces, ministry.agent)


def test_the_evidence_of_a_measure_is_edited_on_its_page(
    focal: Client, kenya: Respondent, ministry: Ministry, police: Publication, now: datetime
) -> None:
    put_measure(state="KEN", name="act-7", title={"en": "Act 7"}, type="law", by=ministry.agent, now=now)
    page, typed = "/follow-up/measures/KEN/act-7", {"title_en": "Act 7", "type": "law", "rows": "0"}
    looked = focal.post(page, typed | {"revision": "1", "title_en": "Act 8", "do": "look:measure",
                                       "measure.look.kind": "figure", "measure.look.of": "by-sex"})  # fmt: skip
    assert looked.status_code == 200
    assert 'value="Act 8"' in looked.content.decode(), "what was typed stays"
    assert 'name="measure.pick"' in looked.content.decode()
    ref = figure_of(None)["ref"]
    answer = focal.post(page, typed | {"revision": "1", "do": "more:measure", "measure.pick": f"figure {ref}"})
    assert answer["Location"] == page
    assert Measure.objects.get().evidence[0]["sha256"] == police.digest
    bad = {"revision": "2", "measure.evidence.0.kind": "link", "measure.evidence.0.ref": "http://example.org"}
    refused = focal.post(page, typed | bad)
    assert refused.status_code == 422
    assert "Entry 1: A link begins with https://" in refused.content.decode()
    assert 'value="http://example.org"' in refused.content.decode()
    focal.post(page, typed | {"revision": "2"})
    assert Measure.objects.get().evidence == []


def test_programs_look_up_what_they_cite(client: Client, focal: Client, kenya: Respondent, police: Publication) -> None:
    said = focal.get("/api/v1/cycles/evidence", {"kind": "figure", "indicator": "by-sex", "state": "KEN"})
    told = json.loads(said.content)
    assert told["found"][0]["kind"] == "figure"
    assert {"of", "SEX"} <= set(told["choices"])
