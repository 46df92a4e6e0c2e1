"""The catalogue files themselves: whole, sound, and in agreement with what others publish."""

import csv
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cjin.core.rules.catalogue import read
from cjin.core.rules.errors import Invalid
from cjin.core.rules.identifiers import Language
from cjin.reference.rules.groups import GroupEntry, GroupKind, read_groups, read_regions
from cjin.reference.rules.languages import read_languages
from cjin.reference.rules.states import StateEntry, read_states
from cjin.reference.rules.topics import read_topics

SHARED = Path(__file__).parents[3] / "shared" / "data" / "reference"
STATES = read_states(read("states"))
GROUPS = {group.slug: group for group in read_groups(read("groups"))}
TOPICS = read_topics(read("topics"))

# How many Members the United Nations had at the end of each year, as it publishes them. The years in which States that
# are not listed here joined in one seat for a while (Egypt and Syria, Tanganyika and Zanzibar) are left out.
MEMBERS = {
    1945: 51, 1946: 55, 1947: 57, 1948: 58, 1949: 59, 1950: 60, 1955: 76, 1956: 80, 1957: 82, 1961: 104, 1962: 110,
    1964: 115, 1966: 122, 1967: 123, 1968: 126, 1970: 127, 1971: 132, 1973: 135, 1974: 138, 1975: 144, 1976: 147,
    1977: 149, 1978: 151, 1979: 152, 1980: 154, 1981: 157, 1983: 158, 1984: 159, 1990: 159, 1991: 166, 1992: 179,
    1993: 184, 1994: 185, 1999: 188, 2000: 189, 2002: 191, 2006: 192, 2011: 193, 2024: 193,
}  # fmt: skip


@pytest.mark.parametrize(("year", "members"), MEMBERS.items())
def test_membership_grew_as_the_united_nations_says(year: int, members: int) -> None:
    day = date(year, 12, 31)
    assert sum(bool(state.member and state.member.covers(day)) for state in STATES) == members


def test_every_state_has_six_names_that_are_written_in_their_script() -> None:
    scripts = {"ar": "\u0600", "ru": "\u0400", "zh": "\u4e00"}
    for state in STATES:
        assert set(state.names) == set(Language.ALL)
        for language, first in scripts.items():
            assert any(first <= letter <= chr(ord(first) + 0x5200) for letter in state.names[language]), state


def test_no_two_states_share_a_name() -> None:
    for language in Language.ALL:
        names = Counter(state.names[language] for state in STATES)
        assert not [name for name, count in names.items() if count > 1], language


def test_names_are_written_with_typographic_apostrophes_and_without_stray_marks() -> None:
    bad = [name for state in STATES for name in state.names.values() if set("'_  \u200f\u200e") & set(name)]
    assert not [name for name in bad if "'" in name or "_" in name or "  " in name or "\u200f" in name]


@pytest.mark.parametrize(
    ("group", "day", "size"),
    [
        ("african-states", date(2024, 9, 30), 54),
        ("asia-pacific-states", date(2024, 9, 30), 54),
        ("eastern-european-states", date(2024, 9, 30), 23),
        ("latin-american-and-caribbean-states", date(2024, 9, 30), 33),
        ("western-european-and-other-states", date(2024, 9, 30), 29),
        ("ldc", date(2024, 12, 12), 45),
        ("ldc", date(2024, 12, 13), 44),
        ("ldc", date(2001, 12, 31), 49),
        ("lldc", date(2024, 9, 30), 32),
        ("sids", date(2024, 9, 30), 39),
    ],
)
def test_groups_have_the_size_that_their_sources_give(group: str, day: date, size: int) -> None:
    assert sum(member.period.covers(day) for member in GROUPS[group].members) == size


def test_every_member_is_in_exactly_one_regional_group() -> None:
    day = date(2024, 9, 30)
    regional = [group for group in GROUPS.values() if group.kind is GroupKind.REGIONAL]
    where = Counter(m.state for group in regional for m in group.members if m.period.covers(day))
    members = {state.iso3 for state in STATES if state.member and state.member.covers(day)}
    assert set(where) == members
    assert set(where.values()) == {1}


def test_regions_hold_every_state_but_antarctica() -> None:
    regions = {region.m49: region for region in read_regions(read("groups"))}
    assert [state.iso3 for state in STATES if state.region is None] == ["ATA"]
    assert {state.region for state in STATES if state.region} <= set(regions)
    assert sum(region.within is None for region in regions.values()) == 5


def test_the_six_languages() -> None:
    languages = read_languages(read("languages"))
    assert [one.code for one in languages if one.direction == "rtl"] == ["ar"]
    assert {one.code: one.own_name for one in languages}["zh"] == "中文"


def test_topics_are_a_tree_of_at_most_three_levels() -> None:
    broader = {topic.slug: topic.broader for topic in TOPICS}

    def depth(slug: str) -> int:
        above = broader[slug]  # type: ignore[index]
        return 1 + (depth(above) if above else 0)

    assert 60 <= len(TOPICS) <= 90
    assert max(depth(slug) for slug in broader) <= 3


def test_every_topic_has_words_in_six_languages_and_names_where_it_comes_from() -> None:
    works = {work["slug"] for work in read("instruments")}
    for topic in TOPICS:
        assert set(topic.pref_label) == set(topic.keywords) == set(Language.ALL)
        assert topic.scope_note.endswith(".")
        assert topic.drawn_from
        assert set(topic.drawn_from) <= works, topic.slug


