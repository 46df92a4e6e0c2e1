"""Ready figures are read in, checked, and a finding is explained, in a real browser."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.statistics.portal import HEADER, line


@pytest.mark.parametrize("noise", [["status of 4"]])
def test_figures_go_from_a_file_to_an_explained_finding(
    page: Page,
    language: str,
    sign_in: Callable[[Page], None],
    check_accessible: Callable[[Page], None],
    picture: Callable[..., Path],
) -> None:
    sign_in(page)
    area = {"en": "XAA", "ar": "XAB"}[language]
    rows = [
        line(area, category="Sexual violence", value=10),
        line(area, category="Sexual violence: Rape", value=30),
        line(area, year=1013),
        line(area, indicator="Victims of sexual exploitation", category="Total", sex="Male", age="Oct-17", value="<5"),
    ]
    page.goto("/statistics/datasets")
    check_accessible(page)
    content = "\n".join(["A made-up file", HEADER, *rows])
    file = {"name": f"made-up-{language}.csv", "mimeType": "text/csv", "buffer": content.encode()}
    page.locator("#id_file").set_input_files(file)
    page.locator("form[enctype] button[type=submit]").click()
    page.wait_for_url("**/statistics/datasets/*/*")
    check_accessible(page)
    for size in ("wide", "narrow"):
        picture(page, f"statistics-dataset-{language}", size)
    page.goto(f"/statistics/findings?area={area}")
    check_accessible(page)
    for size in ("wide", "narrow"):
        picture(page, f"statistics-findings-{language}", size)
    page.goto(f"/statistics/findings?area={area}&rule=part-above-whole")
    page.locator("main tbody th a").first.click()
    check_accessible(page)
    for size in ("wide", "narrow"):
        picture(page, f"statistics-finding-{language}", size)
    page.locator("#explain_words").evaluate("field => field.removeAttribute('required')")
    page.locator("form[action$=explain] button").click()
    expect(page.locator(".error-summary")).to_be_focused()
    check_accessible(page)
    page.locator("#explain_words").fill("Rape is counted under another law")
    page.locator("form[action$=explain] button").click()
    page.wait_for_load_state()
    expect(page.locator("blockquote")).to_contain_text("another law")
    check_accessible(page)
    for width in (1280, 390, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
