"""The rows of a page: order, headings and chapeaux once, nothing lost."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from cjin.texts.rules.layout import Frame, Row, align, lay_out
from cjin.texts.rules.marks import mark, without_marks

ENGLISH = Frame("en", "The authors,", "Declare:", "Done.")


@dataclass
class Given:
    eid: str
    kind: str = "paragraph"
    num: str = "1"
    title: str = ""
    text: str = ""
    marked: str = ""
    heading_path: tuple[str, ...] = ()
    chapeau: str = ""
    preamble: bool = False


def kinds(rows: list[Row]) -> list[tuple[str, str]]:
    return [(row.kind, row.title or "".join(words.text for words in row.words)) for row in rows]


def test_a_text_in_its_order() -> None:
    units = [
        Given("preamble_1", "recital", "", text="Recalling,", preamble=True),
        Given("para_1", text="One."),
        Given("para_2", num="2", text="Two.", heading_path=("I. Acts", "A. Here"), chapeau="We will:"),
        Given("para_3", num="3", text="Three.", heading_path=("I. Acts", "B. There"), chapeau="We will:"),
    ]
    assert kinds(lay_out(units, {}, ENGLISH)) == [
        ("author", "The authors,"),
        ("recital", "Recalling,"),
        ("enacting", "Declare:"),
        ("unit", "One."),
        ("heading", "I. Acts"),
        ("chapeau", "We will:"),
        ("heading", "A. Here"),
        ("unit", "Two."),
        ("heading", "B. There"),
        ("unit", "Three."),
        ("closing", "Done."),
    ]


def test_a_chapeau_over_several_headings_stands_above_them_once() -> None:
    units = [Given(f"para_{n}", text=str(n), heading_path=(f"H{n}",), chapeau="We will:") for n in (1, 2, 3)]
    rows = lay_out(units, {}, Frame("en"))
    assert [row.kind for row in rows] == ["chapeau", "heading", "unit", "heading", "unit", "heading", "unit"]


def test_an_article_is_a_heading_with_its_name_once() -> None:
    path = ("Chapter I", "Purpose")
    units = [
        Given("art_1", "article", "1", title="Purpose", heading_path=path),
        Given("art_1__para_1", num="1", text="This.", heading_path=path),
        Given("art_1__para_1__subpara_a", "subparagraph", "a", text="That.", heading_path=path),
    ]
    rows = lay_out(units, {}, Frame("fr"))
    assert [(row.kind, row.number, row.title, row.level, row.depth) for row in rows] == [
        ("heading", "", "Chapter I", 2, 0),
        ("container", "Article 1", "Purpose", 3, 0),
        ("unit", "1.", "", 0, 0),
        ("unit", "(a)", "", 0, 1),
    ]


def test_notes_stand_where_they_are_cited_first_and_every_marker_has_its_own_id() -> None:
    units = [Given("para_1", marked=f"One{mark('5')} and{mark('5')}."), Given("para_2", marked=f"Two{mark('5')}")]
    one, two = lay_out(units, {"5": "See there."}, Frame("en"))
    assert one.notes == (("5", "See there."),)
    assert two.notes == ()
    assert [words.ref for row in (one, two) for words in row.words if words.label] == ["ref-5", "ref-5-2", "ref-5-3"]


EIDS = st.lists(st.integers(1, 40), unique=True, max_size=12)
PATHS = st.lists(st.sampled_from(["A", "B", "C"]), max_size=3).map(tuple)


@given(EIDS, st.data())
def test_no_unit_and_no_words_are_lost(numbers: list[int], data: st.DataObject) -> None:
    units = [
        Given(
            f"para_{n}",
            num=str(n),
            marked=data.draw(st.text("ab \ue000\ue001.", max_size=12)),
            heading_path=data.draw(PATHS),
            chapeau=data.draw(st.sampled_from(["", "We will:"])),
        )
        for n in numbers
    ]
    rows = lay_out(units, {}, Frame("en"))
    assert [row.eid for row in rows if row.kind == "unit"] == [unit.eid for unit in units]
    assert len({row.key for row in rows}) == len(rows)
    for unit, row in zip(units, (row for row in rows if row.kind == "unit"), strict=True):
        said = "".join(words.text for words in row.words).replace(" ", "")
        assert said == without_marks(unit.marked).replace(" ", "")


@given(EIDS, EIDS)
def test_aligned_rows_are_all_there_in_order(left: list[int], right: list[int]) -> None:
    ours, theirs = ([Row("unit", f"para_{n}") for n in numbers] for numbers in (left, right))
    pairs = align(ours, theirs)
    assert [one for one, _ in pairs if one] == ours
    assert {other.key for _, other in pairs if other} == {row.key for row in theirs}
    assert all(one.key == other.key for one, other in pairs if one and other)
