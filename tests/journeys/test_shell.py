"""The frame, States, groups, topics and account pages in a real browser."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import OWN_PASSWORD
from tests.running import RunningNode

pytestmark = pytest.mark.once
PAGES = {
    "home": "/",
    "states": "/states",
    "states-then": "/states?group=ldc&on=2002-01-01&names=ar",
    "state": "/states/TUR",
    "group": "/groups/ldc",
    "groups": "/groups",
    "topics": "/topics",
    "topic": "/topics/corruption",
    "place": "/places/cooperation",
    "planned": "/planned",
    "reset": "/accounts/password/reset/",
    "about": "/about",
    "licence": "/licence",
    "accessibility": "/accessibility",
    "sign-in": "/accounts/login/",
}
OWN = [
    "/account",
    "/accounts/2fa/",
    "/accounts/2fa/webauthn/",
    "/accounts/password/change/",
    "/accounts/email/",
    "/accounts/logout/",
]
WRONG = {"/nothing/here": "404", "/states?on=never": "422"}


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_accessible_and_fits_the_screen(
    page: Page, language: str, check_accessible: Callable[[Page], None], name: str
) -> None:
    page.goto(PAGES[name])
    expect(page.locator("html")).to_have_attribute("dir", "rtl" if language == "ar" else "ltr")
    check_accessible(page)
    for width in (1280, 390, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{name} is wider than {width}"


def test_every_page_is_accessible_by_night(page: Page, check_accessible: Callable[[Page], None]) -> None:
    page.emulate_media(color_scheme="dark")
    for name in ("home", "states-then", "state", "topics", "sign-in"):
        page.goto(PAGES[name])
        check_accessible(page)


@pytest.mark.parametrize("noise", [["status of 4"]])
def test_error_pages_are_accessible_and_say_what_to_do(
    page: Page, language: str, check_accessible: Callable[[Page], None]
) -> None:
    for path, number in WRONG.items():
        page.goto(path)
        expect(page.locator(".error-number")).to_have_text(number)
        expect(page.locator("main h2")).to_be_visible()
        check_accessible(page)


def test_account_pages_are_accessible(
    page: Page, language: str, sign_in: Callable[[Page], None], check_accessible: Callable[[Page], None]
) -> None:
    sign_in(page)
    for path in OWN:
        page.goto(path)
        expect(page.locator("h1")).to_have_count(1)
        check_accessible(page)


def test_a_wrong_password_takes_the_reader_to_what_is_wrong(page: Page) -> None:
    page.goto("/accounts/login/")
    page.locator("[name=login]").fill("nobody")
    page.locator("[name=password]").fill("nothing that fits")
    page.locator("main form button[type=submit]").first.click()
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.locator("[name=login]")).to_have_value("nobody")


def test_the_first_tab_skips_to_the_content(page: Page) -> None:
    page.goto("/states")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()


def test_a_slash_leads_to_the_search_but_not_while_one_types(page: Page) -> None:
    page.goto("/topics")
    page.keyboard.press("/")
    expect(page.locator("#search")).to_be_focused()
    page.keyboard.type("76/181")
    expect(page.locator("#search")).to_have_value("76/181")


def test_the_language_is_switched_by_keyboard_and_stays(page: Page) -> None:
    page.goto("/states/KEN")
    page.locator("details.menu summary").first.focus()
    page.keyboard.press("Enter")
    page.locator('button[value="ar"]').press("Enter")
    expect(page.locator("html")).to_have_attribute("lang", "ar")
    expect(page.locator("h1")).to_have_text("كينيا")
    page.goto("/topics")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")


def test_escape_closes_a_menu_and_gives_the_focus_back(page: Page) -> None:
    page.goto("/")
    menu = page.locator("details.menu").first
    menu.locator("summary").click()
    menu.locator("button").first.focus()
    page.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    expect(menu.locator("summary")).to_be_focused()


def test_filters_fold_away_on_a_narrow_screen_and_come_back(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto("/states")
    expect(page.locator(".filter").first).to_be_hidden()
    page.locator(".side-more summary").click()
    page.get_by_role("link", name="Least developed countries").first.click()
    expect(page.locator(".list-words")).to_contain_text("44")
    page.set_viewport_size({"width": 1280, "height": 800})
    expect(page.locator(".filter").first).to_be_visible()


def test_everything_works_without_scripts(browser: Browser, base_url: str) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=base_url)
    page = context.new_page()
    page.goto("/states")
    page.locator("details.menu summary").first.click()
    page.locator('button[value="fr"]').click()
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    page.locator("#on").fill("1991-12-18")
    page.locator(".search-form button").click()
    page.get_by_role("link", name="États Membres").first.click()
    expect(page.locator(".list-words")).to_contain_text("166")
    page.goto("/accounts/login/")
    expect(page.locator("#passkey_login")).to_be_hidden()
    context.close()


def test_a_head_stays_in_sight_while_a_long_table_scrolls(page: Page) -> None:
    page.goto("/states")
    before = page.locator("thead th").first.bounding_box()
    page.locator(".table").evaluate("table => table.scrollTo(0, 2000)")
    after = page.locator("thead th").first.bounding_box()
    assert before
    assert after
    assert abs(before["y"] - after["y"]) < 2


def test_nothing_is_lost_when_letters_are_four_times_as_large(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 1024})
    for path in ("/", "/states", "/topics", "/accounts/login/"):
        page.goto(path)
        # A zoom of 400 % leaves a quarter of the width in CSS pixels.
        page.set_viewport_size({"width": 320, "height": 256})
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        expect(page.locator("h1")).to_be_visible()


def test_paper_has_the_answer_and_no_furniture(page: Page) -> None:
    page.goto("/states/KEN")
    page.emulate_media(media="print")
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(".foot-dates")).to_be_visible()
    for furniture in (".places", ".bar-search", ".side", ".menu", ".foot-links"):
        expect(page.locator(furniture).first).to_be_hidden()


def test_forced_colours_keep_shapes_and_words(page: Page) -> None:
    page.emulate_media(forced_colors="active")
    page.goto("/states/KEN")
    expect(page.locator(".status").first).to_be_visible()
    expect(page.locator(".status .shape").first).to_be_visible()


def test_a_passkey_signs_in_under_the_strict_policy(
    page: Page, node: RunningNode, newcomer: Callable[[str], None]
) -> None:
    newcomer("with-a-key")
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    ready = {**options, "isUserVerified": True, "automaticPresenceSimulation": True}
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": ready})
    # Browsers give no passkey to a bare number: 127.0.0.1 is no domain, localhost is one.
    root = node.url.replace("127.0.0.1", "localhost").rstrip("/")
    page.goto(f"{root}/accounts/login/?next=/accounts/2fa/webauthn/add/")
    page.locator("[name=login]").fill("with-a-key")
    page.locator("[name=password]").fill(OWN_PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    # A change to how one signs in asks for the password once more.
    expect(page).to_have_url(re.compile("reauthenticate"))
    page.locator("[name=password]").fill(OWN_PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    page.locator("[name=name]").fill("The key of this test")
    page.locator("[name=passwordless]").check()
    page.locator("#mfa_webauthn_add").click()
    expect(page).not_to_have_url(re.compile("webauthn/add"))
    page.goto(f"{root}/accounts/2fa/webauthn/")
    expect(page.locator("main")).to_contain_text("The key of this test")
    page.context.clear_cookies()
    page.goto(f"{root}/accounts/login/")
    page.locator("#passkey_login").click()
    expect(page.locator("details.menu")).to_have_count(2)
    page.goto(f"{root}/accounts/2fa/webauthn/")
    expect(page.locator("main")).to_contain_text("Last used on")
    page.get_by_role("link", name="Remove").click()
    page.locator("main form button[type=submit]").first.click()


def test_a_key_that_fails_is_told_in_words(page: Page) -> None:
    page.goto("/accounts/login/")
    page.evaluate("document.dispatchEvent(new CustomEvent('allauth.error', {cancelable: true}))")
    expect(page.locator("[data-key-failed]")).to_be_visible()


def test_pictures_to_look_at(page: Page, language: str, picture: Callable[..., Path]) -> None:
    for name in ("home", "states", "topics"):
        page.goto(PAGES[name])
        for size in ("wide", "narrow"):
            assert picture(page, f"shell-{name}-{language}", size).stat().st_size > 5_000


def test_rows_become_cards_where_columns_do_not_fit(page: Page, language: str) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto("/states")
    table = page.locator(".cards-when-narrow")
    assert table.evaluate("one => one.scrollWidth <= one.clientWidth && one.scrollHeight <= one.clientHeight + 1")
    cell = page.locator("tbody tr").first.locator("td").first
    assert cell.evaluate("one => getComputedStyle(one, '::before').content").strip('"').endswith(": ")
    page.set_viewport_size({"width": 1280, "height": 800})
    assert cell.evaluate("one => getComputedStyle(one, '::before').content") in ("none", "normal")


def test_a_long_filter_opens_in_place_and_cuts_nothing_off(page: Page, language: str) -> None:
    page.goto("/texts/")
    for side in page.locator(".side, .side .filter ul").all():
        assert side.evaluate("one => one.scrollHeight <= one.clientHeight + 1")
