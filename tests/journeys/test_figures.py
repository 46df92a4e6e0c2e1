"""Figures are explored in a real browser: from the entrance to one figure, by keyboard, on a narrow screen."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

VICTIMS = "/statistics/indicators/victims-of-homicide"


def test_a_reader_goes_from_the_entrance_to_how_a_figure_was_made(
    page: Page, language: str, check_accessible: Callable[[Page], None], picture: Callable[..., Path]
) -> None:
    page.goto("/")
    page.locator(".doors a[href='/statistics/']").click()
    expect(page.locator("h1")).to_have_count(1)
    check_accessible(page)
    picture(page, f"figures-{language}")
    page.locator("#figures-search").fill("homicide")
    page.locator("#figures-search").press("Enter")
    expect(page.locator("main a[href='/statistics/iccs/0101']")).to_be_visible()
    check_accessible(page)
    picture(page, f"figures-found-{language}")
    page.locator("main a[href$='/victims-of-homicide']").click()
    expect(page.locator(".figure-number")).to_be_visible()
    _picture_is_drawn(page)
    check_accessible(page)
    picture(page, f"figures-indicator-{language}")
    page.locator("#choose-ref_area").select_option("XB")
    page.locator("#choose-sex").select_option("F")
    page.locator("form.choice button").click()
    expect(page).to_have_url(re.compile(r"ref_area=XB.*sex=F"))
    expect(page.locator("#choose-sex")).to_have_value("F")
    page.locator(".tabs a[href*='view=sex']").click()
    _picture_is_drawn(page)
    check_accessible(page)
    page.locator("main tbody td a").first.click()
    expect(page).to_have_url(re.compile("/statistics/cells/"))


def _picture_is_drawn(page: Page) -> None:
    drawn = page.locator(".chart picture img")
    expect(drawn).to_have_js_property("complete", True)
    assert drawn.evaluate("picture => picture.naturalWidth") > 0
    assert len(drawn.get_attribute("alt") or "") > 30


def test_areas_are_compared_and_their_rules_differ(
    page: Page, language: str, check_accessible: Callable[[Page], None], picture: Callable[..., Path]
) -> None:
    page.goto("/statistics/compare?indicator=victims")
    check_accessible(page)
    page.locator(".area-list input[value=XC]").uncheck()
    page.locator("form.choice button").click()
    expect(page.locator("tr.differs").first).to_be_visible()
    assert page.locator("#rules + .table thead th").count() == 4
    check_accessible(page)
    picture(page, f"figures-compare-{language}")


def test_the_map_is_read_without_colours(
    page: Page, language: str, check_accessible: Callable[[Page], None], picture: Callable[..., Path]
) -> None:
    page.goto("/statistics/map")
    expect(page.locator("svg.map")).to_be_visible()
    assert page.locator("svg.map").get_attribute("aria-label")
    check_accessible(page)
    picture(page, f"figures-map-{language}")
    page.get_by_role("main").locator("a[href='#table']").click()
    expect(page.locator("#table")).to_be_in_viewport()


def test_the_page_of_an_area_has_its_curves(
    page: Page, language: str, check_accessible: Callable[[Page], None], picture: Callable[..., Path]
) -> None:
    page.goto("/statistics/areas/XA")
    pictures = page.locator(".multiples picture img")
    assert pictures.count() > 10
    for at in range(pictures.count()):
        expect(pictures.nth(at)).to_have_js_property("complete", True)
        assert pictures.nth(at).evaluate("picture => picture.naturalWidth") == 300
    check_accessible(page)
    picture(page, f"figures-area-{language}", "narrow")


def test_pages_fit_a_narrow_screen_by_night_and_work_without_scripts(browser: Browser, base_url: str) -> None:
    context = browser.new_context(
        base_url=base_url, java_script_enabled=False, color_scheme="dark", viewport={"width": 320, "height": 800}
    )
    page = context.new_page()
    others = ("/statistics/", "/statistics/map", "/statistics/compare", "/statistics/areas/XA")
    for address in (VICTIMS, f"{VICTIMS}?view=sex", *others):
        asked: list[str] = []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.goto(address)
        page.wait_for_load_state("networkidle")
        charts = [url for url in asked if "chart.svg" in url]
        assert not charts or any("size=narrow&scheme=dark" in url or "size=small&scheme=dark" in url for url in charts)
        width = page.locator("main").bounding_box()
        assert width is not None
        assert width["x"] + width["width"] <= 320
    page.goto(VICTIMS)
    page.locator("#choose-ref_area").select_option("XB")
    page.locator("form.choice button").click()
    expect(page).to_have_url(re.compile("ref_area=XB"))
    context.close()


def test_the_choice_is_made_by_keyboard(page: Page) -> None:
    page.goto(VICTIMS)
    page.locator("#choose-ref_area").focus()
    for _step in range(12):
        if page.evaluate("document.activeElement.matches('form.choice button')"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("ref_area="))
