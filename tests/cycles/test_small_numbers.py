"""Where few replies have no name, counts are not shown to the public: neither on pages nor in files nor by the API."""

from datetime import date, datetime

import pytest
from django.test import Client

from cjin.core.models import User
from cjin.core.rules.errors import NotAllowed
from cjin.cycles.actions.discussions import put_discussion
from cjin.cycles.models import Clearing, Discussion, FormVersion, Respondent, Round
from cjin.cycles.permissions import check_can_compile, too_few
from cjin.cycles.queries.compiled import compiled
from cjin.cycles.queries.discussions import compilation_for, rounds_for
from cjin.cycles.queries.documents import written, wrong_in
from cjin.cycles.queries.series import over_rounds
from cjin.cycles.rules.compiling.naming import LEAST
from tests.cycles.test_result_pages import STATES, opened, reply, state

TODAY = date(2026, 3, 2)
HERE = "/follow-up/small"
PAGES = tuple(
    f"{HERE}/results{one}" for one in ("", "/difficulties", "/series", "/map", "/matrix", "/figures", ".json", ".csv")
)
FILES = tuple(f"{HERE}/results/{one}.json" for one in ("difficulties", "series", "matrix", "figures"))
API = tuple(f"/api/v1/cycles/rounds/small/{one}" for one in ("compilation", "series", "matrix", "figures"))


pytestmark = pytest.mark.usefixtures("known")


def small(form: FormVersion, now: datetime, *, unnamed: int, named: int = 0, slug: str = "small") -> Round:
    """A closed round to which so many replied."""
    found = opened(slug, form, date(2026, 1, 1), now)
    for place, code in enumerate(STATES[: unnamed + named]):
        reply(found, code, {"para-1": state("regressed", difficulties=["funds"])}, named=place >= unnamed, now=now)
    found.refresh_from_db()
    return found


def hidden(round_: Round) -> bool:
    """Whether the public is refused the results."""
    try:
        check_can_compile(_anybody(), round_, today=TODAY)
    except NotAllowed:
        return True
    return False


def _about_corruption(now: datetime) -> Discussion:
    return put_discussion(
        work="kyoto-2021", title={"en": "Pillar"}, begins=TODAY, ends=TODAY, topics=["corruption"], by=None, now=now
    )


def _anybody() -> User:
    return User.objects.get_or_create(username="anybody", email="anybody@example.org")[0]


@pytest.mark.parametrize("named", [0, 2])
@pytest.mark.parametrize("unnamed", range(5))
def test_the_public_sees_counts_where_no_reply_or_enough_of_them_have_no_name(
    form: FormVersion, now: datetime, unnamed: int, named: int
) -> None:
    assert hidden(small(form, now, unnamed=unnamed, named=min(named, 6 - unnamed))) is (0 < unnamed < LEAST)


def test_neither_pages_nor_files_nor_the_api_tell_what_one_reply_says(
    client: Client, form: FormVersion, secretariat: User, now: datetime
) -> None:
    small(form, now, unnamed=1)
    reader = Client()
    reader.force_login(_anybody())
    number = _about_corruption(now).pk
    plan, compiled = f"/follow-up/workplan/{number}", f"/api/v1/cycles/workplan/{number}/compilation?round=small"
    for page in (*PAGES, *FILES, *API, compiled):
        assert client.get(page).status_code in (401, 403), page
        told = reader.get(page)
        assert told.status_code == 403, page
        assert b"1 of 6 have replied" in told.content, page
    page = client.get(f"{HERE}/").content.decode()
    assert "1 of 6 have replied. What they say is not shown" in page
    assert "Western European" not in page
    assert f"{HERE}/results" not in page
    said = client.get(plan)
    assert b"Paragraph 1:" not in said.content
    assert client.get(f"{plan}.html?round=small").status_code == 404
    client.force_login(secretariat)
    for page in (*PAGES, *FILES, *API, compiled, f"{plan}.html?round=small"):
        assert client.get(page).status_code == 200, page
    assert b"Western European" in client.get(f"{HERE}/").content


def test_a_published_reply_has_a_name_until_another_one_counts(form: FormVersion, now: datetime) -> None:
    round_ = small(form, now, unnamed=1)
    assert too_few([round_]) == {round_.pk}
    Clearing.objects.update(published_at=now)
    assert too_few([round_]) == set()
    one = round_.respondents.get(state=STATES[0])
    Clearing.objects.create(respondent=one, number=2, content={"answers": {}}, sha256="", at=now)
    assert too_few([round_]) == {round_.pk}
    Clearing.objects.update(withdrawn_at=now)
    assert too_few([round_]) == set()


def test_a_simulated_round_is_for_everybody(form: FormVersion, now: datetime) -> None:
    round_ = small(form, now, unnamed=1)
    Round.objects.update(simulated=True)
    round_.refresh_from_db()
    assert not hidden(round_)
    assert rounds_for("kyoto-2021", _anybody(), today=TODAY) == [round_]


def test_over_rounds_the_public_sees_no_round_of_few(form: FormVersion, now: datetime) -> None:
    before = small(form, now, unnamed=2, slug="before")
    after = opened("after", form, date(2026, 6, 1), now, previous=before)
    for code in STATES[:4]:
        reply(after, code, {"para-1": state("implemented")}, named=False, now=now)
    assert [one["round"] for one in over_rounds(after, "en")["rounds"]] == ["before", "after"]
    told = over_rounds(after, "en", public=True)
    assert [one["round"] for one in told["rounds"]] == ["after"]
    assert [len(one["points"]) for one in told["provisions"]] == [1] * len(told["provisions"])
    assert rounds_for("kyoto-2021", _anybody(), today=TODAY) == [after]
    for whole, changed in ((True, 2), (False, 0)):
        line = compiled(after, "en", now=now, whole=whole)["provisions"][0]
        assert (line["changes"]["advanced"], line["of_both"], line["practice"]["implemented"]) == (changed, changed, 4)
        said = compilation_for(_about_corruption(now), after, "en", cutoff=TODAY, whole=whole)
        assert bool(said.sentence("advanced/para-1")) is whole
        assert wrong_in(written(said, "docx", round_="after", day=TODAY), now=now) == []
    assert Respondent.objects.count() == 12
