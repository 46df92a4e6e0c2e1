"""A second factor: an authenticator's codes. (Passkeys are tried with the pages, in ``test_shell``.)"""

import hashlib
import hmac
import struct
import time
from base64 import b32decode
from collections.abc import Callable

from playwright.sync_api import Page

from tests.journeys.conftest import OWN_PASSWORD
from tests.running import RunningNode


def code(secret: str) -> str:
    """The code of the moment (RFC 6238)."""
    digest = hmac.new(b32decode(secret), struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 10**6:06}"


def send(page: Page, **values: str) -> None:
    """Fill the fields of a form and send it."""
    for name, value in values.items():
        page.locator(f"main [name={name}]").fill(value)
    form = page.locator("main form").filter(has=page.locator(f"[name={next(iter(values))}]"))
    form.locator("[type=submit]").first.click()
    page.wait_for_load_state()


def enter(page: Page, here: str, name: str) -> None:
    page.goto(f"{here}accounts/login/")
    send(page, login=name, password=OWN_PASSWORD)


def open_own(page: Page, address: str) -> None:
    """A page about one's own account: before what matters the password is asked for once more."""
    page.goto(address)
    if "reauthenticate" in page.url:
        send(page, password=OWN_PASSWORD)


def test_codes_of_an_authenticator(
    page: Page, node: RunningNode, newcomer: Callable[[str], None], check_accessible: Callable[[Page], None]
) -> None:
    newcomer("with-codes")
    enter(page, node.url, "with-codes")
    open_own(page, "/accounts/2fa/totp/activate/")
    check_accessible(page)
    secret = page.locator("#authenticator_secret").input_value()
    send(page, code=code(secret))
    page.context.clear_cookies()
    enter(page, node.url, "with-codes")
    assert "/2fa/authenticate/" in page.url
    check_accessible(page)
    page.goto("/account")
    assert not page.url.endswith("/account"), "half a sign-in opens nothing"
    page.context.clear_cookies()
    enter(page, node.url, "with-codes")
    send(page, code="000000")
    assert "/2fa/authenticate/" in page.url
    time.sleep(30.5 - time.time() % 30)  # a code serves once: the next is needed
    send(page, code=code(secret))
    assert page.url == node.url
