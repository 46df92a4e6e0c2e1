"""How many records a national code has is a count before confidentiality: only who edits figures is told."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from cjin.core.models import User
from cjin.core.rules.release import ReleaseLevel
from cjin.statistics.actions.loading import load_files
from cjin.statistics.actions.scheming import load
from cjin.statistics.models import Source
from cjin.statistics.queries.schemes import load_for, scheme_by_slug

pytestmark = pytest.mark.django_db
PAGES = (
    "/statistics/schemes",
    "/statistics/schemes/us-chi-iucr",
    "/statistics/schemes/us-chi-iucr/codes/0110",
    "/api/v1/statistics/schemes/us-chi-iucr",
)
MAPPING = (
    "source: city\ntitle: City\narea: XA\nunit: offence\n"
    "columns: {incident: id, record_date: day, offence: {column: code, scheme: us-chi-iucr}}"
)


@pytest.fixture
def scheme(tmp_path: Path, now: datetime) -> None:
    """The catalogue's scheme, and a load of 777 records of which 773 are of one of its codes."""
    path = tmp_path / "rows.csv"
    codes = ["0110"] * 773 + ["0130"] * 4
    path.write_text("id,day,code\n" + "".join(f"{n},2020-03-04,{code}\n" for n, code in enumerate(codes)))
    load(now=now)
    load_files(paths=[path], mapping=MAPPING, name="mapping", links=None, by=None, now=now)


def told(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


@pytest.mark.usefixtures("scheme")
@pytest.mark.parametrize("level", [ReleaseLevel.OWN, ReleaseLevel.PUBLIC])
@pytest.mark.parametrize("duty", [None, "", "statistics.publish"])
def test_volumes_are_told_to_nobody_else(
    level: ReleaseLevel, duty: str | None, client: Client, make_person: Callable[..., User]
) -> None:
    source = Source.objects.get(slug="city")
    person = None if duty is None else make_person("colleague", *([duty] if duty else []))
    source.release = level
    if person is not None and (post := person.holdings.first()):
        source.owner = post.post.organization
    source.save()
    if person is not None:
        client.force_login(person)
    for path in PAGES:
        shown = told(client, path)
        for sign in (">773<", "of 777", ": 777", "city@", "Records", "records"):
            assert sign not in shown, (path, sign)
    assert client.get(PAGES[-1]).json()["coverage"] == {"codes": 218, "codes_placed": 216, "codes_settled": 218}
    assert load_for(person or AnonymousUser(), scheme_by_slug("us-chi-iucr")) is None


@pytest.mark.usefixtures("scheme")
def test_who_edits_figures_sees_the_volumes(client: Client, make_person: Callable[..., User]) -> None:
    client.force_login(make_person("editor", "statistics.edit"))
    for path in PAGES[:2]:
        assert "773 of 777" in told(client, path), path
    assert ">773<" in told(client, PAGES[1])
    assert "773 records" in told(client, PAGES[2])
    covered = client.get(PAGES[-1]).json()["coverage"]
    assert (covered["load"], covered["records"], covered["records_placed"]) == ("city@1", 777, 773)
