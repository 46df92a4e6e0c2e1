"""What was typed and could not be taken comes back in a real browser: to whoever typed it, into its own fields."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.house.tree import SOURCE, text

SCRIPT = text(SOURCE / "shell" / "static" / "shell" / "js" / "typed.js")
KEPT = [("reason", "A secret reason"), ("unit", ""), ("unit", "two"), ("state_code", "KEN")]
FORMS = """<p data-put-back="{person}" hidden>back</p><main>
<form method="post" id="a"><input name="reason"><input name="unit" value="x"><input name="unit" value="y">
<input name="state_code"><input name="other" value="stays"></form>
<form method="post" id="b"><input name="reason" value="b"><textarea name="note">b</textarea></form>
<form method="post" action="/elsewhere" id="c"><input name="reason" value="c"></form>
<form method="post" action="/out" data-forgets id="out"></form></main><script src="/typed.js"></script>"""
ENDED = "<main><section data-typed>{}</section></main><script src='/typed.js'></script>"


class Site:
    """A made-up site of one form; ``person`` is signed in, nobody where it is empty."""

    def __init__(self, page: Page) -> None:
        self.page, self.person, self.faults = page, "1", list[str]()
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.route("**/*", self._answer)

    def _answer(self, route: Route) -> None:
        fields = "".join(f'<textarea name="{name}">{value}</textarea>' for name, value in KEPT)
        body = FORMS.format(person=self.person) if self.person else ENDED.format(fields)
        is_script = route.request.url.endswith(".js")
        route.fulfill(body=SCRIPT if is_script else body, content_type="text/javascript" if is_script else "text/html")

    def sees(self, person: str) -> list[str]:
        """The fields of the page as somebody sees them."""
        self.person = person
        self.page.goto("http://t.test/requests/new")
        assert not self.faults
        return list(self.page.evaluate("[...document.querySelectorAll('[name]')].map(one => one.value)"))

    def loses_the_session(self) -> None:
        """What was typed is sent after the session has ended."""
        self.sees("")

    def kept(self) -> str:
        """What the tab keeps."""
        return str(self.page.evaluate("JSON.stringify(sessionStorage)"))


@pytest.fixture
def site(browser: Browser) -> Iterator[Site]:
    with browser.new_page() as page:
        yield Site(page)


def test_it_comes_back_into_its_own_fields_alone(site: Site) -> None:
    site.sees("1")
    site.loses_the_session()
    assert site.sees("1") == ["A secret reason", "", "two", "KEN", "stays", "b", "b", "c"]
    assert site.page.locator("[data-put-back]").is_visible()
    assert site.sees("1")[0] == "", "given back twice"


def test_whoever_signs_in_next_sees_nothing_of_it(site: Site) -> None:
    site.sees("1")
    site.loses_the_session()
    assert site.sees("2")[0] == ""
    assert "secret" not in site.kept()
    assert site.sees("1")[0] == ""


def test_it_is_for_nobody_where_nobody_was_signed_in(site: Site) -> None:
    site.loses_the_session()
    assert site.sees("1")[0] == ""


def test_signing_out_empties_it(site: Site) -> None:
    site.sees("1")
    site.loses_the_session()
    site.page.evaluate("history.pushState({}, '', '/another'); document.body.innerHTML = '<form data-forgets></form>'")
    site.page.evaluate("document.addEventListener('submit', event => event.preventDefault())")
    site.page.evaluate("document.querySelector('form').requestSubmit()")
    assert "secret" not in site.kept()


def test_without_storage_nothing_breaks(site: Site) -> None:
    site.page.add_init_script(
        "Object.defineProperty(window, 'sessionStorage', { get() { throw new DOMException('forbidden') } })"
    )
    site.loses_the_session()
    assert site.sees("1")[0] == ""
