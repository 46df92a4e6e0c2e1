"""ICCS and the national schemes in a real browser: read by everybody, in English and in Arabic, on two widths."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

PAGES = (
    "/statistics/iccs",
    "/statistics/iccs?q=theft",
    "/statistics/iccs/0101",
    "/statistics/schemes",
    "/statistics/schemes/us-chi-iucr",
    "/statistics/schemes/us-chi-iucr/codes/0460?q=assault",
)


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(page: Page, base_url: str, path: str, language: str) -> None:
    page.context.add_cookies([{"name": "cjin_language", "value": language, "url": base_url}])
    for width in (1400, 390):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(path)
        found = Axe().run(page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), "the page scrolls sideways"


def test_from_the_tree_to_a_national_code(page: Page) -> None:
    page.goto("/statistics/iccs")
    page.goto("/statistics/iccs?q=personal property from a person")
    page.get_by_role("link", name="050221").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Theft of personal property from a person")
    page.get_by_role("link", name="0870 Pickpocketing").click()
    expect(page.get_by_role("heading", name="Suggested by the words of its title")).to_be_visible()
    expect(page.get_by_role("button", name="Accept")).to_have_count(0)
