"""States and topics are found by the search, in each language that names them."""

from datetime import datetime

import pytest

from cjin.core.models import SearchEntry
from cjin.core.queries.search import search
from cjin.core.rules.search import SearchSource
from cjin.reference.actions import load
from cjin.reference.models import State, Topic
from cjin.reference.search import States, Topics

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("question", "language", "found"),
    [
        ("Kenya", "en", ("state", "KEN")),
        ("كينيا", "ar", ("state", "KEN")),
        ("肯尼亚", "zh", ("state", "KEN")),
        ("Кения", "ru", ("state", "KEN")),
        ("KEN", None, ("state", "KEN")),
        ("prison overcrowding", "en", ("topic", "prison-overcrowding")),
    ],
)
def test_states_and_topics_are_found(
    catalogue: None, question: str, language: str | None, found: tuple[str, str]
) -> None:
    hits = search(question, language=language).hits
    assert found in [(hit.kind, hit.object_id) for hit in hits]
    assert all(hit.url for hit in hits)


def test_every_state_and_topic_is_in_the_index_in_every_language_that_names_it(catalogue: None) -> None:
    indexed = set(SearchEntry.objects.values_list("kind", "object_id", "language"))
    states = {("state", one.pk, language) for one in State.objects.all() for language in one.names}
    topics = {("topic", one.pk, language) for one in Topic.objects.all() for language in one.pref_label}
    assert indexed == states | topics
    assert len(states) > 1000


def test_a_second_loading_writes_no_document_and_a_change_writes_one(catalogue: None, now: datetime) -> None:
    before = set(SearchEntry.objects.values_list("pk", "digest"))
    State.objects.filter(pk="KEN").update(m49="000")  # which the loading puts right
    SearchEntry.objects.filter(kind="state", object_id="KEN", language="en").update(digest="stale")
    load(now=now)
    assert set(SearchEntry.objects.values_list("pk", "digest")) == before


@pytest.mark.parametrize("source", [States(), Topics()])
def test_a_source_gives_its_kind_alone_and_each_document_once(catalogue: None, source: SearchSource) -> None:
    named = [(one.kind, one.object_id, one.language) for one in source.documents()]
    assert {kind for kind, _, _ in named} == {source.kind}
    assert len(set(named)) == len(named)
