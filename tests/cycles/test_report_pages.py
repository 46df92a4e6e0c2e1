"""The pages of results and of the report: who sees them, a sentence and what it counts, edits that stay."""

import re
from datetime import datetime

import pytest
from django.test import Client
from django.utils import timezone

from cjin.core.models import User
from cjin.cycles.actions.answering import save
from cjin.cycles.actions.clearing import move_reply
from cjin.cycles.actions.rounds import close
from cjin.cycles.models import Edit, Respondent, Round
from cjin.cycles.rules.report.manifest import mark_of
from cjin.reference.actions import load as load_reference
from cjin.texts.actions.works import load_works
from tests.cycles.conftest import Ministry

HERE = "/follow-up/first"
DONE = {"reply": "answered", "value": {"practice": "implemented", "good_practice": True}}
MARK = mark_of("practice/para-1")


@pytest.fixture
def given(kenya: Respondent, ministry: Ministry, now: datetime, monkeypatch: pytest.MonkeyPatch) -> Respondent:
    """Kenya has replied, and did not agree to be named."""
    monkeypatch.setattr("cjin.reference.actions.loading.index", lambda documents: 0)
    load_reference(now=now)
    load_works(now=now)
    save(respondent=kenya, question="para-1", reply=DONE, revision=0, by=ministry.focal, now=now)
    return move_reply(respondent=kenya, act="clear", revision=1, consents=False, by=ministry.focal, now=now)


@pytest.mark.usefixtures("given")
def test_results_are_for_everybody_when_the_round_is_closed_and_the_draft_for_those_who_ask(
    client: Client, round_: Round, secretariat: User, ministry: Ministry
) -> None:
    for path in ("results", "report", "results.csv", "report.docx", f"report/{MARK}"):
        assert client.get(f"{HERE}/{path}").status_code in (302, 401, 403), path
    close(round_=round_, by=None, now=timezone.now())
    client.force_login(ministry.agent)
    refused = client.get(f"{HERE}/results")
    assert refused.status_code == 403
    assert "1 of 2 have replied. What they say is not shown" in refused.content.decode()
    Respondent.objects.update(consents=True)
    page = client.get(f"{HERE}/results")
    assert page.status_code == 200
    assert "Kenya" not in page.content.decode()
    assert client.get(f"{HERE}/report").status_code == 403
    client.force_login(secretariat)
    assert client.get(f"{HERE}/report").status_code == 200
    assert client.get(f"{HERE}/report.exe").status_code == 422


@pytest.mark.usefixtures("given")
def test_a_sentence_opens_the_replies_that_it_counts(client: Client, secretariat: User) -> None:
    client.force_login(secretariat)
    report = client.get(f"{HERE}/report").content.decode()
    assert f'href="{HERE}/report/{MARK}?language=en"' in report
    page = client.get(f"{HERE}/report/{MARK}").content.decode()
    assert "(1 of 1)" in page
    assert f'href="{HERE}/KEN/#q-para-1"' in page
    assert client.get(f"{HERE}/report/s0").status_code == 404


@pytest.mark.usefixtures("given")
@pytest.mark.parametrize("language", ["ar", "fr", "zh"])
def test_the_report_is_in_the_language_asked_for(client: Client, secretariat: User, language: str) -> None:
    client.force_login(secretariat)
    page = client.get(f"{HERE}/report?language={language}").content.decode()
    assert re.search(rf'<article class="report" lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">', page)
    assert client.get(f"{HERE}/report?language=xx").status_code == 422


@pytest.mark.usefixtures("given")
def test_an_edit_stays_and_can_be_taken_back(
    client: Client, round_: Round, secretariat: User, ministry: Ministry
) -> None:
    sent = {"language": "en", "paragraph": "introduction/counted", "text": "Own words <b>here</b>.", "made_from": "x"}
    client.force_login(ministry.focal)
    assert client.post(f"{HERE}/report/edit", sent).status_code == 403
    client.force_login(secretariat)
    assert client.post(f"{HERE}/report/edit", sent).status_code == 302
    page = client.get(f"{HERE}/report").content.decode()
    assert "Own words &lt;b&gt;here&lt;/b&gt;." in page
    assert "written by a person" in page
    assert "the draft says something else now" in page
    assert client.get(f"{HERE}/report?language=fr").content.decode().count("Own words") == 0
    assert client.post(f"{HERE}/report/undo/{Edit.objects.get().pk}", {"language": "en"}).status_code == 302
    assert "Own words" not in client.get(f"{HERE}/report").content.decode()
    assert Edit.objects.get().undone
    assert client.post(f"{HERE}/report/edit", sent | {"text": "a\u202eb"}).status_code == 422


@pytest.mark.usefixtures("given")
def test_results_can_be_narrowed_and_taken_away(client: Client, secretariat: User) -> None:
    client.force_login(secretariat)
    assert "para" in client.get(f"{HERE}/results").content.decode()
    assert client.get(f"{HERE}/results?topic=corruption").status_code == 200
    rows = client.get(f"{HERE}/results.json").json()
    assert [(one["paragraph"], one["scope"], one["implemented"]) for one in rows][:2] == [
        ("1", "law", 0),
        ("1", "practice", 1),
    ]
    for ending in ("csv", "xlsx"):
        assert client.get(f"{HERE}/results.{ending}").status_code == 200
    assert client.get(f"{HERE}/results.pdf").status_code == 422