def test_no_word_names_two_topics() -> None:
    for language in Language.ALL:
        said = Counter(word.casefold() for topic in TOPICS for word in {topic.pref_label[language]})
        assert not [word for word, count in said.items() if count > 1]


# --- Against the shared data, where it is present -------------------------------------------------------------------


def rows(name: str) -> list[dict[str, str]]:
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"{path.name} is not beside this checkout")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_codes_and_days_are_those_of_the_shared_list() -> None:
    ours = {state.iso3: state for state in STATES}
    theirs = rows("states.csv")
    assert len(theirs) > 200
    for row in theirs:
        state = ours[row["iso3"]]  # type: ignore[index]
        assert (state.iso2, state.m49) == (row["iso2"], row["m49"])
        since = state.member.since.isoformat() if state.member and state.member.since else ""
        assert since == row["un_member_since"]
    assert {state.iso3 for state in STATES} - {row["iso3"] for row in theirs} == {"CSK", "DDR", "YMD", "YUG"}


def test_graduations_agree_with_the_shared_list_and_add_one() -> None:
    ended = {m.state: m.period.until.year for m in GROUPS["ldc"].members if m.period.until}
    assert ended == {row["Code"]: int(row["Graduation"]) for row in rows("graduated-ldcs.csv")} | {"STP": 2024}


def test_what_means_the_same_is_a_concept_of_unbis() -> None:
    known = {row["uri"] for row in rows("unbis_crime_terms.csv")}
    named = [address for topic in TOPICS for address in topic.exact_match]
    assert len(named) == len(set(named)) >= 20
    assert set(named) <= known


# --- Faults -----------------------------------------------------------------------------------------------------------

GOOD_STATE: dict[str, Any] = {
    "iso3": "AFG",
    "iso2": "AF",
    "m49": "004",
    "names": dict.fromkeys(Language.ALL, "x"),
    "region": "034",
    "member_since": date(1946, 11, 19),
}
GOOD_GROUP: dict[str, Any] = {
    "slug": "ldc",
    "kind": "development",
    "names": dict.fromkeys(Language.ALL, "x"),
    "source": "list",
    "as_of": date(2024, 9, 30),
    "members": [{"state": "AFG", "since": 1971}],
}


def states(**changes: Any) -> tuple[StateEntry, ...]:
    return read_states({"states": [{k: v for k, v in {**GOOD_STATE, **changes}.items() if v is not None}]})


def groups(**changes: Any) -> tuple[GroupEntry, ...]:
    return read_groups({"groups": [{**GOOD_GROUP, **changes}]})


def test_the_good_ones_are_good() -> None:
    assert states()[0].iso3 == "AFG"
    assert groups()[0].members[0].period.since == date(1971, 1, 1)


@pytest.mark.parametrize(
    "changes",
    [
        {"iso3": "AF"},
        {"iso2": False},  # what YAML makes of an unquoted NO
        {"m49": 4},  # what YAML makes of an unquoted 004
        {"names": {"en": "Afghanistan"}},
        {"names": None},
        {"member_since": "1946"},
        {"member_since": date(1946, 1, 1), "member_until": date(1945, 1, 1)},
        {"member_since": None, "member_until": date(1945, 1, 1)},
        {"memeber_since": 1946},
    ],
)
def test_a_faulty_state_is_refused_with_its_place(changes: dict[str, Any]) -> None:
    with pytest.raises(Invalid) as caught:
        states(**changes)
    assert "states.yaml, entry 1" in caught.value.faults[0].where


def test_a_code_that_stands_twice_is_refused() -> None:
    with pytest.raises(Invalid, match="has faults"):
        read_states({"states": [GOOD_STATE, {**GOOD_STATE, "iso3": "AGO"}]})


@pytest.mark.parametrize(
    "changes",
    [
        {"slug": "L D C"},
        {"kind": "club"},
        {"as_of": None},
        {"members": [{"state": "AFG", "since": 1971}, {"state": "AFG", "since": 1990}]},
        {"members": [{"state": "AFG"}, {"state": "AFG", "since": 1990}]},
        {"members": [{"state": "AFG", "until": 1971, "since": 1990}]},
        {"members": "AFG"},
        {"members": ["AFG"]},
    ],
)
def test_a_faulty_group_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        groups(**changes)


def test_a_state_may_come_back_to_a_group() -> None:
    again = [{"state": "AFG", "since": 1971, "until": 1980}, {"state": "AFG", "since": 1980}]
    assert len(groups(members=again)[0].members) == 2


GOOD_TOPIC: dict[str, Any] = {
    "slug": "crime",
    "scopeNote": "All.",
    "prefLabel": {language: f"c-{language}" for language in Language.ALL},
    "keywords": {language: ["crime"] for language in Language.ALL},
}


@pytest.mark.parametrize(
    "second",
    [
        {"slug": "theft", "broader": "nothing"},
        {"slug": "theft"},  # labels stand twice
        {"slug": "crime"},
        {"slug": "theft", "prefLabel": {"en": "Theft"}},
        {"slug": "theft", "keywords": {"en": ["theft"]}},
        {"slug": "theft", "keywords": {"en": "theft"}},
        {"slug": "theft", "altLabel": {"xx": ["y"]}},
        {"slug": "theft", "narrower": "x"},
    ],
)
def test_a_faulty_topic_is_refused(second: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        read_topics([GOOD_TOPIC, {**GOOD_TOPIC, **second}])


@pytest.mark.parametrize("content", [None, {}, "text", [None], [["slug"]], {"slug": "x"}])
def test_a_file_of_another_shape_is_refused(content: Any) -> None:
    with pytest.raises(Invalid):
        read_topics(content)
