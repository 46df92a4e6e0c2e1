"""The headings of a discussion, and the round on which it opens."""

import re
from datetime import datetime, timedelta

import pytest
from django.test import Client

from cjin.core.models import User
from cjin.core.rules.errors import Invalid
from cjin.core.rules.multilingual import Multilingual
from cjin.cycles.actions.forms import put_form
from cjin.cycles.actions.rounds import open_round
from cjin.cycles.models import FormVersion
from cjin.cycles.queries.discussions import rounds_for, sections_of
from tests.cycles.forms import DEFINITION
from tests.cycles.test_workplan import DAY, put

pytestmark = pytest.mark.usefixtures("known")


def _form(kind: str, name: str, section: str, at: datetime) -> FormVersion:
    """Another form on the same instrument, with one section."""
    asked = {**DEFINITION["sections"][0], "section": section, "title": {"en": section.title()}}
    made = put_form(
        definition={**DEFINITION, "form": name, "kind": kind, "sections": [asked]}, by=None, now=at + timedelta(days=1)
    )
    FormVersion.objects.filter(pk=made.pk).update(at=at)
    return made


def test_headings_are_those_of_the_follow_up_form_and_stored_ones_are_never_lost(
    client: Client, secretariat: User, now: datetime
) -> None:
    follow_up = _form("follow-up", "kyoto", "pillar", now)
    one = put(now, topics=[], sections=["pillar"])
    _form("survey", "courts", "courts", now + timedelta(days=1))
    assert [section.section for section in sections_of("kyoto-2021")] == ["pillar"]
    _form("follow-up", "kyoto-next", "chapter", now + timedelta(days=2))
    assert [section.section for section in sections_of("kyoto-2021")] == ["chapter"]
    FormVersion.objects.filter(pk=follow_up.pk).update(frozen_at=now)
    assert [section.section for section in sections_of("kyoto-2021")] == ["pillar"]
    FormVersion.objects.filter(form="kyoto-next").update(frozen_at=now)
    client.force_login(secretariat)
    assert "Pillar" in client.get("/follow-up/workplan/").content.decode().split("Pillar I")[1]
    here = f"/follow-up/workplan/{one.pk}/change"
    page = client.get(here).content.decode()
    assert re.search(r'value="pillar"[^>]*checked', page)
    assert 'value="chapter"' in page
    sent = {"title_en": "Anew", "begins": "2026-03-02", "ends": "2026-03-02", "sections": ["pillar"],
            "seen": one.at.isoformat()}  # fmt: skip
    assert client.post(here, sent).status_code == 302
    one.refresh_from_db()
    assert (one.title["en"], one.sections) == ("Anew", ["pillar"])
    with pytest.raises(Invalid):
        put(now, topics=[], sections=["pillar"])


def test_a_discussion_opens_on_the_newest_real_round_of_a_follow_up_form(now: datetime) -> None:
    follow_up, survey = _form("follow-up", "kyoto", "pillar", now), _form("survey", "courts", "courts", now)

    def asked(slug: str, form: FormVersion, month: int, simulated: bool = False) -> None:
        day = DAY.replace(month=month)
        open_round(
            slug=slug, title=Multilingual(en=slug), form=form, opens=day, due=day, respondents=["KEN"],
            simulated=simulated, by=None, now=now,
        )  # fmt: skip

    asked("old", follow_up, 1)
    asked("new", follow_up, 2)
    asked("made-up", follow_up, 3, simulated=True)
    asked("survey", survey, 4)
    found = [one.slug for one in rounds_for("kyoto-2021", None, today=DAY)]
    assert found == ["new", "old", "made-up", "survey"]
