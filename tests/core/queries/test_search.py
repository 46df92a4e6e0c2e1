"""Search: the same answers on both engines."""

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cjin.core.actions.search import index
from cjin.core.models import Organization, SearchEntry
from cjin.core.queries.search import search
from cjin.core.queries.search.found import RANKED
from cjin.core.rules.errors import Invalid
from cjin.core.rules.release import Reader, ReleaseLevel
from cjin.core.rules.search import Hit, SearchDocument

pytestmark = pytest.mark.django_db
HEADINGS = "Kyoto / Advancing crime prevention"


def document(
    name: str, text: str, language: str = "en", *, title: str = "", context: str = "", **facets: str
) -> SearchDocument:
    return SearchDocument("provision", name, language, title, text, context, f"/texts/{name}", facets)


PROVISIONS = [
    document(
        "a", "We shall prevent crime. Organized crime is to be countered by law enforcement agencies.", body="congress"
    ),
    document(
        "b",
        "Member States cooperate in criminal matters, including extradition and mutual legal assistance.",
        body="assembly",
    ),
    document("c", "Assistance that is mutual and legal is welcome; legal aid is another matter.", body="assembly"),
    document("d", "Trafficking in persons, in particular women and children.", title="Trafficking", body="assembly"),
    document("e", "Traffic rules. Nothing about persons.", body="congress"),
    document("f", "Statistics on crime and justice.", context=HEADINGS, body="congress"),
    document("ar", "منعُ الجريمةِ والعدالةُ الجنائية. التعاون الدولي؟ نعم.", "ar", body="congress"),
    document(
        "fr", "La prévention du crime et l’entraide judiciaire. L'État adopte des mesures.", "fr", body="congress"
    ),
    document("es", "La prevención del delito y la investigación de los delitos.", "es", body="congress"),
    document("ru", "Предупреждение преступности и уголовное правосудие.", "ru", body="congress"),
    document("zh", "预防犯罪和刑事司法。加强国际合作。", "zh", body="congress"),
]


@pytest.fixture(autouse=True)
def provisions() -> None:
    index(PROVISIONS)


def found(question: str, **more: object) -> list[str]:
    return [hit.object_id for hit in search(question, **more).hits]  # type: ignore[arg-type]


def marked(hit: Hit) -> list[str]:
    return [hit.sentence[start:end] for start, end in hit.spans]


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("extradition", ["b"]),
        ("EXTRADITIONS", ["b"]),
        ("mutual legal assistance", ["c", "b"]),
        ('"mutual legal assistance"', ["b"]),
        ("“mutual legal assistance”", ["b"]),
        ("assistance -extradition", ["c"]),
        ('assistance -"legal assistance"', ["c"]),
        ("traffic*", ["d", "e"]),
        ("trafficking*", ["d"]),
        ("organised crime", ["a"]),
        ("co-operate", ["b"]),
        ("prevention", ["f", "fr", "a"]),
        ("State's", ["b"]),
        ("прЕдупреждения", ["ru"]),
        ("преступность", ["ru"]),
        ("الجريمه", ["ar"]),
        ("جريمة", ["ar"]),
        ("تعاون", ["ar"]),
        ("entraide", ["fr"]),
        ("ENTRAIDE judiciaires", ["fr"]),
        ("investigaciones", ["es"]),
        ("investigacion", ["es"]),
        ("犯罪", ["zh"]),
        ("罪", ["zh"]),
        ("合作", ["zh"]),
        ("预防犯罪", ["zh"]),
        ("犯法", []),
        ("nothing-of-the-kind", []),
        ("-crime", []),
        ("", []),
        ("la", ["es", "fr"]),
    ],
)
def test_what_a_question_finds(question: str, names: list[str]) -> None:
    assert found(question) == names


def test_all_words_come_first_and_any_word_else() -> None:
    strict = search("extradition assistance")
    assert ([hit.object_id for hit in strict.hits], strict.any_term) == (["b"], False)
    loose = search("extradition zzyzx statistics")
    assert ({hit.object_id for hit in loose.hits}, loose.any_term) == ({"b", "f"}, True)
    assert search("zzyzx qqqq").any_term is False


def test_a_word_that_carries_nothing_is_not_insisted_on() -> None:
    assert found("the extradition of the") == ["b"]


def test_title_and_context_weigh_more_than_text() -> None:
    index(
        [
            document("t1", "remand " + "word " * 30, title="Bail"),
            document("t2", "bail remand " + "word " * 29),
            document("t3", "remand " + "word " * 30, context="Bail"),
        ]
    )
    assert found("bail") == ["t1", "t3", "t2"]


def test_the_rarer_word_counts_more() -> None:
    index([document(f"n{n}", "common " + "word " * 20) for n in range(30)])
    index(
        [document("r1", "common x common rare " + "word " * 20), document("r2", "common rare x rare " + "word " * 20)]
    )
    assert found("common rare") == ["r2", "r1"]


def test_a_hit_shows_its_best_sentence_with_the_matches() -> None:
    (hit,) = search("organised crime").hits
    assert hit.sentence == "Organized crime is to be countered by law enforcement agencies."
    assert marked(hit) == ["Organized", "crime"]
    assert (hit.url, hit.kind, hit.language, hit.facets) == ("/texts/a", "provision", "en", {"body": "congress"})
    (chinese,) = search("犯罪").hits
    assert (chinese.sentence, marked(chinese)) == ("预防犯罪和刑事司法。", ["犯罪"])
    (arabic,) = search("التعاون").hits
    assert (arabic.sentence, marked(arabic)) == ("التعاون الدولي؟", ["التعاون"])


