"""A round inside a State: a section is handed out, answered, returned, mended, submitted and cleared, with axe."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import OWN_PASSWORD
from tests.running import ROOT, RunningNode

PEOPLE = """
import sys, django; django.setup()
from datetime import date, timedelta
from django.utils import timezone
from cjin.core.actions.organizations import appoint, create_organization, create_post
from cjin.core.actions.people import create_person
from cjin.core.rules.multilingual import Multilingual
from cjin.core.rules.organizations import OrganizationKind
from cjin.cycles.actions.answering import save
from cjin.cycles.actions.clearing import move_reply
from cjin.cycles.actions.rounds import open_round
from cjin.cycles.models import Round
state, password = sys.argv[1:]
now, today = timezone.now(), date.today()
def body(name):
    return create_organization(name={"en": name}, kind=OrganizationKind.GOVERNMENT, state_code=state, by=None, now=now)
def person(name, organization, title, *duties):
    made = create_person(username=name, email=f"{name}@example.org", by=None, now=now).person
    made.set_password(password); made.must_change_password = False; made.save()
    post = create_post(organization=organization, title={"en": title}, duties=duties, by=None, now=now)
    appoint(person=made, post=post, held_from=date(2020, 1, 1), held_to=None, by=None, now=now)
person(f"focal-{state}", body("Ministry of Justice"), "Focal point", "cycles.clear", "cycles.answer")
person(f"agency-{state}", body("Ministry of the Interior"), "Prevention desk", "cycles.answer")
form = Round.objects.get(slug="simulated-second").form
def opened(name, opens, **more):
    return open_round(
        slug=f"{name}-{state.lower()}", title=Multilingual(en="Journey", ar="رحلة"), form=form, opens=opens,
        due=opens + timedelta(days=40), respondents=[state], languages=["en", "ar"], by=None, now=now, **more,
    )
before = opened("before", today - timedelta(days=400))
theirs = before.respondents.get()
for question in [one for one in form.read().sections[0].questions if one.kind == "implementation"]:
    reply = {"reply": "answered", "value": {"practice": "planned"}}
    save(respondent=theirs, question=question.question, reply=reply, revision=0, by=None, now=now)
move_reply(respondent=theirs, act="clear", revision=theirs.revision, by=None, now=now)
opened("journey", today, previous=before)
"""
STATES = {"en": "KEN", "ar": "EGY"}


@pytest.mark.parametrize("noise", [["status of 4"]])
def test_a_section_goes_to_an_agency_and_back_and_the_reply_is_cleared(
    page: Page, browser: Browser, node: RunningNode, language: str, base_url: str,
    check_accessible: Callable[[Page], None], picture: Callable[..., Path],
) -> None:  # fmt: skip
    state = STATES[language]
    _people(node, state)
    reply = f"/follow-up/journey-{state.lower()}/{state}/"
    second = browser.new_context(base_url=base_url)
    second.add_cookies([{"name": "cjin_language", "value": language, "url": base_url}])
    agency = second.new_page()
    _sign_in(page, f"focal-{state}")
    _sign_in(agency, f"agency-{state}")

    page.goto(reply)
    check_accessible(page)
    _hand(page, "part-1", "Prevention desk")
    expect(page.locator("#part-part-1")).to_contain_text("Prevention desk")

    agency.goto(f"{reply}part-1")
    check_accessible(agency)
    picture(agency, f"answering-{language}")
    ghosts = agency.locator('button[value^="accept:"]')
    accepted = ghosts.first.get_attribute("value") or ""
    ghosts.first.click()
    agency.wait_for_load_state()
    expect(agency.locator(f'button[value="{accepted}"]')).to_have_count(0)

    typed = agency.locator('button[value^="accept:"]').first.get_attribute("value") or ""
    name = typed.partition(":")[2]
    question = agency.locator(f"#q-{name}")
    question.locator(f'[name="{name}.practice"][value="in-progress"]').check()
    expect(question.locator(".state .status.done")).to_be_visible()
    question.locator(f'textarea[name="{name}.text.{language}"]').fill("A plan of 2026")
    expect(question.locator(f'[name="{name}.revision"]')).to_have_value("2", timeout=10_000)
    agency.reload()
    expect(agency.locator(f'textarea[name="{name}.text.{language}"]')).to_have_value("A plan of 2026")
    agency.locator(f'textarea[name="{name}.text.{language}"]').fill("A plan, typed while leaving")
    agency.once("dialog", lambda leaving: leaving.accept())
    agency.goto(reply)
    for _try in range(20):
        agency.goto(f"{reply}part-1")
        if agency.locator(f'textarea[name="{name}.text.{language}"]').input_value() != "A plan of 2026":
            break
    expect(agency.locator(f'textarea[name="{name}.text.{language}"]')).to_have_value("A plan, typed while leaving")
    agency.locator('button[value="submit"]').click()
    expect(agency.locator("#part-part-1 .status.active")).to_be_visible()

    page.goto(reply)
    returning = page.locator("#part-part-1 details", has=page.locator('textarea[name="note"]'))
    returning.locator("summary").click()
    returning.locator("textarea").fill("Say which plan")
    returning.locator("button").click()
    expect(page.locator("#part-part-1")).to_contain_text("Say which plan")

    agency.goto("/")
    expect(agency.locator(f'main a[href="{reply}"]').first).to_be_visible()
    agency.goto(f"{reply}part-1")
    expect(agency.locator("main")).to_contain_text("Say which plan")
    mended = agency.locator(f'textarea[name="{name}.text.{language}"]')
    mended.fill("The prevention plan of 2026")
    agency.locator('button[value="submit"]').click()
    expect(agency.locator("#part-part-1 .status.active")).to_be_visible()

    page.goto(reply)
    page.locator('#act-clear [name="consents"]').check()
    page.locator("#act-clear button").click()
    expect(page.locator(".reply-state .status.done")).to_be_visible()
    page.locator(".given summary").first.click()
    expect(page.locator(".given")).to_contain_text("The prevention plan of 2026")
    check_accessible(page)
    picture(page, f"cleared-{language}")
    picture(page, f"cleared-{language}", "narrow")
    second.close()


def _people(node: RunningNode, state: str) -> None:
    command = [sys.executable, "-c", PEOPLE, state, OWN_PASSWORD]
    subprocess.run(command, env=node.environment, check=True, cwd=ROOT, capture_output=True, timeout=60)


def _sign_in(page: Page, name: str) -> None:
    page.goto("/accounts/login/")
    page.locator("[name=login]").fill(name)
    page.locator("[name=password]").fill(OWN_PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state()


def _hand(page: Page, section: str, post: str) -> None:
    handing = page.locator(f"#part-{section} details", has=page.locator('select[name="post"]'))
    handing.locator("summary").click()
    select = handing.locator("select")
    wanted = next(one for one in select.locator("option").all_inner_texts() if post in one)
    select.select_option(label=wanted)
    handing.locator("button").click()
