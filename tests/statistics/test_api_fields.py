"""The API takes no field that it does not know: a slip must not be published as if nothing had been said."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cjin.core.models import User
from cjin.statistics.models import Publication
from cjin.statistics.models.schemes import Scheme
from tests.core.conftest import *  # noqa: F403 - people and their posts
from tests.statistics.published import loaded

pytestmark = pytest.mark.django_db
API = "/api/v1/statistics"
JSON = "application/json"


@pytest.fixture
def writer(client: Client, make_person: Callable[..., User]) -> Client:
    """A client of somebody who may release and edit figures."""
    client.force_login(make_person("writer", "statistics.publish", "statistics.edit"))
    return client


def told(answer: Any) -> dict[str, str]:
    assert answer.status_code == 422, answer.content
    return {one["where"]: one["message"] for one in answer.json()["faults"]}


def test_a_term_that_is_not_known_publishes_nothing(writer: Client, tmp_path: Path, now: datetime) -> None:
    load = loaded(tmp_path, now)
    said = {"load": load.key, "tables": "crime-and-justice", "relase": "public", "colour": "red"}
    faults = told(writer.post(f"{API}/publications", said, content_type=JSON))
    assert set(faults) == {"body.relase", "body.colour"}
    assert "did you mean release?" in faults["body.relase"]
    assert not Publication.objects.exists()


def test_a_scheme_with_a_strange_field_is_not_made(writer: Client) -> None:
    said = {"slug": "national", "title": "National", "verson": "2024"}
    assert set(told(writer.post(f"{API}/schemes", said, content_type=JSON))) == {"body.verson"}
    assert not Scheme.objects.filter(slug="national").exists()
    del said["verson"]
    assert writer.post(f"{API}/schemes", said, content_type=JSON).status_code == 200


def test_a_strange_field_of_a_form_is_told(writer: Client) -> None:
    file = SimpleUploadedFile("figures.csv", b"x")
    said = {"file": file, "layout": "unodc", "vintag": "2024-01-01"}
    assert set(told(writer.post(f"{API}/datasets", said))) == {"form.vintag"}


@pytest.mark.parametrize("name", ["publications", "loads", "datasets", "sources", "findings", "schemes"])
def test_a_list_takes_no_question_that_it_does_not_know(writer: Client, name: str) -> None:
    assert writer.get(f"{API}/{name}?limit=2").status_code == 200
    assert set(told(writer.get(f"{API}/{name}?limit=2&sorce=police"))) == {"query.sorce"}
