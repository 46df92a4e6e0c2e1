"""The sentence that answers."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjin.core.rules.analysis import analyse
from cjin.core.rules.identifiers import Language
from cjin.core.rules.search.sentences import answering, sentences
from cjin.core.rules.search.sought import Sought

texts = st.text(st.sampled_from('ab c.!?;؟。！\n"”)1Б犯罪A'), max_size=80)


def seek(words: str, language: str = "en") -> list[Sought]:
    return [Sought(token) for token in analyse(words, language)]


@given(texts)
def test_sentences_hold_every_word_once_and_in_order(text: str) -> None:
    kept = "".join(text[start:end] for start, end in sentences(text))
    assert "".join(kept.split()) == "".join(text.split())
    assert all(text[start:end].strip() == text[start:end] != "" for start, end in sentences(text))


@given(texts, st.sampled_from(["ab", "c", "犯", "罪", "Б"]), st.sampled_from(Language.ALL))
def test_spans_are_in_order_and_mark_what_was_sought(text: str, word: str, language: str) -> None:
    sought = seek(word, language)
    sentence, spans = answering(text, language, sought)
    assert bool(spans) == bool({one.token for one in sought} & set(analyse(text, language)))
    before = 0
    for start, end in spans:
        assert before <= start < end <= len(sentence)
        before = end
        assert {one.token for one in sought} & set(analyse(sentence[start:end], language))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One ends. Another begins! A third? Yes.", 4),
        ("See para. 5 of No. 3. Next one.", 2),
        ("Drawn up by J. Smith. He signed.", 2),
        ("ما هي الجريمة؟ هي فعل. نعم.", 3),
        ("预防犯罪。加强合作！为什么？因为", 4),
        ("Ouvre. Été comme hiver. « Bon ! » Fin.", 4),
        ("Сделано. Ещё нет; потом", 3),
        ("(a) first;\n(b) second;\n(c) third.", 3),
        ("3.5 per cent of e.g. this", 1),
        ("", 0),
        (" \n ", 0),
    ],
)
def test_where_sentences_end(text: str, count: int) -> None:
    assert len(list(sentences(text))) == count


def test_the_sentence_with_most_of_the_words_is_chosen() -> None:
    text = "Crime is one thing. Organized crime and corruption are others. Corruption corruption corruption."
    sentence, spans = answering(text, "en", seek("crime corruption"))
    assert sentence == "Organized crime and corruption are others."
    assert [sentence[start:end] for start, end in spans] == ["crime", "corruption"]


def test_without_a_match_the_first_sentence_stands() -> None:
    assert answering("First. Second.", "en", seek("nothing")) == ("First.", ())
    assert answering("", "en", seek("nothing")) == ("", ())


def test_matches_that_touch_are_one() -> None:
    sentence, spans = answering("应预防犯罪。", "zh", seek("预防犯罪", "zh"))
    assert [sentence[start:end] for start, end in spans] == ["预防犯罪"]


def test_a_beginning_marks_all_that_begins_so() -> None:
    sentence, spans = answering("Traffic and trafficking.", "en", [Sought("traff", beginning=True)])
    assert [sentence[start:end] for start, end in spans] == ["Traffic", "trafficking"]


@given(st.integers(0, 300), st.integers(0, 300))
def test_a_long_sentence_is_cut_around_its_first_match(before: int, after: int) -> None:
    text = "word " * before + "corruption" + " word" * after
    sentence, spans = answering(text, "en", seek("corruption"))
    assert len(sentence) < 430
    assert [sentence[start:end] for start, end in spans] == ["corruption"]
    assert sentence.startswith("… ") == (len(text) > 420 and before * 5 > 140)


@pytest.mark.parametrize(
    "text", ["." * 100_000, ". " * 50_000, ".\n " * 30_000, "a" * 100_000, ";" * 100_000, ".)" * 50_000]
)
def test_hostile_text_takes_linear_time(text: str) -> None:
    started = process_time()
    answering(text, "en", seek("a"))
    assert process_time() - started < 5
