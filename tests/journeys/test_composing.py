"""A form is composed from nothing, put to a State, and made into its next version, with axe and by keyboard."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.conftest import OWN_PASSWORD
from tests.running import ROOT, RunningNode

ASKER = """
import sys, django; django.setup()
from datetime import date
from django.utils import timezone
from cjin.core.actions.organizations import appoint, create_organization, create_post
from cjin.core.actions.people import create_person
from cjin.core.rules.organizations import OrganizationKind
name, password = sys.argv[1:]
now = timezone.now()
made = create_person(username=name, email=f"{name}@example.org", by=None, now=now).person
made.set_password(password); made.must_change_password = False; made.save()
body = create_organization(name={"en": name}, kind=OrganizationKind.INTERGOVERNMENTAL, state_code="", by=None, now=now)
post = create_post(organization=body, title={"en": "Secretary"}, duties=["cycles.ask"], by=None, now=now)
appoint(person=made, post=post, held_from=date(2020, 1, 1), held_to=None, by=None, now=now)
"""


def test_a_form_is_composed_asked_and_goes_on_in_a_next_version(
    page: Page, node: RunningNode, language: str,
    check_accessible: Callable[[Page], None], picture: Callable[..., Path],
) -> None:  # fmt: skip
    name = f"asker-{language}"
    command = [sys.executable, "-c", ASKER, name, OWN_PASSWORD]
    subprocess.run(command, env=node.environment, check=True, cwd=ROOT, capture_output=True, timeout=60)
    _sign_in(page, name)
    form = f"composed-{language}"

    page.goto("/follow-up/forms/begin")
    check_accessible(page)
    page.locator("[name=form]").fill(form)
    page.locator(f"[name=title_{language}]").fill("Prisons")
    page.locator("[name=kind]").select_option("self-assessment")
    page.locator("main form .buttons button").click()
    compose = f"/follow-up/forms/{form}/1/compose"
    page.wait_for_url(f"**{compose}")

    page.locator(".buttons a.button").click()
    page.locator(f"[name=title_{language}]").fill("Overcrowding")
    page.locator(f"[name=title_{language}]").press("Tab")
    page.locator("main form .buttons button").click()
    page.wait_for_url(f"**{compose}**")
    _add(page, "three", language, "Is there a plan?", "plan")
    _add(page, "text", language, "Which one?", "which")
    page.locator("#q-which .acts a").first.click()
    page.locator("[name=when]").select_option("plan")
    page.locator('button[name=show][value="when"]').click()
    page.locator('[name=when_is][value="yes"]').check()
    page.locator('button[name="save"]').click()
    page.wait_for_url(f"**{compose}**")
    check_accessible(page)
    picture(page, f"composed-{language}")
    picture(page, f"composed-{language}", "narrow")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    page.locator('#q-which button[name="up"]').focus()
    page.keyboard.press("Enter")
    expect(page.locator("#q-which .early")).to_be_visible()
    page.locator('#q-which button[name="down"]').click()
    expect(page.locator(".early")).to_have_count(0)

    page.goto(f"/follow-up/open?form={form}%201")
    page.locator("[name=slug]").fill(f"asked-{language}")
    page.locator(f"[name=title_{language}]").fill("Prisons, first")
    page.locator("[name=due]").fill("2099-01-01")
    page.locator("[name=states]").select_option("KEN")
    page.locator("main form .buttons button").click()
    page.wait_for_url(f"**/follow-up/asked-{language}/")
    page.goto(f"/follow-up/forms/{form}/1")
    page.locator(f'form[action$="/{form}/next"] button').click()
    page.wait_for_url(f"**/forms/{form}/2/compose**")
    _add(page, "number", language, "How many places?", "places")
    page.goto(f"/follow-up/forms/{form}/2")
    expect(page.locator("main")).to_contain_text("How many places?")
    check_accessible(page)


def _add(page: Page, kind: str, language: str, text: str, name: str) -> None:
    """Adds a question to the last section."""
    page.locator("section.composed select").last.select_option(kind)
    page.locator("section.composed form button").last.click()
    page.locator(f"[name=text_{language}]").fill(text)
    page.locator("[name=name]").fill(name)
    page.locator('button[name="save"]').click()
    expect(page.locator(f"#q-{name}")).to_be_visible()


def _sign_in(page: Page, name: str) -> None:
    page.goto("/accounts/login/")
    page.locator("[name=login]").fill(name)
    page.locator("[name=password]").fill(OWN_PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state()
