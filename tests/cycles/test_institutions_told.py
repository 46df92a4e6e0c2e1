"""A round that institutions were asked in: they are counted apart from States, by regional group too."""

from datetime import date, datetime

import pytest
from click.testing import CliRunner
from django.test import Client

from cjin.core.rules.multilingual import Multilingual
from cjin.cycles.actions.rounds import close, open_round
from cjin.cycles.models import Clearing, FormVersion, Round
from cjin.cycles.queries.compiled import compiled
from cjin.cycles.queries.documents import cutoff_of, document_of, wrong_in
from cjin.cycles.queries.report import report_on
from cjin.node.cli import house
from cjin.reference.actions import load as load_reference
from cjin.texts.actions.works import load_works
from tests.cycles.conftest import MakeOrganization, MakePerson

NEED = {"reply": "answered", "value": [{"type": "manual", "about": "corruption"}]}


@pytest.fixture
def mixed(
    form: FormVersion, now: datetime, make_organization: MakeOrganization, monkeypatch: pytest.MonkeyPatch
) -> Round:
    """A closed round of a State and two institutions of another one, of which one replied."""
    monkeypatch.setattr("cjin.reference.actions.loading.index", lambda documents: 0)
    load_reference(now=now)
    load_works(now=now)
    bodies = [make_organization(name, state="KEN") for name in ("Police", "Prisons")]
    found = open_round(slug="mixed", title=Multilingual(en="Mixed"), form=form, opens=date(2026, 1, 1),
                       due=date(2026, 6, 1), respondents=["FRA", *bodies], by=None, now=now)  # fmt: skip
    one = found.respondents.get(body="Police")
    answers = {"para-1": {"reply": "answered", "value": {"practice": "implemented"}}, "tools": NEED}
    content = {"form": [form.form, form.version], "answers": answers, "measures": []}
    Clearing.objects.create(respondent=one, number=1, content=content, sha256="", at=now)
    one.standing, one.cleared_at = "cleared", now
    one.save()
    close(round_=found, by=None, now=now)
    return found


def test_institutions_are_counted_apart_by_group(mixed: Round, now: datetime) -> None:
    data = compiled(mixed, "en", now=now)
    assert data["whom"] == "both"
    told = {one["group"]: (one["states"], one["institutions"]) for one in data["response"]}
    assert (
        {"asked": 0, "replied": 0}, {"asked": 2, "replied": 1, "of_states": 1}
    ) in told.values()  # fmt: skip
    assert ({"asked": 1, "replied": 0}, {"asked": 0, "replied": 0, "of_states": 0}) in told.values()
    shown = CliRunner().invoke(house, ["cycles", "compilation", "mixed"])
    assert "institutions asked" in shown.output


def test_the_page_does_not_call_them_states(mixed: Round, client: Client, make_person: MakePerson) -> None:
    client.force_login(make_person("secretariat", "cycles.ask"))
    shown = client.get("/follow-up/mixed/results").content.decode()
    assert '<th scope="col" class="number">States or institutions</th>' in shown


@pytest.mark.parametrize("language", ["en", "ar", "ru", "zh"])
def test_the_report_is_right_by_the_checker(mixed: Round, now: datetime, language: str) -> None:
    assert wrong_in(document_of(mixed, language, "docx", now=now), now=now) == []
    if language == "en":
        told = " ".join(one.text for one in report_on(mixed, "en", cutoff=cutoff_of(mixed, now)).sentences)
        assert "put to 1 State and 2 institutions of 1 State" in told
        assert "one State or institution of 3 had replied" in told
        assert "African States: institutions" in told
