"""Corrections of a text's structure: whatever is done, the words stay and the tree stays a tree."""

from collections import Counter
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjin.core.rules.errors import Invalid
from cjin.texts.rules.document import Provision
from cjin.texts.rules.editing import join, rehead, renumber, retitle, split
from cjin.texts.rules.marks import MARK, labels_in
from tests.texts.inputs import parsed

TEXT = """Model declaration on examples

We, the makers of examples,

Recalling that examples help,

Convinced that they help most when short,

Declare as follows:

A. First things

1. We agree on the first thing, which is short. We also agree on another:

(a) To begin; to go on;

(b) To end:

(i) Well;

(ii) In time;

2. We promise more. And we keep it. And we keep it.

B. Last things

3. We thank the host.
"""
KINDS = ["recital", "paragraph", "subparagraph", "point", "item", "article", "rule"]


def units() -> list[Provision]:
    found = parsed(TEXT).instruments[0]
    return [*found.preamble, *found.operative]


def eids(made: list[Provision]) -> list[str]:
    return [unit.id.partition("/")[2] for unit in made]


def by(made: list[Provision], eid: str) -> Provision:
    return made[eids(made).index(eid)]


def words(made: list[Provision]) -> list[str]:
    return [word for unit in made for word in f"{unit.title} {unit.text}".split()]


@st.composite
def acts(draw: st.DrawFn) -> tuple[str, int, str, str, int]:
    return (
        draw(st.sampled_from(["join", "split", "renumber", "retitle", "rehead"])),
        draw(st.integers(0, 20)),
        draw(st.sampled_from(KINDS)),
        draw(st.sampled_from(["", "1", "2", "b", "iv", "12", "أ"])),
        draw(st.integers(1, 8)),
    )


def done(made: list[Provision], act: tuple[str, int, str, str, int]) -> tuple[list[Provision], str]:
    verb, place, kind, num, word = act
    unit = made[place % len(made)]
    eid = unit.id.partition("/")[2]
    if verb == "join":
        return join(made, eid)
    if verb == "split":
        return split(made, eid, words=" ".join(unit.text.split()[word : word + 6]), kind=kind, num=num)
    if verb == "renumber":
        return renumber(made, eid, kind=kind, num=num)
    if verb == "retitle":
        return retitle(made, eid, title="")
    return rehead(made, eid, headings=["C. Other things"] * (word % 3))


@given(st.lists(acts(), min_size=1, max_size=12))
def test_whatever_is_done_no_word_is_lost_and_the_tree_stays_a_tree(many: list[tuple[str, int, str, str, int]]) -> None:
    made = units()
    before = words(made)
    for act in many:
        with suppress(Invalid):
            made, eid = done(made, act)
            assert eid in eids(made)
        assert words(made) == before
        assert len(set(eids(made))) == len(made)
        place = {unit.id: number for number, unit in enumerate(made)}
        for number, unit in enumerate(made):
            assert unit.parent is None or place[unit.parent] < number
            assert unit.parent is None or unit.id.startswith(f"{unit.parent}__")
        firsts = [unit.id.partition("/")[2].startswith("preamble_") for unit in made]
        assert firsts == sorted(firsts, reverse=True)
        assert all(unit.id.count("__") <= 4 for unit in made)


@given(st.integers(1, 5), st.lists(st.sampled_from("123*k"), max_size=6))
def test_markers_of_notes_go_with_the_word_that_they_follow(at: int, labels: list[str]) -> None:
    bare = "One two three four five six."
    marks = [f"\ue000{label}\ue001" for label in labels]
    marked = " ".join(word + "".join(marks[place::6]) for place, word in enumerate(bare.split()))
    every = list(dict.fromkeys(labels_in(marked)))
    unit = Provision("x/para_1", "paragraph", "1", None, bare, every, marked=marked)
    (one, two), _ = split([unit], "para_1", words=" ".join(bare.split()[at:]), kind="paragraph", num="2")
    assert Counter(MARK.findall(one.marked) + MARK.findall(two.marked)) == Counter(MARK.findall(marked))
    assert MARK.sub("", one.marked).split() == one.text.split()
    assert MARK.sub("", two.marked).split() == two.text.split()
    assert one.footnotes == labels_in(one.marked)
    assert sorted(two.footnotes) == sorted(labels_in(two.marked))


