"""A status of treaties is brought, looked at and taken, and its pages are read, in a real browser."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.texts.test_participation import FIRST, SECOND
from tests.texts.test_participation_pages import SAID

DAYS = {"en": ("2010-01-01", "2012-01-01"), "ar": ("2012-02-01", "2012-03-01")}
"""Each language brings files of its own days, the later ones last, since a file that is known changes nothing."""


def bring(page: Page, content: str, name: str, day: str) -> None:
    page.goto("/texts/treaties/load")
    page.locator("#id_file").set_input_files({"name": name, "mimeType": "text/csv", "buffer": content.encode()})
    page.locator("#id_as_of").fill(day)
    page.locator("#id_source").fill("made up")
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/texts/treaties/load/*")


@pytest.mark.parametrize("noise", [["status of 4"]])
def test_a_status_goes_from_a_file_to_its_readers(
    page: Page,
    language: str,
    sign_in: Callable[[Page], None],
    check_accessible: Callable[[Page], None],
    picture: Callable[..., Path],
) -> None:
    first, second = DAYS[language]
    sign_in(page)
    page.goto("/texts/treaties/load")
    check_accessible(page)
    page.locator("#id_as_of").fill(first)
    page.locator("#id_file").set_input_files({"name": "x.txt", "mimeType": "text/plain", "buffer": b"x"})
    page.locator("main form button[type=submit]").click()
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.locator("#id_as_of")).to_have_value(first)
    check_accessible(page)
    for content, name, day in ((FIRST, "a.csv", first), (SAID, "said.csv", first), (SECOND, "b.csv", second)):
        bring(page, content + "XVIII-14,Union of Dust,,,,,,\n" * (name != "said.csv"), name, day)
        check_accessible(page)
        picture(page, f"treaties-look-{name}-{language}")
        page.locator("button[value=take]").click()
        page.wait_for_url("**/texts/treaties/files/*")
        check_accessible(page)
    picture(page, f"treaties-file-{language}")
    bring(page, FIRST, "older.csv", "2009-01-01" if language == "en" else "2009-02-01")
    page.locator("button[value=take]").click()
    expect(page.locator(".field-errors")).to_be_visible()
    check_accessible(page)
    page.locator("button[value=leave]").click()
    page.wait_for_url("**/texts/treaties/load")
    for address, name in (
        ("/texts/treaties", "list"), ("/texts/untoc-2000/parties", "parties"), ("/texts/treaties/of/alb", "state"),
        ("/texts/untoc-2000/gaps", "gaps"), ("/texts/treaties/files", "files"),
    ):  # fmt: skip
        page.goto(address)
        check_accessible(page)
        picture(page, f"treaties-{name}-{language}")
        picture(page, f"treaties-{name}-{language}", "narrow")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.goto("/texts/untoc-2000/parties")
    page.locator("#topic").select_option("disputes")
    page.locator("#topic").locator("xpath=ancestor::form").locator("button").click()
    expect(page.locator(".statement")).to_have_count(1)
    page.locator(".statement summary").click()
    expect(page.locator(".statement mark").first).to_be_visible()
    check_accessible(page)
    page.locator("#on").fill("2003-01-01")
    page.locator(".day-asked").first.locator("button").click()
    expect(page.locator("#on")).to_have_value("2003-01-01")
    expect(page.locator(".figure-number")).to_contain_text({"en": "2 parties", "ar": "طرفان"}[language])
    check_accessible(page)
