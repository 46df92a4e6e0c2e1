"""The first visit: a page that reads well, in a frame that works, under a policy that nothing breaks."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.running import RunningNode


def test_home(page: Page, language: str, check_accessible: Callable[[Page], None]) -> None:
    answer = page.goto("/")
    assert answer is not None
    assert answer.status == 200
    expect(page.locator("html")).to_have_attribute("dir", "rtl" if language == "ar" else "ltr")
    expect(page.locator("h1")).to_have_count(1)
    check_accessible(page)


def test_unknown_address(page: Page, noise: list[str], check_accessible: Callable[[Page], None]) -> None:
    noise.append("404")
    answer = page.goto("/no/such/page")
    assert answer is not None
    assert answer.status == 404
    check_accessible(page)


def test_first_sign_in_asks_for_a_password_of_ones_own(
    page: Page, node: RunningNode, sign_in: Callable[[Page], None]
) -> None:
    sign_in(page)
    page.goto("/")
    assert page.url == node.url
    answer = page.reload()
    assert answer is not None
    assert "no-store" in answer.headers["cache-control"]


def test_api_reference_works_under_the_policy(page: Page) -> None:
    page.goto("/api/v1/docs")
    operation = page.locator(".opblock-get").first
    operation.locator(".opblock-summary").click()
    operation.get_by_role("button", name="Try it out").click()
    operation.get_by_role("button", name="Execute").click()
    expect(operation.locator(".live-responses-table .response-col_status").last).to_contain_text("200")
