"""Parallels: the better partner stands first, and each one says why."""

from cjin.core.rules.analysis import analyse
from cjin.texts.rules.parallels.items import Item
from cjin.texts.rules.parallels.likeness import Likeness, Weights, weights
from cjin.texts.rules.parallels.ranking import parallels, suggestions
from cjin.texts.rules.parallels.topics import topics_in

ITEMS = [
    Item("one/para_1", "Reduce overcrowding in prisons by alternatives to imprisonment", topics=frozenset({"prisons"})),
    Item("one/para_2", "Train judges and prosecutors", works=frozenset({"beijing-rules-1985"})),
    Item("one/para_3", "Implement what was promised", points_to=frozenset({"two/para_9"})),
    Item("two/para_7", "Overcrowded prisons and alternatives to imprisonment", topics=frozenset({"prisons"})),
    Item("two/para_8", "The training of prosecutors and judges", works=frozenset({"beijing-rules-1985"})),
    Item("two/para_9", "Plant trees in deserts"),
    Item("two/para_10", "", ""),
]


def english(text: str) -> list[str]:
    return analyse(text, "en")


def test_the_best_partner_stands_first_with_its_reasons() -> None:
    found = list(parallels(Likeness(ITEMS, english), ["one", "two"], weights()))
    best = {p.a: p for p in reversed(found)}
    assert {a: p.b for a, p in best.items() if a.startswith("one/")} == {
        "one/para_1": "two/para_7", "one/para_2": "two/para_8", "one/para_3": "two/para_9",
    }  # fmt: skip
    assert best["one/para_1"].reasons.topics == ("prisons",)
    assert "alternatives" in best["one/para_1"].reasons.words
    assert best["one/para_2"].reasons.works == ("beijing-rules-1985",)
    assert best["one/para_3"].reasons.link
    assert best["one/para_3"].suggested


def test_scores_are_the_same_from_both_sides_and_fall() -> None:
    found = list(parallels(Likeness(ITEMS, english), ["one", "two"], weights()))
    scores = {(p.a, p.b): p.score for p in found}
    assert len(found) == 2 * 3 * 4
    assert all(abs(score - scores[b, a]) < 1e-3 for (a, b), score in scores.items())
    for item in ITEMS:
        mine = [p.score for p in found if p.a == item.key]
        assert mine == sorted(mine, reverse=True)


def test_no_more_partners_than_asked_for_and_suggested_from_the_threshold_on() -> None:
    by = Weights(letters=1.0, words=0.0, works=0.0, topics=0.0, mentions=0.0, link=0.0, suggested=0.5)
    found = list(parallels(Likeness(ITEMS, english), ["two", "one"], by, most=1))
    assert len(found) == 7
    assert all(p.suggested == (p.score >= 0.5) for p in found)


ROUTINE = "The Secretary-General is requested to report to the General Assembly at its session under the item"
REPORTS = [
    Item("one/para_1", f"{ROUTINE} on trees", topics=frozenset({"reports"})),
    Item("two/para_1", f"{ROUTINE} on treaties", topics=frozenset({"reports"})),
    Item("two/para_2", "Music", topics=frozenset({"reports"})),
    Item("two/para_3", "United efforts for units of prison teachers", topics=frozenset({"reports", "schools"})),
    Item("one/para_2", "Teachers in united prisons", topics=frozenset({"reports", "schools"})),
]


def test_what_all_such_texts_say_is_no_ground_for_a_suggestion() -> None:
    found = {frozenset((p.a, p.b)): p for p in parallels(Likeness(REPORTS, english), ["one", "two"], weights())}
    routine = found[frozenset(("one/para_1", "two/para_1"))]
    assert routine.score > weights().suggested
    assert (routine.suggested, routine.reasons.words) == (False, ())
    assert found[frozenset(("one/para_2", "two/para_3"))].suggested


def test_shared_words_stand_in_one_of_the_two_texts() -> None:
    likeness = Likeness(REPORTS, english)
    assert sorted(likeness.shared_words("one/para_2", "two/para_3", 6)) == ["prison", "teachers"]
    assert likeness.shared_words("one/para_1", "two/para_2", 6) == []


def test_topics_are_found_by_their_words() -> None:
    assert "prison-overcrowding" in topics_in("measures against prison overcrowding")
    assert topics_in("") == frozenset()


def test_the_suggestions_are_the_suggested_pairs_each_once() -> None:
    likeness = Likeness(ITEMS, english)
    both_ways = [p for p in parallels(likeness, ["one", "two"], weights()) if p.suggested]
    once = list(suggestions(likeness, ["one", "two"], weights()))
    assert {frozenset((p.a, p.b)): p.score for p in once} == {frozenset((p.a, p.b)): p.score for p in both_ways}
    assert 0 < len(once) == len(both_ways) / 2


def test_an_instrument_without_provisions_has_no_partners() -> None:
    likeness = Likeness(ITEMS, english)
    assert list(parallels(likeness, ["none", "also-none"], weights())) == []
    assert list(parallels(likeness, ["one", "none"], weights())) == []
    assert list(parallels(Likeness([], english), ["one", "two"], weights())) == []
    wordless = [Item("one/para_1", "…"), Item("two/para_1", "")]
    assert [p.suggested for p in parallels(Likeness(wordless, english), ["one", "two"], weights())] == [False, False]
