"""The API of texts: what is hidden stays hidden, and bad requests are refused with a reason."""

from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cjin.core.queries.release import Reader
from cjin.core.queries.search import search
from cjin.core.rules.errors import Invalid
from cjin.texts.actions.importing import import_source
from cjin.texts.actions.publishing import publish, withdraw
from cjin.texts.rules.parse import parse
from cjin.texts.rules.source import Source

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
