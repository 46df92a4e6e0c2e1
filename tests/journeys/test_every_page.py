"""Every page of the node under axe and on a narrow screen, in English and Arabic: the list comes from the addresses."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.journeys.pages import to_look_at

pytestmark = pytest.mark.once
CUT = "[...document.querySelectorAll('.table')].filter(one => one.scrollHeight > one.clientHeight + 1).length"
"""How many tables hide rows below what they show."""


@pytest.mark.parametrize("noise", [["status of 40"]])
def test_every_page_is_accessible_and_fits_a_narrow_screen(
    page: Page, language: str, sign_in: Callable[[Page], None], check_accessible: Callable[[Page], None]
) -> None:
    sign_in(page)
    wrong = []
    for name, address in to_look_at().items():
        answer = page.goto(address)
        if answer is None or answer.status not in (200, 401) or page.locator("h1").count() != 1:
            wrong.append(f"{name} {address}: {answer and answer.status}, {page.locator('h1').count()} headings")
        page.set_viewport_size({"width": 320, "height": 800})
        if (width := page.evaluate("document.documentElement.scrollWidth")) > 320:
            wrong.append(f"{name} {address}: {width} pixels wide on a screen of 320")
        cut = page.evaluate(CUT)
        page.set_viewport_size({"width": 1280, "height": 800})
        if cut or page.evaluate(CUT):
            wrong.append(f"{name} {address}: a table hides some of its rows")
        try:
            check_accessible(page)
        except AssertionError as found:
            wrong.append(f"{name}: {found}")
    assert not wrong, "\n".join(wrong)
