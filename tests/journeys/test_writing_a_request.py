"""A new officer writes a first request for bank records, from the home page to its end, with nothing but the pages."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import OWN_PASSWORD
from tests.running import RunningNode

ANSWERS = {
    "authority": {
        "authority": "Central Authority of XAA",
        "contact": "Desk officer, requests@xaa.example.org, +00 0 0000 001",
        "reference": "CA/2026/118",
    },
    "proceeding": {
        "proceeding": "Enquête préliminaire contre les responsables d’une société de construction",
        "conducting-authority": "Parquet de la capitale, qui dirige les enquêtes",
        "offences-0-iccs": "0703",
        "offences-0-name": "Corruption",
        "offences-0-law": "Code pénal, article 321",
        "offences-0-penalty_years": "10",
        "offences-0-there": "La même conduite est punie par l’article 174 du Code pénal de XBB.",
    },
    "facts": {"facts": "Entre mars et juin 2024, trois paiements ont été faits à un agent public."},
    "assistance": {
        "measures": "bank-records",
        "assistance": "Les relevés du compte et les documents d’ouverture.",
        "purpose": "Preuve au procès",
    },
    "bank-records": {
        "bank-records.account": "XB00 0000 0000 0000 0000 00, Banque du Port, agence du Marché",
        "bank-records.from": "2024-01-01",
        "bank-records.to": "2024-12-31",
        "bank-records.documents": "Relevés, documents d’ouverture, virements",
        "bank-records.link": "Les trois paiements sont arrivés sur ce compte.",
    },
    "persons": {},
    "terms": {"confidential": "no-tipping-off", "languages": "fr"},
}
"""What is typed on each page: names of fields and answers."""


def fill(page: Page, name: str, value: str) -> None:
    """One answer, by whatever form its field has."""
    field = page.locator(f'main [name="{name}"]').first
    kind = field.get_attribute("type")
    if field.evaluate("one => one.tagName") == "SELECT":
        field.select_option(value)
    elif kind in ("radio", "checkbox"):
        page.locator(f'main [name="{name}"][value="{value}"]').check()
    else:
        field.fill(value)


@pytest.mark.parametrize("noise", [["status of 4"]])
def test_a_first_request_for_bank_records(
    page: Page,
    language: str,
    sign_in: Callable[[Page], None],
    check_accessible: Callable[[Page], None],
    picture: Callable[..., Path],
) -> None:
    sign_in(page)
    page.goto("/")
    page.locator(".places a").nth(2).click()
    page.locator('a[href="/requests/new"]').first.click()
    check_accessible(page)
    picture(page, f"request-new-{language}")
    page.locator('[name=kind][value="mutual-legal-assistance"]').check()
    page.locator("[name=requested]").select_option("XBB")
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/write/basis")
    for step in ("basis", "addressee", *ANSWERS):
        page.wait_for_url(f"**/write/{step}")
        for name, value in ANSWERS.get(step, {}).items():
            fill(page, name, value)
        check_accessible(page)
        for size in ("wide", "narrow"):
            picture(page, f"request-{step}-{language}", size)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.locator("form.step button[type=submit]:not([name]):not(.unseen)").focus()
        page.keyboard.press("Enter")
    page.wait_for_url("**/check")
    check_accessible(page)
    picture(page, f"request-check-{language}")
    expect(page.locator(".missing a")).to_have_count(0)
    expect(page.locator("main")).to_contain_text("XB00 0000 0000 0000 0000 00")
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state()
    expect(page.locator(".notice.done")).to_be_visible()


def test_what_is_missing_is_told_and_led_to(page: Page, language: str, sign_in: Callable[[Page], None]) -> None:
    sign_in(page)
    page.goto("/requests/new?kind=extradition&requested=XBB")
    page.locator('[name=kind][value="extradition"]').check()
    page.locator("[name=requested]").select_option("XBB")
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/write/basis")
    before = page.locator(".missing .lack").count()
    page.locator("form.step button[type=submit]:not([name]):not(.unseen)").click()
    page.wait_for_url("**/write/addressee")
    assert page.locator(".missing .lack").count() < before
    page.locator(".missing .lack a").nth(1).click()
    page.wait_for_load_state()
    place = page.url.partition("#")[2]
    assert place.startswith("item-")
    expect(page.locator(f'[id="{place}"]')).to_be_visible()


@pytest.mark.parametrize("noise", [["status of 403"]])
def test_what_was_typed_comes_back_after_a_session_that_ended(
    page: Page, language: str, sign_in: Callable[[Page], None], node: RunningNode, picture: Callable[..., Path]
) -> None:
    sign_in(page)
    page.goto("/requests/new?kind=mutual-legal-assistance&requested=XBB")
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/write/basis")
    page.goto(page.url.replace("/basis", "/terms"))
    page.locator("main details.if-needed > summary").click()
    page.locator("[name=use]").fill("Said once only")
    page.locator('[name=confidential][value="no-tipping-off"]').check()
    page.context.clear_cookies(name="cjin_session")
    page.locator("form.step button[type=submit]:not([name]):not(.unseen)").click()
    expect(page.locator(".typed")).to_contain_text("use")
    picture(page, f"session-ended-{language}")
    page.locator('main a[href^="/accounts/login"]').click()
    page.wait_for_url("**/accounts/login/**")
    page.locator("[name=login]").fill(node.administrator[0])
    page.locator("[name=password]").fill(OWN_PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/write/terms")
    expect(page.locator("[data-put-back]")).to_be_visible()
    expect(page.locator("[name=use]")).to_have_value("Said once only")
    expect(page.locator("[name=use]")).to_be_visible()
    expect(page.locator('[name=confidential][value="no-tipping-off"]')).to_be_checked()
    page.reload()
    expect(page.locator("[name=use]")).to_have_value("")
