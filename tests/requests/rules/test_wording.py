"""The words of requests: complete in six languages, nothing left over, written as each language is."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjin.core.rules.catalogue import names, read
from cjin.requests.rules.basis.instruments import WORDS
from cjin.requests.rules.basis.telling import in_words, said
from cjin.requests.rules.wording import ENGLISH, FOLDER, LANGUAGES, SECTIONS, spoken, words
from cjin.requests.rules.writing.kinds import kinds
from tests.requests import wordings
from tests.requests.wordings import ITEMS, NAMES, Data

OTHERS = [one for one in LANGUAGES if one != ENGLISH]
LOOKS: list[Callable[[str, Data], Iterator[str]]] = [
    wordings.lacking, wordings.left_over, wordings.wrongly_shared, wordings.alike, wordings.badly_written,
    wordings.unlike_english,
]  # fmt: skip
every_language = pytest.mark.parametrize("language", LANGUAGES)


def file_of(language: str) -> dict[str, Any]:
    return deepcopy(read(f"{FOLDER}/{language}"))


def sentences_of(language: str) -> dict[str, Any]:
    return deepcopy(read(f"{WORDS}/{language}"))


def test_the_catalogue_has_the_six_languages_and_no_other() -> None:
    assert set(names(FOLDER)) == {f"{FOLDER}/{one}" for one in LANGUAGES}
    assert set(names(WORDS)) == {f"{WORDS}/{one}" for one in OTHERS}


@every_language
@pytest.mark.parametrize("look", LOOKS, ids=lambda one: one.__name__)
def test_the_words_of_a_language(language: str, look: Callable[[str, Data], Iterator[str]]) -> None:
    assert list(look(language, file_of(language))) == []


@pytest.mark.parametrize("language", OTHERS)
def test_the_sentences_of_a_legal_basis(language: str) -> None:
    assert list(wordings.badly_told(language, sentences_of(language))) == []
    assert list(wordings.badly_written(language, sentences_of(language))) == []


@given(st.sampled_from(LANGUAGES), st.data())
def test_any_word_that_is_taken_out_is_missed_in_one_sentence(language: str, data: st.DataObject) -> None:
    found = file_of(language)
    section = data.draw(st.sampled_from(sorted(NAMES)))
    name = data.draw(st.sampled_from(sorted(NAMES[section])))
    if language == ENGLISH and section == "evidence_actions":
        return
    del found[section][name]
    assert list(wordings.lacking(language, found)) == [f"{language}: “{name}” has no words in “{section}”"]


PLANTED: list[tuple[str, str, str, str, str]] = [
    ("fr", "states", "sent", "Envoyée : oui", "no-break space"),
    ("fr", "states", "sent", "Envoyée à l'autorité", "typewriter"),
    ("es", "questions", "urgent", "Es urgente?", "first mark"),
    ("ar", "questions", "urgent", "هل الطلب عاجل?", "not an Arabic one"),
    ("ar", "states", "sent", "مرسل sent", "Latin letters"),
    ("ru", "states", "sent", "Sent", "Latin letters"),
    ("ru", "states", "sent", "2026", "no letter of its script"),
    ("zh", "states", "sent", "已发出,已收到", "not a Chinese one"),
    ("fr", "states", "sent", "Отправлено", "another script"),
    ("fr", "states", "sent", " ", "no clean text"),
    ("fr", "states", "sent", "Reçue", "have the same words"),
    ("fr", "acts", "approve-all", "Tout approuver", "nothing uses"),
    ("fr", "labels", "offences", "Quelles infractions\u00a0?", "no label"),
    ("fr", "gaps", "empty", "Sans réponse", "no sentence"),
    ("fr", "questions", "urgent", "Urgence", "asks, or does not ask"),
    ("es", "clocks", "safe-conduct", "End of safe conduct", "English still"),
]


@pytest.mark.parametrize(("language", "section", "name", "text", "told"), PLANTED)
def test_what_is_badly_written_is_told(language: str, section: str, name: str, text: str, told: str) -> None:
    found = file_of(language)
    found[section][name] = text
    assert [fault for look in LOOKS for fault in look(language, found) if told in fault]


@pytest.mark.parametrize(
    ("kind", "section", "name", "text", "told"),
    [
        ("extradition", "questions", "facts", None, "“facts” of extradition has no words"),
        ("extradition", "questions", "measures", "Quoi\u00a0?", "nothing uses “measures” of extradition"),
        ("extradition", "questions", "urgent", "La demande est-elle urgente\u00a0?", "said for all kinds already"),
        ("extradition", "questions", "urgent", "Est-ce urgent\u00a0?", "said in several ways"),
        ("extradition", "questions", "offences", None, "stands for several things"),
        ("no-kind", "matters", "person", "La personne", "no kind “no-kind”"),
    ],
)
def test_what_is_wrong_with_the_words_of_a_kind_is_told(
    kind: str, section: str, name: str, text: str | None, told: str
) -> None:
    found = file_of("fr")
    own = found["kinds"].setdefault(kind, {}).setdefault(section, {})
    own[name] = text
    if text is None:
        del own[name]
    assert [fault for look in LOOKS[:3] for fault in look("fr", found) if told in fault]


def test_a_sentence_that_fills_in_something_else_is_told() -> None:
    found = sentences_of("fr")
    found["missing"]["not-party"] = "{state} : non partie"
    del found["reasons"]["offers"]
    told = list(wordings.badly_told("fr", found))
    assert told == [
        "fr: the sentence “offers” of reasons lacks",
        "fr: “not-party” of missing fills in other names than the English sentence",
    ]


@every_language
def test_words_are_those_of_the_files(language: str) -> None:
    mine, found = words(language), file_of(language)
    for what, section in SECTIONS.items():
        for name, text in found.get(section, {}).items():
            assert mine.word(what, name) == text == getattr(mine, what)(name)
    for kind, items in ITEMS.items():
        own = found["kinds"].get(kind, {})
        assert mine.kind(kind) == mine.word("kind", kind) == own.get("title", kinds()[kind].title)
        for item in items:
            asked = item.asks if language == ENGLISH else found["questions"].get(item.item)
            assert mine.question(kind, item.item) == own.get("questions", {}).get(item.item, asked)
            label = own.get("labels", {}).get(item.item, found["labels"].get(item.item))
            assert mine.label(kind, item.item) == label
        for matter in kinds()[kind].matters:
            title = matter.title if language == ENGLISH else found["matters"].get(matter.matter)
            assert mine.matter(kind, matter.matter) == own.get("matters", {}).get(matter.matter, title)


@pytest.mark.parametrize(
    ("tag", "language"),
    [("zh-hans", "zh"), ("zh_Hans", "zh"), ("FR", "fr"), ("es-419", "es"), ("pt", "en"), ("", "en"), ("../en", "en")],
)
def test_any_tag_finds_a_language(tag: str, language: str) -> None:
    assert spoken(tag) == language == words(tag).language


@given(st.text(max_size=20), st.text(max_size=20), st.sampled_from(LANGUAGES))
def test_what_nobody_knows_has_its_plain_name(kind: str, name: str, language: str) -> None:
    if kind in ITEMS or any(
        name in file_of(language).get(section, ()) for section in ("labels", "questions", "matters")
    ):
        return
    found = words(language)
    assert found.question(kind, name) == found.label(kind, name) == found.matter(kind, name) == name
    assert (found.kind(f"my-{kind}"), found.state(f"my-{name}")) == (f"my-{kind}", f"my-{name}")


def test_a_kind_of_the_node_shares_the_common_matters_and_takes_no_others_question() -> None:
    found = words("fr")
    assert found.question("my-kind", "authority") == found.question("extradition", "authority")
    assert found.question("my-kind", "sentence") == "sentence"


@pytest.mark.parametrize(("language", "sentence"), [
    ("en", "France was not party to UNTOC"),
    ("fr", "France\u00a0: non partie (UNTOC)"),
    ("zh-hans", "France：不是UNTOC的缔约国"),
    ("pt", "France was not party to UNTOC"),
])  # fmt: skip
def test_a_sentence_is_told_in_a_language(language: str, sentence: str) -> None:
    assert in_words("missing", said("not-party", state="France", instrument="UNTOC"), language) == sentence


def test_a_sentence_is_english_unless_another_language_is_asked_for() -> None:
    assert in_words("reasons", said("offers")) == read(WORDS)["reasons"]["offers"]


OTHER_WORDS = {"ru": ("просьб", "ходатайств"), "es": ("petici",), "fr": ("requête",), "zh": ("申请",)}
"""What a request is not called, because the conventions have another word for it."""


@pytest.mark.parametrize("language", OTHER_WORDS)
def test_a_request_is_called_by_one_word(language: str) -> None:
    folder = "zh-hans" if language == "zh" else language
    page = files("cjin.requests").joinpath(f"locale/{folder}/LC_MESSAGES/django.po").read_text(encoding="utf-8")
    for text in (page, str(file_of(language)), str(sentences_of(language))):
        assert [word for word in OTHER_WORDS[language] if word in text.casefold()] == []
