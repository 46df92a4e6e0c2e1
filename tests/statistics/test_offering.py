"""A name that is not known is answered with the one that is near, or with what there is; never with what is hidden."""

from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from cjin.core.rules.errors import NotFound
from cjin.core.rules.offering import SOME, near, offered, some
from cjin.node.cli import house
from cjin.statistics.actions.importing import import_file
from cjin.statistics.queries.datasets import dataset_by_key
from cjin.statistics.queries.loads import load_by_key
from cjin.statistics.rules.tableset import declaration_named, set_names
from tests.statistics.portal import line, portal_file
from tests.statistics.published import loaded

names = st.lists(st.text("abc-", min_size=1, max_size=6), max_size=12)


@given(st.text("abc-", max_size=6), names)
def test_only_what_is_there_is_offered(said: str, there: list[str]) -> None:
    assert near(said, there) in {"", *there}
    assert set(some(there).removesuffix(" …").split(", ")) - {""} <= set(there)
    assert some(there).endswith("…") == (len(set(there)) > SOME)
    assert offered(said, there).endswith(("?", "."))


@pytest.mark.parametrize("said", ["crime-and-justce", "../secret", "nothing like it at all"])
def test_a_table_set_that_is_not_there(said: str) -> None:
    with pytest.raises(NotFound) as caught:
        declaration_named(said)
    assert f"There is no table set {said}" in caught.value.message
    assert "crime-and-justice" in caught.value.message
    assert ("did you mean" in caught.value.message) is said.startswith("crime")
    assert all(declaration_named(name) for name in set_names())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("made-up-polce", "There is no load made-up-polce. Did you mean made-up-police?"),
        ("made-up-police@9", "There is no load made-up-police@9. There are: made-up-police@1."),
        ("xyz", "There is no load xyz. There are: made-up-police."),
    ],
)
def test_a_load_that_is_not_there(said: str, told: str, tmp_path: Path, now: datetime, client: Client) -> None:
    with pytest.raises(NotFound) as caught:
        load_by_key(said)
    assert caught.value.message == f"There is no load {said}."
    loaded(tmp_path, now)
    with pytest.raises(NotFound) as caught:
        load_by_key(said)
    assert caught.value.message == told
    shown = CliRunner().invoke(house, ["statistics", "publish", "crime-and-justice", "--load", said])
    assert told in f"{shown.exception}{shown.output}"
    answer = client.get(f"/api/v1/statistics/loads/{said}")
    assert answer.status_code == 404
    assert "made-up-police@1" not in answer.content.decode()
    assert "Did you mean" not in answer.content.decode()


@pytest.mark.django_db
def test_a_dataset_that_is_not_there(tmp_path: Path, now: datetime) -> None:
    one = import_file(path=portal_file(tmp_path, line()), layout="unodc", by=None, now=now)
    with pytest.raises(NotFound, match=f"Did you mean {one.source.slug}"):
        dataset_by_key(f"{one.source.slug}x")
