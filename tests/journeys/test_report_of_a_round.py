"""From a round to what its replies say, to a sentence of the report, and back to the reply that it counts."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect


def test_a_sentence_leads_to_the_replies_it_counts(
    page: Page,
    language: str,
    sign_in: Callable[[Page], None],
    check_accessible: Callable[[Page], None],
    picture: Callable[..., Path],
) -> None:
    sign_in(page)
    page.goto("/follow-up/simulated-second/")
    page.locator('a[href="/follow-up/simulated-second/results"]').click()
    check_accessible(page)
    picture(page, f"results-{language}")
    expect(page.locator(".states-bar").first).to_be_visible()
    page.locator('a[href="/follow-up/simulated-second/report"]').click()
    expect(page.locator("article.report")).to_have_attribute("lang", language)
    check_accessible(page)
    for size in ("wide", "narrow"):
        picture(page, f"report-{language}", size)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    sentence = page.locator(".report .item a.counted").nth(3)
    words = sentence.inner_text()
    sentence.focus()
    page.keyboard.press("Enter")
    expect(page.locator("blockquote.sentence")).to_contain_text(words)
    check_accessible(page)
    picture(page, f"sentence-{language}")
    page.locator("ul.columns a").first.click()
    page.wait_for_url("**/follow-up/simulated-second/*/**")
    expect(page.locator("main h1")).to_be_visible()


def test_an_edit_stands_in_the_report(page: Page, language: str, sign_in: Callable[[Page], None]) -> None:
    sign_in(page)
    page.goto("/follow-up/simulated-second/report")
    item = page.locator(".report .item").nth(3)
    item.locator("summary").click()
    item.locator("textarea").fill("Words of a person.")
    item.locator("form button").click()
    edited = page.locator(".report .edited").first
    expect(edited).to_contain_text("Words of a person.")
    edited.locator("form button").click()
    expect(page.locator(".report .edited")).to_have_count(0)
