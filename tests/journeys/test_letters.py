"""A letter from its passages to its signature, and the very file taken in again; an altered one is refused."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.running import ROOT, RunningNode

WRITES = """
import sys, django; django.setup()
from django.utils import timezone
from cjin.core.actions.organizations import appoint, create_organization, create_post
from cjin.core.models import User
from cjin.requests.actions.cases import act, open_request
from cjin.requests.actions.wordings import Put, put_wordings
from cjin.requests.queries.letters import units_of
from cjin.requests.rules.writing.drafts import Draft
from cjin.requests.rules.writing.kinds import kind_named
from tests.requests.letters.samples import ANSWERS, TREATY, in_arabic
now = timezone.now()
head = User.objects.get(username=sys.argv[1])
clerk, chief = (User.objects.get_or_create(username=one, email=f"{one}@example.org")[0] for one in ("clerk", "chief"))
body = create_organization(name={"en": "Central authority"}, kind="government", by=None, now=now)
for person in (head, clerk, chief):
    duties = ["requests.write", "requests.approve", "requests.send"]
    post = create_post(organization=body, title={"en": "Officer"}, duties=duties, by=None, now=now)
    appoint(person=person, post=post, held_from=timezone.localdate(now), by=None, now=now)
draft = Draft(kind_named("mutual-legal-assistance"), "XAA", "XBB", "xbb-ministry-of-justice", TREATY, ANSWERS)
made = open_request(draft=draft, by=clerk, now=now)
said = [Put(one.unit, in_arabic(one)) for one in units_of(made)]
put_wordings(reference=made.reference, language="ar", said=said[1:], revision=1, by=clerk, now=now)
print(made.reference)
"""
APPROVES = """
import sys, django; django.setup()
from django.utils import timezone
from cjin.core.models import User
from cjin.requests.actions.cases import act
for name, done in (("clerk", "submit"), ("chief", "approve")):
    act(reference=sys.argv[1], act=done, by=User.objects.get(username=name), now=timezone.now())
"""

BECOMES = """
import sys, django; django.setup()
from cjin.core.models import Organization
Organization.objects.filter(owns_node=True).update(state_code=sys.argv[1])
"""


def told_by(node: RunningNode, script: str, *arguments: str) -> str:
    """What a script prints that runs beside the node."""
    command = [sys.executable, "-c", script, *arguments]
    done = subprocess.run(
        command, env=node.environment, check=True, cwd=ROOT, capture_output=True, timeout=120, text=True
    )
    return (done.stdout.strip().splitlines() or [""])[-1]


@pytest.mark.parametrize("noise", [["status of 4"]])
def test_a_letter_is_worded_signed_and_taken_in(
    page: Page,
    node: RunningNode,
    language: str,
    sign_in: Callable[[Page], None],
    check_accessible: Callable[[Page], None],
    picture: Callable[..., Path],
    tmp_path: Path,
) -> None:
    reference = told_by(node, WRITES, node.administrator[0])

    def look(name: str) -> None:
        check_accessible(page)
        for size in ("wide", "narrow"):
            picture(page, f"letter-{name}-{language}", size)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    sign_in(page)
    page.goto(f"/requests/{reference}/letter")
    look("draft")
    page.locator(f'main a[href="/requests/{reference}/wording/ar"]').first.click()
    page.wait_for_url("**/wording/ar")
    page.locator("textarea").first.fill("السلطة المركزية للدولة التجريبية XAA")
    passages = page.locator(".passage").count()
    look("passages")
    page.locator("main form button[type=submit]").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".passage .status.done")).to_have_count(passages)

    told_by(node, APPROVES, reference)
    page.goto(f"/requests/{reference}/letter")
    page.locator("section.sign button").focus()
    page.keyboard.press("Enter")
    kept = page.locator(f'main a[href^="/requests/{reference}/letters/"]')
    expect(kept).to_have_count(1)
    look("signed")
    with page.expect_download() as coming:
        kept.click()
    letter = coming.value.path().read_bytes()

    page.goto("/requests/take")
    told_by(node, BECOMES, "XBB")  # the node of the State that is asked
    for name, content, answer in (
        ("letter", letter, ".notice.warning"),
        ("again", letter, ".notice.warning"),
        ("altered", letter.replace(b"/Reason", b"/Raison"), ".error-summary"),
    ):
        (tmp_path / f"{name}.pdf").write_bytes(content)
        page.locator("input[type=file]").set_input_files(tmp_path / f"{name}.pdf")
        page.locator("main form button[type=submit]").first.click()
        expect(page.locator(answer)).to_be_visible()
        look(f"take-{name}")
    page.locator('main a[href="/requests/attempts"]').first.click()
    expect(page.locator("main")).to_contain_text("altered.pdf")
    look("attempts")
    told_by(node, BECOMES, "XAA")
