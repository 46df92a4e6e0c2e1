"""The pages of forms: read by everybody, written by those who ask, nothing typed is lost."""

from datetime import datetime, timedelta

import yaml
from django.test import Client

from cjin.core.models import User
from cjin.cycles.actions.forms import put_form
from cjin.cycles.models import FormVersion, Round
from tests.cycles.forms import DEFINITION

HERE = "/follow-up/forms/"


def test_a_form_is_read_by_everybody_and_taken_away(client: Client, form: FormVersion) -> None:
    assert "Every kind" in client.get(HERE).content.decode()
    page = client.get(f"{HERE}every-kind/1").content.decode()
    for section in DEFINITION["sections"]:
        for question in section["questions"]:
            assert question["text"]["en"] in page
    assert "only where “law” is: No, Partly" in page
    assert yaml.safe_load(client.get(f"{HERE}every-kind/1.yaml").content) == form.definition
    assert client.get(f"{HERE}every-kind/1.json").json() == form.definition
    assert client.get(f"{HERE}every-kind/1.exe").status_code == 422
    assert client.get(f"{HERE}every-kind/9").status_code == 404
    assert client.get(f"{HERE}new").status_code in (302, 401, 403)


def test_a_draft_belongs_to_those_who_ask(client: Client, secretariat: User, now: datetime) -> None:
    draft = put_form(definition=DEFINITION | {"form": "half-made"}, by=secretariat, now=now)
    here = (f"{HERE}half-made/1", f"{HERE}half-made/1.yaml", "/api/v1/cycles/forms/half-made/1")
    lists = (HERE, "/api/v1/cycles/forms")
    assert [client.get(one).status_code for one in here] == [404] * 3
    assert not any(b"half-made" in client.get(one).content for one in lists)
    client.force_login(secretariat)
    assert [client.get(one).status_code for one in here] == [200] * 3
    assert all(b"half-made" in client.get(one).content for one in lists)
    other = put_form(definition=DEFINITION | {"form": "mistaken"}, by=secretariat, now=now)
    assert client.post(f"{HERE}mistaken/1/remove").status_code == 302
    assert not FormVersion.objects.filter(pk=other.pk).exists()
    client.logout()
    assert client.post(f"{HERE}half-made/1/remove").status_code in (302, 403)
    FormVersion.objects.filter(pk=draft.pk).update(frozen_at=now)
    assert [client.get(one).status_code for one in here] == [200] * 3


def test_a_form_is_written_and_what_is_wrong_is_told_with_its_place(client: Client, secretariat: User) -> None:
    client.force_login(secretariat)
    assert client.get(f"{HERE}new").status_code == 200
    text = yaml.safe_dump(DEFINITION | {"kind": "wish"}, allow_unicode=True)
    answer = client.post(f"{HERE}new", {"definition": text, "keep": "yes"})
    assert answer.status_code == 422
    assert "wish" in answer.content.decode()
    assert "every-kind" in answer.content.decode(), "what was typed is kept"
    broken = client.post(f"{HERE}new", {"definition": "form: [", "keep": "yes"})
    assert "line 1" in broken.content.decode()
    assert FormVersion.objects.count() == 0
    kept = client.post(f"{HERE}new", {"definition": yaml.safe_dump(DEFINITION, allow_unicode=True), "keep": "yes"})
    assert kept["Location"] == f"{HERE}every-kind/1"


def test_what_somebody_changed_meanwhile_is_not_overwritten_as_text(
    client: Client, form: FormVersion, secretariat: User, now: datetime
) -> None:
    client.force_login(secretariat)
    begun = client.get(f"{HERE}new?form=every-kind").context
    text = yaml.safe_dump(DEFINITION | {"title": {"en": "Mine"}})
    put_form(definition=DEFINITION | {"title": {"en": "Theirs"}}, by=secretariat, now=now + timedelta(minutes=1))
    for seen in (begun["seen"], ""):
        answer = client.post(f"{HERE}new", {"definition": text, "seen": seen, "keep": "yes"})
        assert (answer.status_code, "Mine" in answer.content.decode()) == (422, True)
    form.refresh_from_db()
    assert form.definition["title"] == {"en": "Theirs"}
    seen = client.get(f"{HERE}new?form=every-kind").context["seen"]
    assert client.post(f"{HERE}new", {"definition": text, "seen": seen, "keep": "yes"}).status_code == 302


def test_a_form_in_use_begins_its_next_version(client: Client, round_: Round, secretariat: User) -> None:
    client.force_login(secretariat)
    page = client.get(f"{HERE}new?form=every-kind").content.decode()
    assert "version: 2" in page
    text = yaml.safe_dump(DEFINITION | {"title": {"en": "Other"}}, allow_unicode=True)
    assert "in use" in client.post(f"{HERE}new", {"definition": text, "keep": "yes"}).content.decode()
    assert client.get(f"{HERE}new?form=nothing").status_code == 404
    assert client.get(f"{HERE}new?work=nothing").status_code == 404
