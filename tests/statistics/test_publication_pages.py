"""Pages of publications and of single figures: what they say, who may act, what a later publication changed."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from cjin.core.models import User
from cjin.core.rules.duties import Duty
from cjin.core.rules.release import ReleaseLevel
from cjin.statistics.actions.publishing import Terms
from cjin.statistics.models import Scheme
from cjin.statistics.queries.flows import address_of, flow_for
from tests.statistics.published import PUBLIC, loaded, published
from tests.statistics.test_counting import made

pytestmark = pytest.mark.django_db


@pytest.fixture
def publisher(client: Client, make_person: Callable[..., User]) -> Client:
    """A client of somebody who may release figures."""
    client.force_login(make_person("publisher", Duty.STATISTICS_PUBLISH))
    return client


def cell_url(status: str = "A", identity: str = "by-sex") -> str:
    held = flow_for(None, identity)
    cell = next(one for one in held.cells() if one.status == status and one.value != 0)
    return reverse("statistics:cell", kwargs=dict(address_of(held, cell)))


def test_a_figure_says_how_it_was_made(client: Client, tmp_path: Path, now: datetime) -> None:
    one = published(loaded(tmp_path, now), now)
    page = client.get(cell_url()).content.decode()
    assert one.load is not None
    assert one.load.key in page
    assert one.load.digest not in page, "a guess of the records could be confirmed by it"
    assert "every offence counts" in page
    assert "Counts of persons, incidents and offences" in page
    assert "unit: offence" in page, "the declaration of the table"


def test_a_figure_that_is_kept_back_stays_so(client: Client, tmp_path: Path, now: datetime) -> None:
    published(loaded(tmp_path, now, made(150, 1)), now)
    page = client.get(cell_url("Q")).content.decode()
    assert "kept back" in page


def with_codes() -> str:
    """The page of a figure that two national codes count in."""
    held = flow_for(None, "by-sex")
    cell = next(one for one in held.cells() if one.codes["ICCS"] == "0101+0102" and one.codes["SEX"] == "_T")
    return reverse("statistics:cell", kwargs=dict(address_of(held, cell)))


def test_a_figure_names_its_national_codes(publisher: Client, tmp_path: Path, now: datetime) -> None:
    published(loaded(tmp_path, now), now)
    page = publisher.get(with_codes()).content.decode()
    assert "Attempted murder" in page
    assert "Assault" not in page


@pytest.mark.parametrize("release", [None, *ReleaseLevel])
def test_national_codes_are_shown_to_who_may_see_their_scheme(
    release: ReleaseLevel | None, client: Client, tmp_path: Path, now: datetime
) -> None:
    published(loaded(tmp_path, now), now)
    if release:
        Scheme.objects.create(slug="national", title="A national scheme", release=release)
    told = client.get("/api/v1" + with_codes()).json()
    page = client.get(with_codes()).content.decode()
    shown = release == ReleaseLevel.PUBLIC
    assert ("Attempted murder" in page, "Attempted murder" in str(told["codes"])) == (shown, shown)
    assert ("not released to you" in page, told["code_count"]) == (not shown, 2)


def test_a_later_publication_shows_what_it_changed(client: Client, tmp_path: Path, now: datetime) -> None:
    rows = made(400, 3)
    open_terms = Terms(ReleaseLevel.PUBLIC, rule="", reason="made up")
    published(loaded(tmp_path, now, rows), now, open_terms)
    url = cell_url()
    second = published(loaded(tmp_path, now, [*rows, {**rows[0], "incident": "9999"}]), now, open_terms)
    page = client.get(second.get_absolute_url()).content.decode()
    assert "figures changed" in page
    assert "0 of" not in page.split("By sex")[-1][:200]
    older = client.get(url).content.decode()
    assert "A later publication has this figure too." in older
    assert ", publication 2" in older


@pytest.mark.parametrize(
    "tail",
    [
        "made-up-police/9/by-sex/A.XA.0101._T.NR/2019",
        "made-up-police/1/no-flow/A.XA.0101._T.NR/2019",
        "made-up-police/1/by-sex/A.XA/2019",
        "made-up-police/1/by-sex/A.XA.0101._T.NR/2090",
        "nobody/1/by-sex/A.XA.0101._T.NR/2019",
    ],
)
def test_no_such_figure(client: Client, tail: str, tmp_path: Path, now: datetime) -> None:
    published(loaded(tmp_path, now), now)
    assert client.get(f"/statistics/cells/{tail}").status_code == 404


def test_what_is_not_released_is_not_there(client: Client, tmp_path: Path, now: datetime) -> None:
    one = published(loaded(tmp_path, now), now, Terms())
    assert client.get(one.get_absolute_url()).status_code == 404
    assert client.get(cell_url()).status_code == 404
    assert one.source.title not in client.get("/statistics/publications").content.decode()


def test_taking_back_needs_a_reason_and_the_duty(publisher: Client, tmp_path: Path, now: datetime) -> None:
    one = published(loaded(tmp_path, now), now, PUBLIC)
    url = reverse("statistics:withdraw", args=[one.source.slug, one.number])
    assert Client().post(url, {"why": "x"}).status_code == 403
    assert publisher.post(url, {"why": " "}).status_code == 422
    assert publisher.post(url, {"why": "A wrong mapping"}).status_code == 302
    assert publisher.post(url, {"why": "again"}).status_code == 409
    told = Client().get(one.get_absolute_url())
    assert told.status_code == 410
    assert b"A wrong mapping" in told.content
    assert Client().get(f"/api/v1/statistics/publications/{one.source.slug}/{one.number}").status_code == 404
    own = published(loaded(tmp_path, now), now, Terms(release=ReleaseLevel.OWN))
    publisher.post(reverse("statistics:withdraw", args=[own.source.slug, own.number]), {"why": "A secret"})
    assert Client().get(own.get_absolute_url()).status_code == 404, "what was never released to them is not there"
    assert b"A wrong mapping" in publisher.get(one.get_absolute_url()).content


def test_pages_ask_as_often_however_much_there_is(
    client: Client, tmp_path: Path, now: datetime, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    for seed in (3, 4, 5):
        published(loaded(tmp_path, now, made(60, seed)), now)
    with django_assert_max_num_queries(12):  # type: ignore[attr-defined]
        client.get("/statistics/publications")
    with django_assert_max_num_queries(14):  # type: ignore[attr-defined]
        client.get(cell_url())


def test_what_could_not_be_protected_is_told_to_who_releases_figures_alone(
    publisher: Client, tmp_path: Path, now: datetime
) -> None:
    one = published(loaded(tmp_path, now, made(150, 1)), now)
    one.report["hidden"]["unprotected"] = ["2019 01 sex=M"]
    one.save(update_fields=["report"])
    api = f"/api/v1/statistics/publications/{one.source.slug}/{one.number}"
    assert b"sex=M" in publisher.get(one.get_absolute_url()).content
    assert "unprotected" in publisher.get(api).json()["hidden"]
    assert b"sex=M" not in Client().get(one.get_absolute_url()).content
    assert set(Client().get(api).json()["hidden"]) == {"total"}
