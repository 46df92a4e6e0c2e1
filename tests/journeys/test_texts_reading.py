"""Reading the library in a real browser: every page accessible, by day and night, narrow and wide, without scripts."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

PAGES = {
    "list": "/texts/",
    "list-filtered": "/texts/?loaded=yes&sort=title",
    "instrument": "/texts/model-declaration",
    "side-by-side": "/texts/model-declaration?language=en&beside=ar.1",
    "known-work": "/texts/ares-60-177",
    "provision": "/texts/model-declaration/para_3__subpara_b",
    "compare": "/texts/compare",
    "compared": "/texts/compare?left=model-declaration@en.1&right=model-declaration@fr.1",
    "same": "/texts/compare?left=model-declaration@en.1&right=model-declaration@en.1",
    "search": "/search",
    "found": "/search?q=register",
    "nothing-found": "/search?q=zyxwv",
}


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_accessible_and_fits_the_screen(
    page: Page, language: str, check_accessible: Callable[[Page], None], name: str
) -> None:
    page.goto(PAGES[name])
    expect(page.locator("html")).to_have_attribute("dir", "rtl" if language == "ar" else "ltr")
    expect(page.locator("h1")).to_have_count(1)
    check_accessible(page)
    for width in (1440, 1280, 390, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{name} is wider than {width}"


def test_every_page_is_accessible_by_night(page: Page, check_accessible: Callable[[Page], None]) -> None:
    page.emulate_media(color_scheme="dark")
    for name in ("list", "instrument", "side-by-side", "provision", "compared", "found"):
        page.goto(PAGES[name])
        check_accessible(page)


def test_from_the_search_box_to_a_cited_provision(page: Page, language: str) -> None:
    page.goto("/")
    page.locator("#search").fill("model declaration 3 (b)")
    page.locator("#search").press("Enter")
    expect(page).to_have_url("/texts/model-declaration/para_3__subpara_b?language=" + language)
    expect(page.locator(".the-unit")).to_be_visible()
    expect(page.locator("#cite-bibtex")).to_contain_text("@misc{model-declaration-para3-subparab,")
    page.locator("nav.pages a[rel=next]").click()
    expect(page).to_have_url("/texts/model-declaration/para_3__subpara_b__point_i?language=" + language)


def test_the_contents_follow_and_notes_lead_there_and_back(page: Page) -> None:
    page.set_viewport_size({"width": 1440, "height": 500})
    page.goto("/texts/model-declaration")
    page.locator(".contents a", has_text="B. Together").click()
    expect(page.locator(".contents a[aria-current]")).to_have_text("B. Together")
    page.locator("#ref-1").click()
    expect(page.locator("#note-1")).to_be_in_viewport()
    page.locator("#note-1 .back").click()
    expect(page.locator("#ref-1")).to_be_in_viewport()


def test_notes_stand_beside_the_text_where_there_is_room(page: Page) -> None:
    page.goto("/texts/model-declaration")
    page.set_viewport_size({"width": 1440, "height": 900})
    expect(page.locator(".side-notes").first).to_be_visible()
    page.set_viewport_size({"width": 390, "height": 900})
    expect(page.locator(".side-notes").first).to_be_hidden()
    expect(page.locator("#note-1")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator("#note-1")).to_be_visible()


def test_reading_comparing_and_searching_without_scripts(browser: Browser, base_url: str) -> None:
    context = browser.new_context(base_url=base_url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/texts/model-declaration?language=en")
    page.locator("#beside").select_option("fr.1")
    page.locator(".tools form", has=page.locator("#beside")).locator("button").click()
    expect(page.locator(".double-row").first).to_be_visible()
    page.goto("/texts/compare")
    page.locator("#left").select_option("model-declaration@en.1")
    page.locator("#right").select_option("model-declaration@fr.1")
    page.locator(".compare-form button").click()
    expect(page.locator(".pair ins").first).to_be_visible()
    page.goto("/texts/model-declaration?language=en")
    page.locator("#within").fill("register")
    page.locator("#within").press("Enter")
    expect(page.locator(".hits mark").first).to_be_visible()
    context.close()
