"""The pages of datasets and findings: who sees them, what they show, what can be decided there."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
import python_calamine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone, translation
from pytest_django import DjangoAssertNumQueries  # noqa: F401 - its fixture is used by name

from cjin.core.models import AuditRow, User
from cjin.statistics.actions.checking import check
from cjin.statistics.actions.importing import import_file
from cjin.statistics.models import Dataset, Finding
from tests.core.conftest import *  # noqa: F403 - people and their posts
from tests.statistics.portal import line, portal_file

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(settings, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    settings.CJIN_HOME = tmp_path


@pytest.fixture
def dataset(tmp_path: Path) -> Dataset:
    rows = [
        line(category="Sexual violence", value=10),
        line(category="Sexual violence: Rape", value=30),
        line(year=1013),
        line(indicator="Victims of sexual exploitation", category="Total", sex="Male", age="Oct-17", value="<5"),
    ]
    made = import_file(path=portal_file(tmp_path / "in", *rows), layout="unodc", by=None, now=NOW)
    check(dataset=made, by=None, now=NOW)
    return made


@pytest.fixture
def editor(make_person: Callable[..., User], client: Client) -> Client:
    client.force_login(make_person("editor", "statistics.edit"))
    return client


def test_what_is_not_released_is_not_there(dataset: Dataset) -> None:
    finding = Finding.objects.first()
    assert finding is not None
    for address in (dataset.get_absolute_url(), finding.get_absolute_url()):
        assert Client().get(address).status_code == 404
    assert dataset.key not in Client().get("/statistics/datasets").content.decode()
    assert "XAA" not in Client().get("/statistics/findings").content.decode()
    dataset.source.release = "public"
    dataset.source.save()
    assert Client().get(dataset.get_absolute_url()).status_code == 200
    shown = Client().get(finding.get_absolute_url())
    assert shown.status_code == 200
    assert '<form method="post" action="/statistics/findings' not in shown.content.decode()


def test_a_dataset_says_what_was_wrong(dataset: Dataset, editor: Client) -> None:
    said = editor.get(dataset.get_absolute_url()).content.decode()
    assert all(one in said for one in ("Oct-17", "10-17", "1013", "A part is larger than its whole."))


def test_downloads_carry_the_words_and_no_formula(dataset: Dataset, editor: Client) -> None:
    finding = Finding.objects.get(rule="part-above-whole")
    url = f"{finding.get_absolute_url()}/explain"
    assert editor.post(url, {"revision": 0, "words": "=Counted twice"}).status_code == 302
    base = dataset.get_absolute_url()
    text = b"".join(editor.get(f"{base}/observations.csv")).decode("utf-8-sig")  # type: ignore[arg-type]
    row = next(one for one in text.splitlines() if "Rape" in one)
    assert row.endswith(",'=Counted twice")
    assert ",,Q," in next(one for one in text.splitlines() if "Y10T17" in one)
    listed = b"".join(editor.get("/statistics/findings?format=csv")).decode("utf-8-sig")  # type: ignore[arg-type]
    assert "'=Counted twice" in listed
    assert "1013" in b"".join(editor.get(f"{base}/apart.csv")).decode()  # type: ignore[arg-type]
    assert editor.get(f"{base}/..%2Fsecret").status_code == 404


def test_deciding_keeps_what_was_typed_and_refuses_the_late(dataset: Dataset, editor: Client) -> None:
    finding = Finding.objects.get(rule="part-above-whole")
    base = finding.get_absolute_url()
    empty = editor.post(f"{base}/explain", {"revision": 0, "words": " "})
    assert empty.status_code == 422
    assert 'class="error-summary"' in empty.content.decode()
    assert editor.post(f"{base}/accept", {"revision": 0, "words": "So it is"}).status_code == 302
    assert editor.post(f"{base}/explain", {"revision": 0, "words": "too late"}).status_code == 409
    assert "So it is" in editor.get(base).content.decode()
    assert editor.post(f"{base}/reopen", {"revision": 1}).status_code == 302
    assert editor.post(f"{base}/explode", {"revision": 2}).status_code == 404
    acts = AuditRow.objects.filter(stream="statistics", obj=dataset.key).values_list("act", flat=True)
    assert list(acts.order_by("position"))[-2:] == ["accept", "reopen"]


def test_without_the_duty_nothing_is_decided(
    dataset: Dataset, make_person: Callable[..., User], client: Client
) -> None:
    client.force_login(make_person("reader"))
    finding = Finding.objects.first()
    assert finding is not None
    for address in (f"{finding.get_absolute_url()}/accept", f"{dataset.get_absolute_url()}/check"):
        assert client.post(address, {"revision": 0}).status_code == 403


def test_a_file_is_read_in_on_the_page_and_a_bad_one_is_told_there(editor: Client) -> None:
    empty = SimpleUploadedFile("empty.csv", b"")
    told = editor.post("/statistics/datasets", {"file": empty, "layout": "unodc"})
    assert told.status_code == 422
    good = SimpleUploadedFile("good.csv", "\n".join(["title", HEADER_AND_ROW]).encode())
    done = editor.post("/statistics/datasets", {"file": good, "layout": "unodc", "vintage": "2020-06-30"})
    assert done.status_code == 302
    assert Dataset.objects.get().vintage.isoformat() == "2020-06-30"
    assert "nothing changed" not in editor.get(done["Location"]).content.decode()
    good.seek(0)
    again = editor.post("/statistics/datasets", {"file": good, "layout": "unodc", "vintage": "2020-06-30"}, follow=True)
    assert "This was read in before as unodc-portal@1; nothing changed." in again.content.decode()


HEADER_AND_ROW = "\n".join(
    [
        "Iso3_code,Country,Region,Subregion,Indicator,Dimension,Category,Sex,Age,Year,Unit of measurement,VALUE,Source",
        line(),
    ]
)


def test_the_list_filters_pages_and_keeps_its_number_of_queries(
    dataset: Dataset, editor: Client, django_assert_max_num_queries: Callable[..., object]
) -> None:
    Finding.objects.bulk_create(
        Finding(
            dataset=dataset, rule="revised", severity=3, digest=f"{number:064}", area=f"X{number % 7}", indicator="I",
            category="C", year=2000, values={"found": number},
        )
        for number in range(1_234)
    )  # fmt: skip
    with django_assert_max_num_queries(16):  # type: ignore[attr-defined]
        first = editor.get("/statistics/findings").content.decode()
    total = Finding.objects.count()
    assert f"{total:,}" in first
    seen, address = 0, "/statistics/findings?area=X3"
    while address:
        page = editor.get(address)
        seen += len(page.context["rows"])
        address = page.context["next"]
    assert seen == Finding.objects.filter(area="X3").count()
    for wrong in ("severity=x", "dataset=a@b", "severity=%F0%9F%A6%84", "after=9~9~9", "before=1~x", "rule='--"):
        assert editor.get(f"/statistics/findings?{wrong}").status_code == 200


def test_pages_speak_six_languages(dataset: Dataset, editor: Client) -> None:
    finding = Finding.objects.get(rule="part-above-whole")
    heads = set()
    for code in ("en", "fr", "es", "ru", "zh-hans", "ar"):
        editor.cookies["cjin_language"] = code
        with translation.override(code):
            said = editor.get(finding.get_absolute_url()).content.decode()
        heads.add(said.partition("<h1>")[2].partition("</h1>")[0])
    assert len(heads) == 6


@pytest.mark.parametrize(("said", "years"), [
    ("2022, 2024", {"2022", "2024"}), ("2020-2022 2024", {"2020", "2021", "2022", "2024"}),
    ("2020 – 2021;2023", {"2020", "2021", "2023"}), ("", {str(timezone.localdate().year - 1)}),
])  # fmt: skip
def test_a_workbook_to_fill_comes_from_the_page(said: str, years: set[str], editor: Client, tmp_path: Path) -> None:
    begun = editor.get("/statistics/datasets").content.decode()
    assert 'action="/statistics/template"' in begun
    asked = {"template-tables": "sustainable-development", "template-years": said, "template-area": "XAA"}
    answer = editor.get("/statistics/template", asked)
    path = tmp_path / "template.xlsx"
    path.write_bytes(answer.content)
    book = python_calamine.CalamineWorkbook.from_path(str(path))
    rows = book.get_sheet_by_name("sdg-16-1-1").to_python()
    assert {row[rows[1].index("TIME_PERIOD")] for row in rows[2:]} == years
    assert ["REF_AREA", "XAA"] in [row[:2] for row in book.get_sheet_by_name("About").to_python()]


@pytest.mark.parametrize("years", ["20", "2024-2020", "1066", "2000-2030", "x", "2024-"])
def test_years_of_a_workbook_that_cannot_be_are_told(years: str, client: Client) -> None:
    answer = client.get("/statistics/template", {"template-tables": "crime-and-justice", "template-years": years})
    assert answer.status_code == 422
    assert "template-years" in answer.content.decode()
    assert "years" in answer.context["form"].errors
