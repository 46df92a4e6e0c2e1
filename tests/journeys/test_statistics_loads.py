"""A file of records is chosen, its columns are understood, and it is loaded, in a real browser."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

ROWS = """Sexe;date_des_faits;code infraction;lieu du fait, tel qu’il a été noté par l’agent
Homme;03/12/2020;0101;Rue Haute
Femme;01/02/2021;0502;
;02/02/2021;x9;Place
;someday;0101;Place
"""


@pytest.mark.parametrize("noise", [["status of 4"]])
def test_records_go_from_a_file_to_a_load(
    page: Page,
    language: str,
    sign_in: Callable[[Page], None],
    check_accessible: Callable[[Page], None],
    picture: Callable[..., Path],
) -> None:
    sign_in(page)
    page.goto("/statistics/loads")
    check_accessible(page)
    page.locator("main a.button").click()
    check_accessible(page)
    file = {"name": f"police-{language}.csv", "mimeType": "text/csv", "buffer": ROWS.encode()}
    page.locator("#id_file").set_input_files(file)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(re.compile("file="))
    expect(page.locator("#id_column_0")).to_have_value("sex")
    expect(page.locator("#id_column_1")).to_have_value("event_date")
    check_accessible(page)
    for size in ("wide", "narrow"):
        picture(page, f"statistics-mapping-{language}", size)
    for width in (1280, 390, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.set_viewport_size({"width": 1280, "height": 800})
    page.locator("main [name^=order]").select_option("day")
    page.locator("#id_source").fill("Not a name")
    page.locator("#id_scheme").select_option("iccs")
    page.locator("button[value=load]").click()
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.locator("#id_source")).to_have_value("Not a name")
    check_accessible(page)
    page.locator("#id_source").fill(f"police-{language}")
    page.locator("button[value=write]").click()
    expect(page.locator("#id_mapping")).to_have_value(re.compile(f"source: police-{language}"))
    check_accessible(page)
    with page.expect_download() as waited:
        page.locator("button[value=download]").click()
    assert waited.value.suggested_filename == f"police-{language}.yaml"
    page.locator("button[value=load]").click()
    page.wait_for_url(f"**/statistics/loads/police-{language}/1")
    expect(page.locator("main")).to_contain_text("x9")
    check_accessible(page)
    for size in ("wide", "narrow"):
        picture(page, f"statistics-load-{language}", size)
    page.goto("/statistics/loads")
    expect(page.locator("main")).to_contain_text(f"police-{language}@1")
    check_accessible(page)
    for width in (1280, 390, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
