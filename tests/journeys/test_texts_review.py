"""A text is read in, looked through, corrected and published, in a real browser."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.texts.test_editing import TEXT

SPLIT = "We also agree"


def named(language: str) -> str:
    """A text of its own for each language, since the same file again changes nothing."""
    return TEXT.replace("Model declaration on examples", f"Model declaration on examples read in {language.upper()}")


def bring_in(page: Page, content: str, name: str) -> None:
    page.goto("/texts/import")
    page.locator("#upload_file").set_input_files({"name": name, "mimeType": "text/plain", "buffer": content.encode()})
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/texts/drafts?file=*")


@pytest.mark.parametrize("noise", [["status of 4"]])
def test_a_text_goes_from_a_file_to_its_readers(
    page: Page,
    language: str,
    sign_in: Callable[[Page], None],
    check_accessible: Callable[[Page], None],
    picture: Callable[..., Path],
) -> None:
    sign_in(page)
    page.goto("/texts/import")
    check_accessible(page)
    picture(page, f"texts-import-{language}")
    bring_in(page, named(language), f"model-{language}.txt")
    check_accessible(page)
    picture(page, f"texts-drafts-{language}")
    with page.expect_navigation():
        page.locator("main tbody th a").first.click()
    check_accessible(page)
    picture(page, f"texts-review-{language}")
    picture(page, f"texts-review-{language}", "narrow")
    page.goto(page.url.split("?")[0] + "?unit=para_1")
    check_accessible(page)
    page.locator("form[action$=split]").locator("..").locator("summary").click()
    page.locator("#split_words").fill("nowhere at all")
    page.locator("#split_num").fill("1bis")
    page.locator("form[action$=split] button").click()
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.locator("#split_num")).to_have_value("1bis")
    check_accessible(page)
    picture(page, f"texts-review-error-{language}")
    page.locator("#split_words").fill(SPLIT)
    page.locator("form[action$=split] button").click()
    expect(page.locator("#unit-para_1bis")).to_be_visible()
    page.locator("form[action$=publish]").locator("..").locator("summary").click()
    page.locator("form[action$=publish] button").click()
    page.wait_for_load_state()
    expect(page.locator("form[action$=withdraw]")).to_have_count(1)
    bring_in(page, named(language).replace("thank the host", "warmly thank the host"), f"model-{language}.txt")
    page.locator("main tbody th a").first.click()
    expect(page.locator("#difference")).to_be_visible()
    check_accessible(page)
    picture(page, f"texts-difference-{language}")


@pytest.mark.parametrize("noise", [["status of 4"]])
def test_a_bad_file_is_told_at_the_field(page: Page, language: str, sign_in: Callable[[Page], None]) -> None:
    sign_in(page)
    page.goto("/texts/import")
    page.locator("#upload_file").set_input_files({"name": "empty.txt", "mimeType": "text/plain", "buffer": b""})
    page.locator("main form button[type=submit]").first.click()
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.locator("#upload_file_error")).to_be_visible()


def test_review_works_on_small_screens_and_without_scripts(
    browser: Browser, page: Page, base_url: str, sign_in: Callable[[Page], None]
) -> None:
    sign_in(page)
    bring_in(page, named("plain"), "plain.txt")
    review = page.locator("main tbody th a").first.get_attribute("href")
    assert review
    page.goto(f"{review}?unit=para_1__subpara_b")
    for width in (1280, 390, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    context = browser.new_context(java_script_enabled=False, base_url=base_url)
    context.add_cookies(page.context.cookies())  # type: ignore[arg-type]
    quiet = context.new_page()
    quiet.goto(f"{review}?unit=para_2#unit-para_2")
    quiet.locator("form[action$=renumber]").locator("..").locator("summary").click()
    quiet.locator("#renumber_num").fill("9")
    quiet.locator("form[action$=renumber] button").click()
    assert quiet.url.endswith("?unit=para_9#unit-para_9")
    context.close()
