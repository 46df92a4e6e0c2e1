"""The API of texts: what is hidden stays hidden, and bad requests are refused with a reason."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cjin.core.models import User
from cjin.core.queries.release import Reader
from cjin.core.queries.search import search
from cjin.core.rules.errors import Invalid
from cjin.texts.actions.importing import import_source
from cjin.texts.actions.publishing import publish, withdraw
from cjin.texts.models import Expression
from cjin.texts.rules.parse import parse
from cjin.texts.rules.source import Source
from tests.core.conftest import *  # noqa: F403 - people and their posts

pytestmark = pytest.mark.django_db
TEXT = "60/999. Keeping of gardens\n\nThe General Assembly,\n\n1. Thanks the gardeners;\n\n2. Rests.\n"
FRENCH = "60/999. Soin des jardins\n\nL'Assemblée générale,\n\n1. Remercie les jardiniers ;\n\n2. Se repose.\n"


def test_a_draft_is_not_in_the_list_nor_at_its_address(client: Client, now: datetime) -> None:
    (draft,) = import_source(source=Source.of_text(TEXT), by=None, now=now).expressions
    assert client.get("/api/v1/texts").json()["items"] == []
    missing = client.get("/api/v1/texts/ares-60-998").json()["detail"].replace("998", "999")
    assert client.get("/api/v1/texts/ares-60-999").json()["detail"] == missing
    assert client.get("/texts/ares-60-999.txt").status_code == 404
    publish(expression=draft, by=None, now=now)
    assert [one["slug"] for one in client.get("/api/v1/texts").json()["items"]] == ["ares-60-999"]
    assert client.get("/api/v1/texts/ares-60-999/provisions/para_2").json()["text"] == "Rests."


@pytest.mark.parametrize("verb", ["parse", "import"])
def test_nobody_writes_without_a_duty(client: Client, verb: str) -> None:
    file = SimpleUploadedFile("gardens.md", TEXT.encode())
    assert client.post(f"/api/v1/texts/{verb}", {"file": file}).status_code == 401


@pytest.mark.parametrize(
    "address", ["/texts/?decade=0", "/texts/model-declaration.txt?version=²", "/texts/x.txt?version=" + "9" * 5000]
)
def test_odd_requests_are_answered(client: Client, address: str) -> None:
    assert client.get(address).status_code in (200, 404, 422)


def test_other_languages_stay_found_when_one_is_withdrawn(now: datetime) -> None:
    english, french = (
        import_source(source=Source.of_text(text), language=language, by=None, now=now).expressions[0]
        for text, language in ((TEXT, "en"), (FRENCH, "fr"))
    )
    publish(expression=english, by=None, now=now)
    publish(expression=french, by=None, now=now)
    withdraw(expression=english, reason="A fault.", by=None, now=now)
    assert [hit.language for hit in search("jardiniers", reader=Reader.PUBLIC).hits] == ["fr"]
    assert search("gardeners", reader=Reader.PUBLIC).hits == ()


AKN = (
    '<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><statement name="x">'
    '<meta><identification><FRBRWork><FRBRnumber value="{slug}"/></FRBRWork></identification></meta>'
    "<mainBody>{units}</mainBody></statement></akomaNtoso>"
)


@pytest.mark.parametrize(
    ("slug", "units"),
    [
        ("a b/../x", ""),
        ("", ""),
        ("ares-1-1", '<paragraph eId="para_1"/><paragraph eId="para_1"/>'),
        ("ares-1-1", '<paragraph eId="para_1__subpara_a"/>'),
        ("ares-1-1", '<paragraph eId="../../x"/>'),
    ],
)
def test_a_broken_export_is_refused(slug: str, units: str) -> None:
    with pytest.raises(Invalid):
        parse(Source.of_text(AKN.format(slug=slug, units=units), "x.akn.xml", "akn"))


def sent(client: Client, text: Expression, verb: str, tag: str | None = None, **arguments: object) -> Any:
    address = f"/api/v1/texts/acts/{text.key}/{verb}"
    current = client.get("/api/v1/texts/drafts").json()
    tags = {one["key"]: one["etag"] for one in current} if isinstance(current, list) else {}
    headers = {"If-Match": tag or tags.get(text.key, '"none"')}
    return client.post(address, arguments, content_type="application/json", headers=headers)


def test_a_draft_is_corrected_published_and_found_through_the_api(
    client: Client, make_person: Callable[..., User], now: datetime
) -> None:
    (draft,) = import_source(source=Source.of_text(TEXT), by=None, now=now).expressions
    client.force_login(make_person("editor", "texts.edit", "texts.publish"))
    made = sent(client, draft, "split", eid="para_1", words="the gardeners", kind="subparagraph", num="a").json()
    assert (made["unit"], made["text"]["key"]) == ("para_1__subpara_a", draft.key)
    described = sent(client, draft, "describe", title="On gardens").json()
    assert described["text"]["title"] == "On gardens"
    draft.refresh_from_db()
    assert (draft.symbol, draft.author_line) == ("A/RES/60/999", "The General Assembly,")
    assert sent(client, draft, "publish").json()["text"]["stage"] == "published"
    assert (
        client.get("/api/v1/texts/search?q=gardeners&kind=provision").json()["hits"][0]["id"]
        == "ares-60-999/para_1__subpara_a"
    )
    assert client.get("/api/v1/texts/search?q=A/RES/60/999 para 2").json()["cited"] == {
        "slug": "ares-60-999", "eid": "para_2",
    }  # fmt: skip
    titled = client.get("/api/v1/texts/search?q=gardens&kind=instrument").json()["hits"]
    assert [hit["url"] for hit in titled] == ["/texts/ares-60-999?language=en"]


def test_acts_through_the_api_are_refused_with_their_place(
    client: Client, make_person: Callable[..., User], now: datetime
) -> None:
    (draft,) = import_source(source=Source.of_text(TEXT), by=None, now=now).expressions
    assert sent(client, draft, "publish").status_code in (401, 403)
    client.force_login(make_person("publisher", "texts.publish"))
    assert sent(client, draft, "describe", title="x").status_code == 403
    client.force_login(make_person("editor", "texts.edit"))
    assert sent(client, draft, "publish").status_code == 403
    assert sent(client, draft, "nothing").status_code == 404
    assert sent(client, draft, "describe", tag='"old"', title="x").status_code == 412
    wrong = sent(client, draft, "renumber", eid="para_1", kind="nonsense", num="")
    assert (wrong.status_code, [fault["where"] for fault in wrong.json()["faults"]]) == (422, ["kind"])
    assert sent(client, draft, "discard", sure=True).json() == {"text": None, "unit": None}


def test_two_texts_are_compared_through_the_api(client: Client, now: datetime) -> None:
    for words, name in ((TEXT, "one.md"), (TEXT.replace("Rests", "Rests a little"), "two.md")):
        (text,) = import_source(source=Source.of_text(words, name), by=None, now=now).expressions
        publish(expression=text, by=None, now=now)
    found = client.get("/api/v1/texts/compare?left=ares-60-999@en.1&right=ares-60-999@en.2").json()
    assert found["counts"] == {"unchanged": 3, "changed": 1, "added": 0, "removed": 0}
    (pair,) = [pair for pair in found["pairs"] if pair["change"] == "changed"]
    (start, end), *_ = pair["right"]["differs"]
    assert pair["right"]["text"][start:end].strip() == "a little"
    assert client.get("/api/v1/texts/compare?left=ares-60-999@en.1&right=x").status_code == 422


def test_a_language_that_is_not_there_is_refused_everywhere(client: Client, now: datetime) -> None:
    (text,) = import_source(source=Source.of_text(TEXT), by=None, now=now).expressions
    publish(expression=text, by=None, now=now)
    for address in ("/texts/ares-60-999", "/texts/ares-60-999.txt", "/api/v1/texts/ares-60-999/text"):
        assert client.get(f"{address}?language=en").status_code == 200
        assert client.get(address).status_code == 200
        for odd in ("language=es", "version=2", "version=1234567", "version=x"):
            assert client.get(f"{address}?{odd}").status_code == 404


def test_who_has_a_file_gets_it_once(client: Client, now: datetime) -> None:
    (text,) = import_source(source=Source.of_text(TEXT), by=None, now=now).expressions
    publish(expression=text, by=None, now=now)
    tag = client.get("/texts/ares-60-999.txt")["ETag"]
    again = client.get("/texts/ares-60-999.txt", headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
