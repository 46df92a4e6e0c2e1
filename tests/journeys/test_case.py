"""A request that came in is worked on from received to closed, by keyboard: acts, evidence, custody, the figures."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.running import ROOT, RunningNode

OPENS = (
    "import sys, django; django.setup()\n"
    "from django.utils import timezone\n"
    "from cjin.core.actions.organizations import appoint, create_organization, create_post\n"
    "from cjin.core.models import User\n"
    "from cjin.requests.actions.cases import open_request\n"
    "from cjin.requests.rules.case.process import Direction\n"
    "from cjin.requests.rules.writing.drafts import Draft\n"
    "from cjin.requests.rules.writing.kinds import kind_named\n"
    "now = timezone.now()\n"
    "by = User.objects.get(username=sys.argv[1])\n"
    "body = create_organization(name={'en': 'Central authority'}, kind='government', by=None, now=now)\n"
    "duties = ['requests.write', 'requests.approve', 'requests.send']\n"
    "post = create_post(organization=body, title={'en': 'Officer'}, duties=duties, by=None, now=now)\n"
    "appoint(person=by, post=post, held_from=timezone.localdate(now), by=None, now=now)\n"
    "answers = {'measures': ['bank-records'], 'purpose': 'Prosecution', 'confidential': sys.argv[2],\n"
    "           'persons': [{'name': 'Dilan Okoro', 'role': 'suspect'}], 'urgent': True}\n"
    "draft = Draft(kind_named('mutual-legal-assistance'), 'XBB', 'XAA', '', 'uncac-2003', answers)\n"
    "print(open_request(draft=draft, direction=Direction.INCOMING, by=by, now=now).reference)"
)


@pytest.fixture
def incoming(node: RunningNode) -> Callable[..., str]:
    """Opens a request that came in, on which the first administrator works; the reference."""

    def make(confidential: str = "fact-and-substance") -> str:
        command = [sys.executable, "-c", OPENS, node.administrator[0], confidential]
        done = subprocess.run(
            command, env=node.environment, check=True, cwd=ROOT, capture_output=True, timeout=60, text=True
        )
        return done.stdout.strip().splitlines()[-1]

    return make


def press(page: Page, address: str) -> None:
    """Goes to a link or a button by keyboard and takes it."""
    one = page.locator(f'main a[href="{address}"]').first
    one.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{address}")


def does(page: Page, case: str, act: str, **fields: str) -> None:
    """An act by its page: fields are filled, and it is sent with the return key on its button."""
    press(page, f"{case}/act/{act}")
    for name, value in fields.items():
        field = page.locator(f'main [name="{name.replace("_", "-")}"], main [name="{name}"]').first
        if field.get_attribute("type") == "radio":
            page.locator(f'main [name="{name}"][value="{value}"]').focus()
            page.keyboard.press("Space")
        elif field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.focus()
            page.keyboard.type(value)
    page.locator("main form button[type=submit]").last.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(rf"{case}(/evidence)?$"))


@pytest.mark.parametrize("noise", [["status of 4"]])
def test_a_request_is_worked_on_from_received_to_closed(
    page: Page,
    language: str,
    sign_in: Callable[[Page], None],
    incoming: Callable[..., str],
    check_accessible: Callable[[Page], None],
    picture: Callable[..., Path],
    tmp_path: Path,
) -> None:
    sign_in(page)
    reference = incoming()
    case = f"/requests/{reference}"
    page.goto("/requests/")
    check_accessible(page)
    for size in ("wide", "narrow"):
        picture(page, f"requests-list-{language}", size)
    press(page, case)
    check_accessible(page)
    does(page, case, "register", authentic="yes")
    does(page, case, "acknowledge")
    does(page, case, "check-admissibility")

    page.goto(f"{case}/act/refuse")
    expect(page.locator("main .notice.warning")).to_be_visible()
    expect(page.locator("main form")).to_have_count(0)
    check_accessible(page)
    page.goto(case)
    does(page, case, "accept")
    does(page, case, "assign")
    expect(page.locator(f'main a[href="{case}/act/begin-measure"]')).to_have_count(0)  # first: can it be kept so?
    expect(page.locator(".not-yet")).to_be_visible()
    does(page, case, "say-confidentiality", can_keep="yes")
    does(page, case, "begin-measure")

    press(page, f"{case}/evidence")
    expect(page.locator(".empty")).to_be_visible()
    check_accessible(page)
    press(page, f"{case}/act/take-evidence")
    page.locator("main form button[type=submit]").last.click()
    expect(page.locator(".error-summary")).to_be_focused()
    check_accessible(page)
    statements = tmp_path / "statements.txt"
    statements.write_bytes(b"12 March: 400,000\n" * 1000)
    page.locator("[name=item]").fill("12/2026-1")
    page.locator("[name=description]").fill("Account statements")
    page.locator("[name=file]").set_input_files(statements)
    page.locator("main form button[type=submit]").last.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{case}/evidence")
    expect(page.locator(".status.warning")).to_be_visible()  # it cannot leave yet
    does(page, case, "record-custody", action="sealed", holder="Sgt. Diallo", place="Evidence room 3")
    expect(page.locator(".item-of-evidence .status.done")).to_be_visible()
    check_accessible(page)
    for size in ("wide", "narrow"):
        picture(page, f"requests-evidence-{language}", size)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    page.goto(case)
    does(page, case, "transmit-measure")
    check_accessible(page)
    for size in ("wide", "narrow"):
        picture(page, f"requests-case-{language}", size)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    press(page, f"{case}/answer")
    expect(page.locator(".letter-sheet")).to_be_visible()
    check_accessible(page)
    for size in ("wide", "narrow"):
        picture(page, f"requests-answer-{language}", size)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.goto(case)
    does(page, case, "send-answer", on_paper=" ")
    does(page, case, "close")
    expect(page.locator(".timeline > li")).to_have_count(13)
    page.goto("/requests/?over=yes")
    expect(page.locator(f'main a[href="{case}"]')).to_be_visible()


@pytest.mark.parametrize("noise", [["status of 4"]])
def test_what_was_typed_stays_when_somebody_else_was_quicker_and_a_request_is_sealed(
    page: Page,
    language: str,
    sign_in: Callable[[Page], None],
    incoming: Callable[..., str],
    check_accessible: Callable[[Page], None],
) -> None:
    sign_in(page)
    case = f"/requests/{incoming('no')}"
    page.goto(case)
    does(page, case, "register", authentic="yes")
    press(page, f"{case}/act/acknowledge")
    page.locator("[name=note]").fill("Read by me")
    other = page.context.new_page()
    other.goto(f"{case}/act/acknowledge")
    other.locator("main form button[type=submit]").last.click()
    other.wait_for_url(f"**{case}")
    other.close()
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_load_state()
    expect(page.locator("[name=note]")).to_have_value("Read by me")
    check_accessible(page)
    page.goto(f"{case}/people")
    check_accessible(page)
    page.locator('button:has-text("Seal it"), button:has-text("ختمه")').last.click()
    page.wait_for_load_state()
    expect(page.locator(".lede")).to_be_visible()
    page.goto(case)
    expect(page.locator("aside .sealed, .case-columns .sealed").first).to_be_visible()
    page.context.clear_cookies()
    assert page.goto(case).status in (403, 404)  # type: ignore[union-attr]
