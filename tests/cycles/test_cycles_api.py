"""The API of cycles: what is one's own, what is others', versions, workbooks, compilation and report."""

import json
from datetime import date, datetime
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from cjin.core.models import User
from cjin.cycles.actions.answering import save
from cjin.cycles.actions.clearing import move_reply
from cjin.cycles.actions.rounds import close
from cjin.cycles.models import Respondent, Round
from cjin.cycles.queries.answers import replies_of
from cjin.reference.actions import load as load_reference
from cjin.texts.actions.works import load_works
from tests.cycles.conftest import MakeOrganization, MakePerson, Ministry
from tests.cycles.forms import DEFINITION
from tests.cycles.reports import with_part
from tests.cycles.workbooks import cell_of

HERE = "/api/v1/cycles"
KENYA = "/rounds/first/replies/KEN"
YES = {"reply": "answered", "value": "yes"}


@pytest.fixture
def states(db: None, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cjin.reference.actions.loading.index", lambda documents: 0)
    load_reference(now=now)
    load_works(now=now)


def sent(client: Client, method: str, path: str, body: Any, tag: str = "") -> Any:
    headers = {"If-Match": tag} if tag else {}
    return getattr(client, method)(HERE + path, json.dumps(body), content_type="application/json", headers=headers)


def as_person(client: Client, person: User) -> Client:
    client.force_login(person)
    return client


@pytest.mark.usefixtures("handed")
def test_an_answer_is_saved_by_its_version(client: Client, kenya: Respondent, ministry: Ministry) -> None:
    as_person(client, ministry.agent)
    read = client.get(f"{HERE}{KENYA}/answers/law")
    assert read.json() == {"reply": None, "revision": 0}
    assert sent(client, "put", f"{KENYA}/answers/law", YES).status_code == 428
    made = sent(client, "put", f"{KENYA}/answers/law", YES, read["ETag"])
    assert made.json() == {"reply": YES, "revision": 1}
    assert sent(client, "put", f"{KENYA}/answers/law", {"reply": "nil"}, read["ETag"]).status_code == 412
    wrong = sent(client, "put", f"{KENYA}/answers/law", {"reply": "answered", "value": "perhaps"}, made["ETag"])
    assert wrong.status_code == 422
    assert "perhaps" in json.dumps(wrong.json(), ensure_ascii=False)
    assert sent(client, "put", f"{KENYA}/answers/law", {}, made["ETag"]).json()["reply"] is None


def test_a_reply_does_not_exist_for_others_and_what_it_says_not_for_those_who_ask(
    client: Client, kenya: Respondent, ministry: Ministry, make_person: MakePerson, make_organization: MakeOrganization,
    now: datetime,
) -> None:  # fmt: skip
    save(respondent=kenya, question="law", reply=YES, revision=0, by=ministry.focal, now=now)
    french = make_person(
        "french", "cycles.answer", "cycles.clear", organization=make_organization("Ministère", state="FRA")
    )
    nobody = make_person("nobody", organization=ministry.organization)
    for person in (french, nobody):
        as_person(client, person)
        for path in (KENYA, f"{KENYA}/answers/law", f"{KENYA}/workbook", f"{KENYA}/cleared", f"{KENYA}/standing"):
            assert client.get(HERE + path).status_code == 404, path
        assert sent(client, "post", f"{KENYA}/sections/first/submit", {}).status_code == 404
    secretariat = make_person("secretariat", "cycles.ask")
    as_person(client, secretariat)
    assert client.get(f"{HERE}{KENYA}").status_code == 404
    assert client.get(f"{HERE}{KENYA}/cleared").status_code == 404
    told = client.get(f"{HERE}/rounds/first/progress").json()
    assert [one["respondent"] for one in told] == ["FRA", "KEN"]
    assert "yes" not in json.dumps(told)
    move_reply(respondent=kenya, act="clear", revision=1, by=ministry.focal, now=now)
    assert client.get(f"{HERE}{KENYA}/cleared").json()["answers"] == {"law": YES}
    client.logout()
    assert client.get(f"{HERE}{KENYA}").status_code == 401
    assert client.get(f"{HERE}/rounds/first/progress").status_code in (401, 403)


def test_a_section_goes_its_way_and_the_reply_is_cleared_by_its_version(
    client: Client, kenya: Respondent, ministry: Ministry
) -> None:
    as_person(client, ministry.focal)
    assert sent(client, "post", f"{KENYA}/sections/first/hand", {"post": ministry.post.pk}).status_code == 204
    assert sent(client, "post", f"{KENYA}/sections/first/hand", {"post": 999_999}).status_code == 422
    as_person(client, ministry.agent)
    assert sent(client, "post", f"{KENYA}/sections/first/submit", {}).status_code == 204
    assert sent(client, "post", f"{KENYA}/sections/first/submit", {}).status_code == 409
    as_person(client, ministry.focal)
    assert sent(client, "post", f"{KENYA}/sections/first/return", {}).status_code == 422
    assert sent(client, "post", f"{KENYA}/sections/first/return", {"note": "Since when?"}).status_code == 204
    as_person(client, ministry.agent)
    sent(client, "post", f"{KENYA}/sections/first/submit", {})
    as_person(client, ministry.focal)
    tag = client.get(f"{HERE}{KENYA}/standing")["ETag"]
    assert sent(client, "post", f"{KENYA}/acts/clear", {"consents": True}).status_code == 428
    assert sent(client, "post", f"{KENYA}/acts/clear", {"consents": True}, tag).json()["standing"] == "cleared"
    assert sent(client, "post", f"{KENYA}/acts/publish", {}, tag).status_code == 412


@pytest.mark.usefixtures("handed")
def test_a_workbook_goes_out_and_comes_back(client: Client, kenya: Respondent, ministry: Ministry) -> None:
    as_person(client, ministry.agent)
    book = openpyxl.load_workbook(BytesIO(client.get(f"{HERE}{KENYA}/workbook?language=ar").content))
    cell_of(book, "number#value").value = 7
    cell_of(book, "law#value").value = "perhaps"
    stream = BytesIO()
    book.save(stream)
    for look, kept in ((True, {}), (False, {"number": {"reply": "answered", "value": 7}})):
        file = SimpleUploadedFile("form.xlsx", stream.getvalue())
        told = client.post(f"{HERE}{KENYA}/workbook?look_only={str(look).lower()}", {"file": file}).json()
        assert list(told["changes"]) == ["number"]
        assert len(told["faults"]) == 1
        assert replies_of(kenya) == kept
    broken = client.post(f"{HERE}{KENYA}/workbook", {"file": SimpleUploadedFile("form.xlsx", b"nothing")})
    assert broken.status_code == 422


@pytest.mark.usefixtures("states")
def test_what_the_replies_say_together_is_for_everybody_when_the_round_is_closed(
    client: Client, kenya: Respondent, ministry: Ministry, round_: Round, make_person: MakePerson, now: datetime
) -> None:
    done = {"reply": "answered", "value": {"practice": "implemented"}}
    save(respondent=kenya, question="para-1", reply=done, revision=0, by=ministry.focal, now=now)
    move_reply(respondent=kenya, act="clear", revision=1, by=ministry.focal, now=now)
    assert client.get(f"{HERE}/rounds/first/compilation").status_code in (401, 403)
    as_person(client, make_person("secretariat", "cycles.ask"))
    told = client.get(f"{HERE}/rounds/first/compilation").json()
    assert told["provisions"][0]["practice"]["implemented"] == 1
    assert "KEN" not in json.dumps(told)
    report = client.get(f"{HERE}/rounds/first/report?language=fr")
    assert report.status_code == 200
    file = SimpleUploadedFile("report.docx", report.content)
    assert client.post(f"{HERE}/reports/checked", {"file": file}).json() == []
    damaged = with_part(report.content, "customXml/cjin-report.json", lambda _: b'{"sentences": {"s1": {}}}')
    refused = client.post(f"{HERE}/reports/checked", {"file": SimpleUploadedFile("report.docx", damaged)})
    assert (refused.status_code, "damaged" in refused.content.decode()) == (422, True)
    client.logout()
    assert client.get(f"{HERE}/rounds/first/report").status_code in (401, 403)
    close(round_=round_, by=None, now=timezone.now())
    assert client.get(f"{HERE}/rounds/first/compilation").status_code in (401, 403)
    Respondent.objects.update(consents=True)
    assert client.get(f"{HERE}/rounds/first/compilation").json()["replied"] == 1


@pytest.mark.usefixtures("states")
def test_a_form_is_made_kept_and_put_to_states(client: Client, make_person: MakePerson) -> None:
    as_person(client, make_person("secretariat", "cycles.ask"))
    assert sent(client, "post", "/forms", DEFINITION | {"kind": "wish"}).status_code == 422
    assert sent(client, "post", "/forms", DEFINITION).status_code == 201
    said = {"round": "second", "title": {"en": "Second"}, "form": "every-kind", "opens": "2026-01-01",
            "due": "2036-01-01", "respondents": ["ken"]}  # fmt: skip
    assert sent(client, "post", "/rounds", said).json() == {"round": "second", "asked": 1}
    assert sent(client, "post", "/rounds", said).status_code == 409
    assert sent(client, "post", "/rounds/second/replies/KEN/extension", {"due": "2037-01-01"}).status_code == 204
    assert Respondent.objects.get().due == date(2037, 1, 1)
    assert client.get(f"{HERE}/rounds").json()[0]["asked"] == 1
    assert client.get(f"{HERE}/forms/every-kind/1").json()["form"] == "every-kind"
    assert client.get(f"{HERE}/forms-of/nothing").status_code == 404


def test_measures_are_for_their_state(
    client: Client, ministry: Ministry, make_person: MakePerson, make_organization: MakeOrganization
) -> None:
    as_person(client, ministry.agent)
    said = {"title": {"en": "Act 7"}, "type": "law", "links": {"kyoto-2021/para_61": "full"}}
    assert sent(client, "put", "/measures/KEN/act-7", said).json()["revision"] == 1
    assert sent(client, "put", "/measures/KEN/act-7", said).status_code == 412
    assert [one["name"] for one in client.get(f"{HERE}/measures/ken").json()] == ["act-7"]
    as_person(client, make_person("french", "cycles.answer", organization=make_organization("Ministère", state="FRA")))
    assert client.get(f"{HERE}/measures/KEN").status_code == 403
