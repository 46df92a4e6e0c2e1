"""A reader asks who is competent and reaches the body; whoever keeps it changes a way from a day on, in a browser."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

BODY = "/directory/xbb-prosecutor-general"
NEW = {
    "en": ("2027-01-01", "2026-12-31", "office-en@xbb.example.org"),
    "ar": ("2028-01-01", "2027-12-31", "office-ar@xbb.example.org"),
}
"""For each language a day from which another way holds, the day before, and the way."""


def test_a_reader_asks_who_is_competent_and_reaches_the_body(
    page: Page, language: str, check_accessible: Callable[[Page], None], picture: Callable[..., Path]
) -> None:
    page.goto("/directory/")
    check_accessible(page)
    picture(page, f"directory-list-{language}")
    page.locator("#id_state").select_option("XBB")
    page.locator("#id_kind").select_option("mutual-legal-assistance")
    page.locator("#id_offence").select_option("0703")
    page.locator("#id_instrument").select_option("uncac-2003")
    page.locator("#id_instrument").press("Tab")
    page.locator(".who-form button").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/directory/who?*")
    expect(page.locator(".competent")).to_have_count(2)
    check_accessible(page)
    for size in ("wide", "narrow"):
        picture(page, f"directory-who-{language}", size)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator(".competent h2 a").first.click()
    page.wait_for_url(f"**{BODY}?on=*")
    expect(page.locator(".made-up-notice")).to_be_visible()
    expect(page.locator("main")).to_contain_text("portal.xbb.example.org")
    check_accessible(page)
    page.goto("/directory/who?state=FRA&kind=extradition")
    expect(page.locator(".empty li")).to_have_count(4)
    check_accessible(page)


@pytest.mark.parametrize("noise", [["status of 4"]])
def test_a_way_is_changed_from_a_day_on_and_the_past_day_still_shows_the_old_one(
    page: Page,
    language: str,
    sign_in: Callable[[Page], None],
    check_accessible: Callable[[Page], None],
    picture: Callable[..., Path],
) -> None:
    day, before, address = NEW[language]
    sign_in(page)
    page.goto(f"{BODY}?on={before}")
    page.locator(".body-acts .button").click()
    page.wait_for_url(f"**{BODY}/edit?on={before}")
    check_accessible(page)
    picture(page, f"directory-edit-{language}")
    page.locator("#id_since").fill(day)
    page.locator("#id_channels-0-kind").select_option("e-mail")
    page.locator("#id_channels-0-address").fill("no address")
    page.locator(".edit-entry button[type=submit]").click()
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.locator("#id_channels-0-address")).to_have_value("no address")
    check_accessible(page)
    page.locator(".error-summary a").first.click()
    expect(page.locator("#id_channels-0-address")).to_be_focused()
    page.locator("#id_channels-0-address").fill(address)
    page.locator(".edit-entry button[type=submit]").click()
    page.wait_for_url(f"**{BODY}#*")  # the browser keeps the place that the summary led to
    page.goto(f"{BODY}?on={day}")
    expect(page.locator("main")).to_contain_text(address)
    page.goto(f"{BODY}?on={before}")
    expect(page.locator("main")).not_to_contain_text(address)
    check_accessible(page)
