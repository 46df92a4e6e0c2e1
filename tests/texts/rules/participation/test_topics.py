"""What statements are about: places that they name, topics that rules propose, held against a reading of real ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjin.texts.rules.participation.places import Place, places_in
from cjin.texts.rules.participation.table import read_table
from cjin.texts.rules.participation.topics import marks, places_of, topics
from tests.texts.inputs import SHARED, needs_shared
from tests.timing import least_seconds

ARTICLE, PARAGRAPH = st.integers(1, 99), st.integers(1, 30)
FORMS = (
    "paragraph {p} of article {a}", "paragraph ({p}) of the said article {a}", "article {a}, paragraph {p}",
    "article {a} ({p})", "article {a}({p})", "Article {a} para {p}", "paragraph {p}, Article {a}", "article {a}.{p}",
)  # fmt: skip


@given(ARTICLE, PARAGRAPH, st.sampled_from(FORMS), st.sampled_from(["", "It is bound by ", "Under the "]))
def test_one_place_in_every_form(article: int, paragraph: int, form: str, before: str) -> None:
    text = before + form.format(a=article, p=paragraph) + " of the Convention."
    (found,) = places_in(text)
    assert found.places == (Place(article, str(paragraph)),)
    assert text[found.start : found.end] == form.format(a=article, p=paragraph)


@given(st.text())
def test_no_text_is_too_odd(text: str) -> None:
    for mark in marks(text, 32):
        assert all(0 <= start < end <= len(text) for start, end in mark.spans)


@pytest.mark.parametrize(
    ("text", "eids"),
    [
        ("paragraphs 2 and 3 of article 35", "art_35__para_2 art_35__para_3"),
        ("article 35, paragraphs (2) and (3)", "art_35__para_2 art_35__para_3"),
        ("Art. 7 para 10 to 12", "art_7__para_10 art_7__para_11 art_7__para_12"),
        ("articles 6.6 and 7.15", "art_6__para_6 art_7__para_15"),
        ("articles 15, 17 and 19", "art_15 art_17 art_19"),
        ("paragraph 1 (a) (ii) of article 3", "art_3__para_1__subpara_a__point_ii"),
        ("Under article 66, we are not bound by paragraph 2 of that article", "art_66 art_66__para_2"),
        ("article 30 of the Constitution of Xanadu", ""),
        ("article 12 of our Penal Code and article 16 of the Convention", "art_16"),
        ("article 1976 and paragraph 4", ""),
        ("the 31st article", ""),
    ],
)
def test_places(text: str, eids: str) -> None:
    assert " ".join(place.eid for place in places_of(text)) == eids


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Xanadu takes the Convention as the legal basis for cooperation on extradition.", "legal-basis"),
        ("Xanadu does not take the Convention as the legal basis for extradition.", "no-legal-basis"),
        ("Xanadu makes extradition conditional on the existence of a treaty.", "treaty-required"),
        ("Xanadu does not make extradition conditional on the existence of a treaty.", ""),
        ("Requests shall be made in English or French, or with a translation into one of them.", "language"),
        ("The acceptable languages are Spanish and English.", "language"),
        ("The central authority for article 18, paragraph 13, is the Ministry of Dust.", "authority"),
        ("Requests go through diplomatic channels or Interpol.", "channel"),
        ("Xanadu is not bound by article 35, paragraph 2.", "disputes reservation"),
        ("Xanadu is not bound by article 30, paragraph 2.", "reservation"),
        ("Xeric objects to the reservation that Xanadu made.", "objection"),
        ("Xanadu withdraws its reservation to article 5.", "withdrawal"),
        ("This extends to the territory of the Dust Islands.", "territorial"),
        ("This does not imply recognition of Xeric.", "no-recognition"),
        ("Xanadu renders coercive assistance on the ground of dual criminality only.", "dual-criminality"),
        ("Xanadu greets the depositary.", ""),
    ],
)
def test_topics(text: str, found: str) -> None:
    assert [mark.topic for mark in marks(text, 35)] == found.split()


def test_a_topic_of_one_sentence_takes_no_word_of_another() -> None:
    text = "We are not bound by article 2. Disputes go to the International Court of Justice."
    assert [mark.topic for mark in marks(text)] == ["reservation"]


def test_the_words_that_led_there() -> None:
    text = "We greet. Requests must be in English language."
    (mark,) = marks(text)
    assert [text[start:end] for start, end in mark.spans] == ["Requests must be in English language"]


READ = """
Algeria: disputes reservation | Andorra: disputes | Austria: understanding | Belize:
Bahrain: disputes no-recognition reservation | Bolivia (Plurinational State of): reservation | Brazil: understanding
Brunei Darussalam: disputes authority reservation | China: disputes reservation | Colombia: reservation understanding
Cuba: disputes reservation | Cyprus: territorial | Denmark: territorial | France: disputes reservation
Germany: understanding | Holy See: disputes reservation understanding | Indonesia: disputes reservation
Iran (Islamic Republic of): disputes reservation | Ireland: language authority | Israel: disputes reservation
Kuwait: disputes reservation | Lao People's Democratic Republic: disputes reservation | Lebanon: disputes reservation
Lithuania: disputes no-legal-basis nationals reservation | Malaysia: disputes reservation
Myanmar: disputes reservation | Netherlands: understanding reservation | Panama: reservation
Peru: disputes reservation | San Marino: dual-criminality | Saudi Arabia: disputes no-recognition reservation
Singapore: disputes no-legal-basis reservation | South Africa: disputes reservation | Sweden: understanding
Switzerland: reservation | Syrian Arab Republic: no-recognition | Thailand: disputes reservation
Turkey: disputes reservation | United Republic of Tanzania: understanding | Yemen: reservation
United Kingdom of Great Britain and Northern Ireland: reservation | Viet Nam: disputes reservation
United States of America: disputes no-legal-basis treaty-required nationals reservation
Venezuela (Bolivarian Republic of): no-legal-basis nationals understanding
"""
"""What the statements on the 1988 convention are about, as one reader found them once the rules stood."""


@needs_shared
def test_rules_agree_with_a_reading() -> None:
    path = SHARED / "participation" / "declarations_drugs1988_2014.csv"
    read = {one.participant: marks(one.text, 32) for one in read_table(path.read_bytes(), path.name).statements}
    wanted = {
        (who.strip(), topic)
        for line in READ.replace("\n", "|").split("|")
        if (who := line.rpartition(":")[0]).strip()
        for topic in line.rpartition(":")[2].split()
    }
    found = {(who, mark.topic) for who, some in read.items() for mark in some}
    right = len(found & wanted)
    assert right / len(found) >= 0.95, found - wanted
    assert right / len(wanted) >= 0.93, wanted - found
    useful = {"disputes", "no-legal-basis", "treaty-required", "nationals", "language", "authority"}
    assert {one for one in found ^ wanted if one[1] in useful} == set()


def test_the_topics_have_names_in_six_languages() -> None:
    assert all(set(one.name) == {"ar", "en", "es", "fr", "ru", "zh"} for one in topics().values())


@pytest.mark.parametrize(
    "words", ["paragraphs 1, ", "article 1.1 and ", "articles 1, 2 and ", "not bound ", "object to "]
)
def test_no_text_takes_long(words: str) -> None:
    """Four times the text takes about four times the time; where time grew by its square it would be sixteen."""
    short, long = (taken(words, size) for size in (20_000, 80_000))
    assert long < 10 * short + 0.2


def taken(words: str, size: int) -> float:
    return least_seconds(lambda: marks.__wrapped__(words * (size // len(words)), 35))
