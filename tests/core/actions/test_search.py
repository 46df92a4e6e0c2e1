"""The index: put in, renewed, taken out."""

from collections.abc import Iterable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cjin.core.actions.search import index, rebuild, remove, tidy
from cjin.core.models import SearchEntry, SearchText
from cjin.core.queries.search import search
from cjin.core.rules.search import SearchDocument

pytestmark = pytest.mark.django_db


def provision(number: int, text: str, **more: str) -> SearchDocument:
    return SearchDocument(
        "provision",
        f"x/para_{number}",
        more.pop("language", "en"),
        f"Paragraph {number}",
        text,
        url=f"/x/{number}",
        **more,
    )


def found(question: str) -> list[str]:
    return [hit.object_id for hit in search(question).hits]


def test_a_document_is_renewed_and_not_doubled() -> None:
    assert index([provision(1, "extradition"), provision(2, "corruption")]) == 2
    assert index([provision(1, "extradition"), provision(2, "asset recovery")]) == 1
    assert (found("extradition"), found("corruption"), found("asset")) == (["x/para_1"], [], ["x/para_2"])
    assert SearchEntry.objects.count() == SearchText.objects.count() == 2


def test_of_two_documents_of_one_name_the_last_counts() -> None:
    assert index([provision(1, "old"), provision(1, "new")]) == 1
    assert (found("old"), found("new")) == ([], ["x/para_1"])


def test_languages_of_one_object_stand_beside_each_other() -> None:
    index([provision(1, "extradition"), provision(1, "extradition", language="fr")])
    assert search("extradition").total == 2
    assert remove("provision", ["x/para_1"]) == 2
    assert found("extradition") == []
    assert not SearchText.objects.exists()


def test_removing_touches_one_kind_only() -> None:
    index([provision(1, "bail"), SearchDocument("record", "x/para_1", "en", "Case", "bail")])
    assert remove("provision", ["x/para_1", "x/para_9"]) == 1
    assert [hit.kind for hit in search("bail").hits] == ["record"]


def test_a_document_keeps_any_text() -> None:
    text = "NUL \0 here, half a pair \ud800 there, “quotes” 'and' \\ backslash"
    index([provision(1, text, context="C\0")])
    (hit,) = search("backslash").hits
    assert "\0" not in hit.sentence
    assert hit.context == "C␀"


def test_a_very_long_document_is_indexed_and_shown() -> None:
    index([provision(1, "crime prevention " * 60_000), provision(2, "x" * 500_000)])
    assert found('"crime prevention"') == ["x/para_1"]


def test_empty_documents_do_no_harm() -> None:
    assert index([]) == 0
    index([SearchDocument("provision", "x/1", "en", "", "")])
    assert found("anything") == []


class Source:
    kind = "provision"

    def __init__(self, *documents: SearchDocument) -> None:
        self.held = documents

    def documents(self) -> Iterable[SearchDocument]:
        yield from self.held


def test_an_index_is_brought_in_line_with_its_source() -> None:
    record = SearchDocument("record", "r/1", "en", "Case", "bail")
    index([provision(1, "bail"), provision(2, "remand"), record])
    assert rebuild(Source(provision(1, "bail"), provision(3, "parole"))) == (1, 1)
    assert (found("remand"), found("parole")) == ([], ["x/para_3"])
    assert {hit.kind for hit in search("bail").hits} == {"provision", "record"}
    assert rebuild(Source(provision(1, "bail"), provision(3, "parole"))) == (0, 0)


def test_indexing_takes_no_more_queries_for_more_documents() -> None:
    counts = []
    for size in (10, 400):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            index(provision(number, f"word{number} {size}") for number in range(size))
        counts.append(len([query for query in queries if "SAVEPOINT" not in query["sql"]]))
    assert counts[1] <= counts[0] + 8
    tidy()
    assert found("word399") == ["x/para_399"]