def test_the_made_up_text_is_read_as_meant() -> None:
    assert eids(units()) == [
        "preamble_1", "preamble_2", "para_1", "para_1__subpara_a", "para_1__subpara_b",
        "para_1__subpara_b__point_i", "para_1__subpara_b__point_ii", "para_2", "para_3",
    ]  # fmt: skip


def test_joining_takes_the_parts_along() -> None:
    made, eid = join(units(), "para_1__subpara_b")
    assert eid == "para_1__subpara_a"
    assert by(made, "para_1__subpara_a").text == "To begin; to go on; To end:"
    assert eids(made)[3:6] == ["para_1__subpara_a", "para_1__subpara_a__point_i", "para_1__subpara_a__point_ii"]


def test_joining_can_keep_a_number_that_was_a_word() -> None:
    made, _ = join(units(), "para_2", keep_number=True)
    assert by(made, "para_1__subpara_b__point_ii").text.startswith("In time; 2 We promise more.")


def test_splitting_gives_the_parts_to_the_second_half() -> None:
    made, eid = split(units(), "para_1", words="We also", kind="paragraph", num="1bis")
    assert eid == "para_1bis"
    assert by(made, "para_1").text == "We agree on the first thing, which is short."
    assert "para_1bis__subpara_b__point_ii" in eids(made)


def test_a_split_recital_counts_the_others_on() -> None:
    made, eid = split(units(), "preamble_1", words="examples help", kind="recital", num="")
    assert eid == "preamble_2"
    assert by(made, "preamble_3").text.startswith("Convinced")


def test_another_kind_moves_a_unit_and_what_follows_it() -> None:
    made, eid = renumber(units(), "para_2", kind="subparagraph", num="c")
    assert eid == "para_1__subpara_c"
    made, eid = renumber(made, "para_1__subpara_b", kind="paragraph", num="2")
    assert eids(made)[4:8] == ["para_2", "para_2__point_i", "para_2__point_ii", "para_2__subpara_c"]


def test_a_number_that_comes_twice_is_told_apart() -> None:
    _made, eid = renumber(units(), "para_2", kind="paragraph", num="1")
    assert eid == "para_1_2"


def test_a_heading_changes_for_all_units_under_it() -> None:
    made, _ = rehead(units(), "para_1", headings=["A. Things", "  "])
    assert {unit.heading_path for unit in made[2:]} == {("A. Things",), ("B. Last things",)}
    assert by(made, "para_2").heading_path == ("A. Things",)


def test_a_title_goes_into_the_headings_of_its_parts() -> None:
    made, eid = renumber(units(), "para_1", kind="article", num="1")
    made, eid = retitle(made, eid, title=" On  beginnings ")
    assert by(made, "art_1__subpara_a").heading_path == ("A. First things", "On beginnings")
    made, _ = retitle(made, eid, title="")
    assert by(made, "art_1").text.startswith("On beginnings We agree")
    assert by(made, "art_1__subpara_a").heading_path == ("A. First things",)


@pytest.mark.parametrize(
    ("act", "where"),
    [
        (lambda made: join(made, "preamble_1"), ""),
        (lambda made: join(made, "para_1"), ""),
        (lambda made: join(made, "para_3"), ""),
        (lambda made: join(made, "para_99"), ""),
        (lambda made: split(made, "para_2", words="nowhere", kind="paragraph", num="3"), "words"),
        (lambda made: split(made, "para_2", words="And we", kind="paragraph", num="3"), "words"),
        (lambda made: split(made, "para_2", words="We promise", kind="paragraph", num="3"), "words"),
        (lambda made: split(made, "para_2", words="", kind="paragraph", num="3"), "words"),
        (lambda made: split(made, "para_2", words="And we keep it. And", kind="recital", num=""), "kind"),
        (lambda made: renumber(made, "para_2", kind="paragraph", num="(2)"), "num"),
        (lambda made: renumber(made, "preamble_2", kind="paragraph", num="2"), "kind"),
        (lambda made: renumber(made, "preamble_1", kind="point", num="i"), "kind"),
        (lambda made: retitle(made, "para_2", title="A title"), "title"),
        (lambda made: rehead(made, "para_2", headings=["x"] * 7), "headings"),
    ],
)
def test_what_cannot_be_done_is_refused_at_its_field(act, where: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(Invalid) as refused:
        act(units())
    assert [fault.where for fault in refused.value.faults] == [where]
