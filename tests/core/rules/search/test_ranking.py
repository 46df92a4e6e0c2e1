"""How documents are ranked, and which words are strong in them."""

from hypothesis import given
from hypothesis import strategies as st

from cjin.core.rules.release import ReleaseLevel
from cjin.core.rules.search import SearchDocument
from cjin.core.rules.search.indexing import digest, indexed
from cjin.core.rules.search.marks import STRONG, facet_mark
from cjin.core.rules.search.ranking import Candidate, best, impact, rarity, score
from cjin.core.rules.search.sought import Sought

counts = st.integers(0, 50)


def candidate(number: int = 1, title: str = "", context: str = "", body: str = "") -> Candidate:
    return Candidate(number, f" {title} ", f" {context} ", f" {body} ", "provision", "en", "{}")


@given(counts, counts, counts, st.integers(0, 5000))
def test_impact_lies_between_nothing_and_one_and_grows_with_each_count(a: int, b: int, c: int, length: int) -> None:
    here = impact(a, b, c, length)
    assert 0 <= here < 1
    assert here == 0 or a + b + c > 0
    assert impact(a + 1, b, c, length) > here
    assert impact(a, b + 1, c, length) > here
    assert impact(a, b, c + 1, length) > here


@given(st.integers(1, 50), st.integers(0, 1000), st.integers(1, 1000))
def test_the_same_count_says_less_in_a_longer_text(count: int, length: int, more: int) -> None:
    assert impact(0, 0, count, length + more) < impact(0, 0, count, length)


def test_a_title_weighs_more_than_a_context_and_that_more_than_the_text() -> None:
    assert impact(1, 0, 0, 60) > impact(0, 1, 0, 60) > impact(0, 0, 1, 60)


@given(st.integers(0, 1000), st.integers(1, 1000))
def test_a_rarer_word_says_more(frequency: int, more: int) -> None:
    assert rarity(frequency, 2000) > rarity(frequency + more, 2000) >= 0


@given(st.lists(st.text(st.sampled_from("ab"), min_size=1, max_size=2), max_size=30))
def test_words_are_counted_as_words_and_beginnings_as_beginnings(tokens: list[str]) -> None:
    body = candidate(body=" ".join(tokens)).body
    whole = sum(token == "a" and (not at or tokens[at - 1] != "a") for at, token in enumerate(tokens))
    assert (body.count(Sought("a").needle) > 0) == ("a" in tokens)
    assert body.count(Sought("a").needle) >= whole
    assert body.count(Sought("a", beginning=True).needle) == sum(token.startswith("a") for token in tokens)


def test_the_best_come_first_and_equal_ones_by_number() -> None:
    documents = [
        candidate(3, body="x"),
        candidate(1, body="crime x"),
        candidate(2, title="crime"),
        candidate(4, body="crime x"),
    ]
    assert [one.number for _, one in best(documents, {Sought("crime"): 1.0}, 4)] == [2, 1, 4, 3]
    assert score(documents[0], {Sought("crime").needle: 1.0}) == 0


@given(st.text(max_size=60), st.text(max_size=60), st.sampled_from(ReleaseLevel), st.none() | st.integers(1, 9))
def test_marks_never_look_like_words(title: str, text: str, level: ReleaseLevel, owner: int | None) -> None:
    document = SearchDocument("provision", "x/1", "en", title, text, facets={title: text}, release=level, owner=owner)
    found = indexed(document)
    assert all(mark.startswith("_") and mark.isprintable() and " " not in mark for mark in found.marks.split(" "))
    assert "_" not in found.title_tokens + found.body_tokens
    assert f"_{'public' if level is ReleaseLevel.PUBLIC else 'owner-'}" in found.marks
    assert facet_mark("language", "en") in found.marks.split()


def test_what_stands_twice_or_in_the_title_is_strong() -> None:
    filling = " ".join(f"w{n}" for n in range(50))
    found = indexed(SearchDocument("provision", "x/1", "en", "Bail", f"{filling} bribe {filling} bribe remand"))
    marks = set(found.marks.split())
    assert {"_1-bail", "_1-bribe"} <= marks if impact(0, 0, 2, 103) >= STRONG[0] else {"_1-bail"} <= marks
    assert "_1-remand" not in marks


def test_the_digest_tells_every_change() -> None:
    document = SearchDocument("provision", "x/1", "en", "Title", "Text")
    changed = [
        SearchDocument("provision", "x/1", "en", "Title", "Text", **change)
        for change in (
            {"context": "c"},
            {"url": "/x"},
            {"facets": {"a": "b"}},
            {"release": ReleaseLevel.OWN},
            {"owner": 1},
            {"states": frozenset({"KEN"})},
        )
    ]
    assert len({digest(one) for one in [document, *changed]}) == 7
    assert digest(SearchDocument("provision", "x/1", "en", "Title", "Text")) == digest(document)