def test_languages_and_facets_narrow_the_answers() -> None:
    assert set(found("crime")) == {"a", "f", "fr"}
    assert found("crime", language="fr") == ["fr"]
    assert set(found("crime", language=["fr", "en"])) == {"a", "f", "fr"}
    assert set(found("assistance", facets={"body": "assembly"})) == {"b", "c"}
    assert found("assistance", facets={"body": "congress"}) == []
    assert set(found("persons", facets={"body": ["congress", "assembly"], "kind": "provision"})) == {"d", "e"}
    assert found("persons", facets={"no such facet": "x"}) == []
    with pytest.raises(Invalid):
        search("crime", language="de")


def test_facets_are_counted_among_all_answers() -> None:
    result = search("crime", limit=1)
    assert len(result.hits) == 1
    assert result.total == 3
    assert result.facet_counts == {
        "body": {"congress": 3},
        "kind": {"provision": 3},
        "language": {"en": 2, "fr": 1},
    }
    assert result.total_is_estimate is False


def test_pages_hold_each_answer_once() -> None:
    index([document(f"p{n:02}", "pagination " * (1 + n % 3)) for n in range(25)])
    pages = [found("pagination", limit=10, offset=offset) for offset in (0, 10, 20, 30)]
    assert [len(page) for page in pages] == [10, 10, 5, 0]
    assert len({name for page in pages for name in page}) == 25
    assert [name for page in pages for name in page] == found("pagination", limit=25)


def test_of_very_many_the_strongest_are_ranked_and_the_rest_is_said() -> None:
    plain = "filling " * 60
    index(document(f"m{n:04}", f"ordinary {plain}") for n in range(RANKED + 200))
    index(
        [document("last", f"ordinary {plain}", title="Ordinary"), document("hidden-last", "ordinary ordinary ordinary")]
    )
    result = search("ordinary", limit=5)
    assert {hit.object_id for hit in result.hits[:2]} == {"last", "hidden-last"}
    assert result.ranked == RANKED
    assert result.total == RANKED + 202
    assert search("ordinary", offset=RANKED).hits == ()
    assert search("ordinary zzyzx").any_term is True


def test_among_very_many_what_is_absent_stays_absent_and_a_phrase_a_phrase() -> None:
    index(
        document(f"m{n:04}", "ordinary measure" if n % 2 else "ordinary unwanted measure")
        for n in range(2 * RANKED + 20)
    )
    for question in ("ordinary -unwanted", '"ordinary measure"'):
        result = search(question, limit=RANKED)
        assert len(result.hits) == RANKED
        assert {int(hit.object_id[1:]) % 2 for hit in result.hits} == {1}
        assert result.total >= RANKED + 1


hostile = st.text() | st.text(st.sampled_from("ab\"'-*()&|!:<>\\\0犯ع \u202e^{}~NEAR AND OR NOT"), max_size=60)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(hostile)
def test_any_text_is_answered(question: str) -> None:
    result = search(question)
    assert result.total >= len(result.hits)


@pytest.mark.parametrize(
    "question",
    ["x" * 10_000, '"' * 10_000, "crime " * 2_000, "- " * 5_000, "\0", "crime\0prevention", "\u202eemirc", "(" * 5_000,
     "a* " * 3_000, "' OR 1=1 --", "NEAR(crime, 5)", "title_tokens:crime", "{a b}: c", "crime^2", "犯" * 10_000],
)  # fmt: skip
def test_a_hostile_question_is_answered(question: str) -> None:
    search(question)
    search(question, facets={question: question}, offset=-5, limit=-1)


levels = st.sampled_from(ReleaseLevel)
named = st.frozensets(st.sampled_from(["FRA", "KEN"]))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    st.lists(st.tuples(levels, st.none() | st.integers(0, 1), named), max_size=6),
    named,
    st.booleans(),
    st.integers(0, 2),
)
def test_a_search_shows_exactly_what_the_rule_allows(
    released: Sequence[tuple[ReleaseLevel, int | None, frozenset[str]]],
    states: frozenset[str],
    is_owner: bool,
    member_of: int,
) -> None:
    owners = [Organization.objects.get_or_create(name={"en": f"Body {n}"}, kind="government")[0].pk for n in range(2)]
    reader = Reader(1, frozenset(owners[:member_of]), states, is_owner)
    SearchEntry.objects.filter(object_id__startswith="secret").delete()
    secrets = [
        SearchDocument(
            "provision", f"secret{n}", "en", "", f"zircon{n} zircon", release=level,
            owner=None if owner is None else owners[owner], states=at,
        )
        for n, (level, owner, at) in enumerate(released)
    ]  # fmt: skip
    index(secrets)
    allowed = {one.object_id for one in secrets if one.release.allows(reader, owner=one.owner, states=one.states)}
    result = search("zircon", reader=reader)
    assert {hit.object_id for hit in result.hits} == allowed
    assert result.total == len(allowed)
    assert sum(result.facet_counts.get("kind", {}).values()) == len(allowed)
    for n, one in enumerate(secrets):
        assert found(f"zircon{n}", reader=reader) == ([one.object_id] if one.object_id in allowed else [])


def test_a_change_of_release_is_seen_at_once() -> None:
    index([SearchDocument("provision", "s", "en", "", "zircon")])
    assert found("zircon") == ["s"]
    index([SearchDocument("provision", "s", "en", "", "zircon", release=ReleaseLevel.OWN)])
    assert found("zircon") == []
    assert found("zircon", reader=Reader(is_owner_of_node=True)) == ["s"]


def test_a_search_takes_few_queries_however_much_is_found(django_assert_max_num_queries: object) -> None:
    index(document(f"q{n}", "quarantine measures") for n in range(60))
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        assert len(search("quarantine measures", limit=50).hits) == 50
