"""Reading the library in a real browser: every page accessible, by day and night, narrow and wide, without scripts."""

import re
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
    "named": "/search?q=model+declaration",
    "missed": "/search?q=model+declaration+para+999",
    "topic": "/topics/corruption",
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
    for name in ("list", "instrument", "side-by-side", "provision", "compared", "found", "named", "missed", "topic"):
        page.goto(PAGES[name])
        check_accessible(page)


def test_from_the_search_box_to_a_cited_provision(page: Page, language: str) -> None:
    page.goto("/")
    page.locator("#search").fill("model declaration 3 (b)")
    page.locator("#search").press("Enter")
    expect(page).to_have_url("/texts/model-declaration/para_3__subpara_b?language=" + language)
    expect(page.locator(".the-unit")).to_be_visible()
    page.locator(".citation summary").click()
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
    expect(page.locator("main .notice")).to_be_visible()
    page.locator("main .notice a").click()
    expect(page.locator(".double-row").first).to_be_visible()
    page.goto("/texts/model-declaration?language=en")
    page.locator("#within").fill("register")
    page.locator("#within").press("Enter")
    expect(page.locator(".hits mark").first).to_be_visible()
    context.close()


SEEN = """one => {
  const signs = [];
  const walk = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode())
    for (let place = 0; place < node.length; place++) {
      const range = document.createRange();
      range.setStart(node, place);
      range.setEnd(node, place + 1);
      const box = range.getBoundingClientRect();
      if (box.width && node.data[place].trim()) signs.push([Math.round(box.bottom / 6), box.left, node.data[place]]);
    }
  signs.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  return signs.map((sign) => sign[2]).join("");
}"""
"""The signs of an element as the eye meets them from the left, line by line, without blanks."""


def seen(page: Page, selector: str) -> str:
    return str(page.locator(selector).first.evaluate(SEEN))


@pytest.mark.parametrize("size", [1280, 390])
def test_latin_words_keep_their_order_on_an_arabic_page(page: Page, base_url: str, size: int) -> None:
    page.context.add_cookies([{"name": "cjin_language", "value": "ar", "url": base_url}])
    page.set_viewport_size({"width": size, "height": 900})
    page.goto("/texts/model-declaration/para_3__subpara_b?language=en")
    title = "ModelDeclarationonOpenandTrustedJusticeInformation"
    assert seen(page, "h1.provision-title") == f"{title}(2020),para.3(b)"
    page.locator(".citation summary").click()
    assert seen(page, "#cite-un").replace("-", "") == f"{title}(2020),para.3(b)"
    assert seen(page, "#cite-link").endswith("/texts/model-declaration/para_3__subpara_b")
    assert seen(page, "#cite-iri").startswith("/akn/un/act/")
    bibtex = seen(page, "#cite-bibtex")
    assert bibtex.startswith("@misc{model-declaration-para3-subparab,title={{")
    assert bibtex.endswith("},}")
    assert seen(page, "#cite-ris").startswith("TY-LEGALTI-")
    page.goto("/search?q=register&language=en")
    # The title is there in Arabic; the place after it keeps the order of a citation.
    assert re.search(r"para\.\d+(?:\([a-z]+\))*", seen(page, ".hits .meta a"))


def test_an_arabic_title_keeps_its_direction_and_its_place_too(page: Page, base_url: str) -> None:
    page.context.add_cookies([{"name": "cjin_language", "value": "en", "url": base_url}])
    page.goto("/texts/model-declaration/para_3__subpara_b?language=ar")
    place = page.locator("h1.provision-title bdi bdi")
    assert place.evaluate("one => getComputedStyle(one).direction") == "ltr"
    assert page.locator("h1.provision-title > bdi").evaluate("one => getComputedStyle(one).direction") == "rtl"


def test_downloads_are_at_hand_at_the_top_of_a_long_text(page: Page) -> None:
    page.goto("/texts/model-declaration")
    page.locator(".tools details summary").click()
    link = page.locator(".tools .menu-item", has_text="DOCX")
    expect(link).to_be_in_viewport()
    with page.expect_download() as started:
        link.click()
    assert started.value.suggested_filename.endswith(".docx")
