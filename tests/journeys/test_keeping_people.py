"""An administrator makes a body, a post and a person on pages; the person comes in and reaches what the post allows."""

from collections.abc import Callable

from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import OWN_PASSWORD

Check = Callable[[Page], None]


def send(page: Page) -> None:
    page.locator("main form:has([name]:focus) button[type=submit]").click()
    page.wait_for_load_state()


def test_the_first_people(
    page: Page,
    browser: Browser,
    base_url: str,
    noise: list[str],
    language: str,
    sign_in: Check,
    check_accessible: Check,
    picture: Callable[..., object],
) -> None:
    noise.append("422")
    name = f"amina-{language}"
    sign_in(page)
    body = _organization_with_post(page, language, check_accessible, picture)
    page.goto("/people")
    page.locator("[name=username]").fill("a b")
    page.locator("[name=email]").fill(f"{name}@example.org")
    send(page)
    expect(page.locator(".error-summary a")).to_have_count(1)
    expect(page.locator("[name=email]")).to_have_value(f"{name}@example.org")
    check_accessible(page)
    page.locator("[name=username]").fill(name)
    send(page)
    once = page.locator("main dd code").inner_text()
    check_accessible(page)
    picture(page, f"people-password-{language}")
    picture(page, f"people-password-{language}", "narrow")
    page.goto(f"/people/{name}")
    if language == "ar":
        expect(page.locator("[name=post] option").first).to_have_text("اختر منصبا")
    page.locator("[name=post]").select_option(label=body)
    page.locator("[name=held_from]").focus()
    send(page)
    expect(page.locator("main .rows li", has=page.locator(".status.done"))).to_have_count(1)
    _seen(page, check_accessible, picture, f"person-{language}")
    page.goto("/people")
    _seen(page, check_accessible, picture, f"people-{language}")

    other = browser.new_context(base_url=base_url)
    try:
        _comes_in(other.new_page(), name, once)
    finally:
        other.close()


def _organization_with_post(page: Page, language: str, check_accessible: Check, picture: Callable[..., object]) -> str:
    """The post as it stands in the list of posts: its title and its organization."""
    page.goto("/organizations")
    page.locator("[name=kind]").focus()
    send(page)
    expect(page.locator(".field.wrong")).to_have_count(1)
    _seen(page, check_accessible, picture, f"organizations-{language}")
    body = f"Statistical office {language}"
    page.locator(f"[name=name_{language}]").fill(body)
    send(page)
    page.locator(f"[name=title_{language}]").fill("Editor of the library")
    page.locator("[name=duties][value='texts.edit']").check()
    send(page)
    _seen(page, check_accessible, picture, f"organization-{language}")
    return f"Editor of the library – {body}"


def _seen(page: Page, check_accessible: Check, picture: Callable[..., object], name: str) -> None:
    for size in ("narrow", "wide"):
        picture(page, name, size)
        check_accessible(page)


def _comes_in(page: Page, name: str, once: str) -> None:
    """Sign in with the one-time password, choose another, and find the page that the post opens."""
    page.goto("/accounts/login/?next=/texts/")
    page.locator("[name=login]").fill(name)
    page.locator("[name=password]").fill(once)
    page.locator("main form button[type=submit]").first.click()
    page.locator("[name=oldpassword]").fill(once)
    page.locator("[name=password1]").fill(OWN_PASSWORD)
    page.locator("[name=password2]").fill(OWN_PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state()
    page.goto("/texts/")
    page.locator("a[href='/texts/import']").first.click()
    expect(page.locator("main h1")).to_have_text("Add a text")
    answer = page.goto("/people")
    assert answer is not None
    assert answer.status == 403
