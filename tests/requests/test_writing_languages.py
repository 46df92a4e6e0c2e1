"""In which language a request is written: asked first, told on every page; its passages, hints and foreign titles."""

import re
from datetime import date, datetime

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from cjin.core.models import User
from cjin.requests.models import Request, Wording
from cjin.requests.queries.earlier import last_told
from cjin.requests.queries.letters import units_of
from cjin.requests.rules.letter.units import source_language
from cjin.requests.rules.writing.doubts import doubts
from cjin.requests.rules.writing.kinds import kind_named
from cjin.requests.rules.writing.speaking import plainly
from tests.requests.test_cases import TREATY, request_
from tests.requests.test_writer_pages import at_work, begin, save

__all__ = ["at_work", "request_"]
MLA = kind_named("mutual-legal-assistance")


def test_the_language_of_a_request_is_asked_first_and_told_on_every_page(at_work: Client) -> None:
    assert '<option value="en" selected>' in at_work.get("/requests/new").content.decode()
    one = begin(at_work, language="es")
    assert one.answers == {"languages": ["es"]}
    for step in ("write/basis", "write/authority", "check"):
        page = at_work.get(f"/requests/{one.reference}/{step}").content.decode()
        assert "The answers are written in this language: Spanish." in page, step
        assert f'href="/requests/{one.reference}/write/terms#item-languages"' in page, step
    save(at_work, one, "authority", authority="Autoridad central")
    later = begin(at_work, language="es")
    assert begin(at_work, language="en", earlier=one.reference).answers["languages"] == ["es"]
    assert begin(at_work, language="en", earlier=one.reference, requested="XCC").answers["languages"] == ["es"]
    assert later.answers == {"languages": ["es"]}


def test_proposals_come_in_the_language_of_the_request(at_work: Client, request_: Request, writer: User) -> None:
    request_.answers |= {"conducting-authority": "Parquet de la capitale"}
    request_.save()
    spoken = source_language(request_.answers)
    other = "es" if spoken != "es" else "ar"
    assert last_told(begin(at_work), "conducting-authority", writer, date(2026, 3, 2), spoken) is not None
    assert last_told(begin(at_work), "conducting-authority", writer, date(2026, 3, 2), other) is None
    one = begin(at_work, language="en")
    page = at_work.get(f"/requests/{one.reference}/write/authority").content.decode()
    assert "Central Authority" in page
    assert "Autorité centrale" not in page


TEXTS = {
    "en": "The payments were made from the account of the company to an account that was opened by his brother.",
    "es": "Los pagos se hicieron desde la cuenta de la empresa a una cuenta abierta por el hermano del director.",
    "fr": "Les paiements ont été faits depuis le compte de la société vers un compte ouvert par le frère du directeur.",
    "ru": "Платежи были произведены со счёта компании на счёт, который открыл брат её директора.",
    "ar": "جرت المدفوعات من حساب الشركة إلى حساب فتحه شقيق مديرها في العام الماضي",
    "zh": "款项由该公司的账户转入其董事的兄弟于去年开立的账户。",
}


@pytest.mark.parametrize("language", TEXTS)
def test_a_text_is_plainly_in_its_language(language: str) -> None:
    assert plainly(TEXTS[language]) == language
    told = {
        one.item
        for other in TEXTS
        for one in doubts(list(MLA.items()), {"languages": [other], "facts": TEXTS[language]}, date(2026, 3, 2))
        if other != language
    }
    assert told == {"facts"}
    assert not list(doubts(list(MLA.items()), {"languages": [language], "facts": TEXTS[language]}, date(2026, 3, 2)))


@given(st.text(alphabet="0123456789 .,/-ABCXYZ", max_size=200))
def test_numbers_and_names_are_plainly_in_no_language(text: str) -> None:
    assert plainly(text) == ""


def test_a_hint_about_the_language_stops_nothing(at_work: Client) -> None:
    one = begin(at_work, language="fr")
    assert save(at_work, one, "facts", facts=TEXTS["en"]).status_code == 302
    page = at_work.get(f"/requests/{one.reference}/check").content.decode()
    assert "This does not look like the language in which the answers are said to be written." in page


def test_passages_whose_source_is_the_same_go_along(
    at_work: Client, request_: Request, writer: User, now: datetime
) -> None:
    spoken = source_language(request_.answers)
    other = "ar" if spoken != "ar" else "fr"
    request_.answers |= {"languages": [spoken, other]}
    request_.save()
    facts = next(one for one in units_of(request_) if one.unit == "facts")
    place = {"request": request_, "language": other, "status": "human", "by": writer, "at": now}
    Wording.objects.create(**place, unit="facts", text="كما هو", source_sha256=facts.sha256)
    Wording.objects.create(**place, unit="purpose", text="قديم", source_sha256="0" * 64)
    one = begin(at_work, earlier=request_.reference)
    assert [(row.unit, row.text, row.by) for row in one.wordings.all()] == [("facts", "كما هو", writer)]
    assert (
        f'href="/requests/{one.reference}/wording/{other}"'
        in at_work.get(f"/requests/{one.reference}/check").content.decode()
    )
    assert not begin(at_work, earlier=request_.reference, requested="XCC").wordings.exists()


def test_articles_of_other_conventions_are_no_basis(at_work: Client) -> None:
    one = begin(at_work)
    save(at_work, one, "basis", basis=TREATY)
    here = f"/requests/{one.reference}/write/facts"
    assert "none of which is the basis here" in at_work.get(here).content.decode()
    save(at_work, one, "basis", basis="untoc-2000")
    assert "none of which is the basis here" not in at_work.get(here).content.decode()


@pytest.mark.parametrize(("language", "spoken"), [("ar", "en"), ("es", "es")])
def test_categories_of_offences_are_marked_where_they_are_in_english(
    at_work: Client, language: str, spoken: str
) -> None:
    one = begin(at_work)
    at_work.cookies["cjin_language"] = language
    page = at_work.get(f"/requests/{one.reference}/write/proceeding").content.decode()
    assert re.search(rf'<option value="0703 [^"]+" lang="{spoken}">', page)
    for address in ("/requests/basis", "/directory/who"):
        assert re.search(rf'<option value="0703" lang="{spoken}">', at_work.get(address).content.decode()), address
