"""A workbook is made, tables and ready figures are looked at before they are published, in a real browser."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.statistics.portal import HEADER, line


@pytest.mark.parametrize("noise", [["status of 4"]])
def test_figures_are_looked_at_and_then_published(
    page: Page,
    language: str,
    sign_in: Callable[[Page], None],
    check_accessible: Callable[[Page], None],
    picture: Callable[..., Path],
) -> None:
    sign_in(page)
    page.goto("/statistics/datasets")
    page.locator("#id_template-years").fill("2022-2024")
    with page.expect_download() as workbook:
        page.locator("form[action$=template] button").click()
    assert workbook.value.suggested_filename == "crime-and-justice.xlsx"
    rows = [line({"en": "XAC", "ar": "XAD"}[language], value=value, year=2000 + value) for value in (10, 20)]
    content = "\n".join([HEADER, *rows]).encode()
    file = {"name": f"ready-{language}.csv", "mimeType": "text/csv", "buffer": content}
    page.locator("#id_file").set_input_files(file)
    page.locator("form[enctype] button[type=submit]").click()
    page.wait_for_url("**/statistics/datasets/*/*")
    page.locator("a.button[href$=publish]").click()
    check_accessible(page)
    page.locator("#id_release").select_option("public")
    page.locator("main form button[type=submit]:not(.quiet)").click()
    page.wait_for_url("**/statistics/publish/ready/*")
    expect(page.locator("main tbody tr")).to_have_count(1)
    check_accessible(page)
    for size in ("wide", "narrow"):
        picture(page, f"statistics-publishing-{language}", size)
    for width in (1280, 390, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator("main form button[type=submit]:not(.quiet)").click()
    page.wait_for_url("**/statistics/publications/unodc-portal/*")
    check_accessible(page)


def test_tables_that_would_open_figures_ask_for_consent(
    page: Page, language: str, sign_in: Callable[[Page], None], check_accessible: Callable[[Page], None]
) -> None:
    sign_in(page)
    page.goto("/statistics/publish/xb-prisons@1")
    page.locator("#id_release").select_option("public")
    page.locator("#id_rule").select_option("")
    page.locator("#id_reason").fill(f"The law asks for it ({language})")
    page.locator("main form button[type=submit]:not(.quiet)").click()
    page.wait_for_url("**/statistics/publish/ready/*")
    expect(page.locator("#id_opens")).to_be_visible()
    check_accessible(page)
    page.locator("main a[href*='publish/xb-prisons']").click()
    expect(page.locator("#id_reason")).to_have_value(f"The law asks for it ({language})")
