"""How instruments are made: resolutions with annexes, rules, treaties, collections; made-up texts in the same dress."""

import pytest

from cjin.texts.rules.document import Document, Instrument
from cjin.texts.rules.header import body_of
from tests.texts.inputs import parsed


def only(document: Document) -> Instrument:
    assert len(document.instruments) == 1, [i.instrument_id for i in document.instruments]
    return document.instruments[0]


def ids(instrument: Instrument) -> list[str]:
    return [unit.id.partition("/")[2] for unit in instrument.operative]


RESOLUTION = """Resolution adopted by the General Assembly on 17 December 2015

[on the report of the Third Committee (A/70/490)]

70/975. Model rules for the keeping of gardens

The General Assembly,

Guided by its love of gardens,<sup>1</sup>

1. Thanks the gardeners;

2. Adopts the rules annexed to the present resolution.

80th plenary meeting
17 December 2015

Annex

Model rules for the keeping of gardens

I. Rules of general application

Basic principles

Rule 1

All gardens shall be kept. The gate shall be open at all times.

Rule 2

1. The present rules apply to all.

2. To put them into practice:

(a) Dig;

(b) Plant.

File management

Rule 3

1. There shall be a file.

---

<sup>1</sup> See the garden book.
"""


def test_a_resolution_and_its_annex_are_two_instruments_named_by_the_symbol() -> None:
    resolution, annex = parsed(RESOLUTION).instruments
    assert (resolution.instrument_id, annex.instrument_id) == ("ares-70-975", "ares-70-975-annex")
    assert resolution.symbol == "A/RES/70/975"
    assert resolution.adopted == "2015-12-17"
    assert resolution.author_line == "The General Assembly,"
    assert [unit.footnotes for unit in resolution.preamble] == [["1"]]
    assert ids(resolution) == ["para_1", "para_2"]
    assert ids(annex) == [
        "rule_1", "rule_2", "rule_2__para_1", "rule_2__para_2", "rule_2__para_2__subpara_a",
        "rule_2__para_2__subpara_b", "rule_3", "rule_3__para_1",
    ]  # fmt: skip
    assert annex.operative[-1].heading_path == ("I. Rules of general application", "File management")


def test_the_letter_i_and_the_roman_numeral_are_told_apart_by_their_neighbours() -> None:
    letters = "".join(f"({letter}) Item {letter};\n\n" for letter in "abcdefgh")
    as_letter = only(parsed(f"Title of a list\n\n1. List:\n\n{letters}(i) Item i;\n\n(j) Item j.\n\n2. End."))
    assert "para_1__subpara_i" in ids(as_letter)
    as_roman = only(
        parsed(
            f"Title of a list\n\n1. List:\n\n{letters.replace('Item h;', 'Item h:')}(i) One;\n\n(ii) Two.\n\n2. End."
        )
    )
    assert ids(as_roman)[-3:] == ["para_1__subpara_h__point_i", "para_1__subpara_h__point_ii", "para_2"]


def test_articles_take_their_title_from_the_next_line_and_their_paragraphs_nest() -> None:
    treaty = only(
        parsed(
            "Convention on Gardens\n\nThe States Parties to this Convention,\n\nRecalling their gardens,\n\n"
            "Have agreed as follows:\n\n"
            "CHAPTER I\n\nGENERAL PROVISIONS\n\nArticle 1\n\nUse of terms\n\nFor the purposes of this Convention:\n\n"
            '(a) "Garden" means a garden;\n\n(b) "Gate":\n\n(i) Means a gate;\n\n(ii) Means a door;\n\n'
            "Article 2\n\nScope\n\n1. All gardens.\n\n"
            "2. No deserts.\n\nIN WITNESS WHEREOF, the undersigned have signed."
        )
    )
    assert treaty.enacting_clause == "Have agreed as follows:"
    assert ids(treaty) == [
        "art_1", "art_1__subpara_a", "art_1__subpara_b", "art_1__subpara_b__point_i", "art_1__subpara_b__point_ii",
        "art_2", "art_2__para_1", "art_2__para_2",
    ]  # fmt: skip
    assert treaty.operative[0].text == "For the purposes of this Convention:"
    assert treaty.operative[0].title == "Use of terms"
    assert treaty.operative[-1].heading_path == ("CHAPTER I GENERAL PROVISIONS", "Scope")
    assert treaty.closing_formula.startswith("IN WITNESS")


@pytest.mark.parametrize(
    "split",
    [
        "\n\n---\n\n<sup>1</sup> A note.\n\n",
        "\n\n21-19220 7/16\n\n",
        "\n\n**15/16**\n\n",
        "\n\n<!-- Page 4 -->\n\n",
        "\n\n\n",
        "\n\nA/RES/76/181\n\n2/5\n\n",
    ],
    ids=["note", "job number", "page number", "page comment", "blank lines", "running head"],
)
def test_a_paragraph_split_by_a_page_is_joined_with_one_blank(split: str) -> None:
    opening = "Title of the thing\n\nWe, the people,\n\nDeclare as follows:\n\n"
    text = opening + f"1. We keep our gardens<sup>1</sup> and{split}our gates open.\n\n2. End."
    instrument = only(parsed(text))
    assert instrument.operative[0].text == "We keep our gardens and our gates open."
    assert ids(instrument) == ["para_1", "para_2"]


def test_glued_and_loose_markers_are_found_and_an_orphan_note_is_told() -> None:
    instrument = only(
        parsed(
            "Title of the thing\n\nWe, the people,\n\nDeclare as follows:\n\n"
            "1. We keep gardens1 and gates,2 always.\n\n"
            "2. We plant (the old rules); 3\n\n3. We rest.\n\n_____\n\n1 See one.\n\n2 See two.\n\n"
            "3 See three.\n\n4 See four."
        )
    )
    assert [unit.footnotes for unit in instrument.operative] == [["1", "2"], ["3"], []]
    assert instrument.operative[0].text == "We keep gardens and gates, always."
    assert [w.message for w in instrument.warnings if w.code == "orphan-note"] == [
        "Note 4 is cited nowhere in the text."
    ]


def test_a_gap_and_a_repeated_number_become_warnings_with_their_lines() -> None:
    instrument = only(parsed("Title of the thing\n\n1. One.\n\n2. Two.\n\n4. Four.\n\n4. Four again."))
    codes = {(w.code, w.lines[0]) for w in instrument.warnings}
    assert {("numbering", 7), ("duplicate-number", 9)} <= codes
    assert len(set(ids(instrument))) == 4


def test_a_heading_with_a_number_is_no_paragraph_where_the_count_runs_on() -> None:
    instrument = only(
        parsed(
            "Title of the thing\n\nA. Structure\n\n22. Paragraph.\n\n1. The commission of gardens\n\n"
            "23. A commission shall sit.\n\n2. The committee\n\n24. It ends."
        )
    )
    assert ids(instrument) == ["para_22", "para_23", "para_24"]
    assert instrument.operative[1].heading_path == ("A. Structure", "1. The commission of gardens")


def test_a_chapeau_governs_what_follows_until_the_next_one() -> None:
    instrument = only(
        parsed(
            "Title of the thing\n\nWe, the people,\n\nDeclare the following:\n\n1. One;\n\n"
            "We therefore will:\n\n## Digging\n\n2. Dig;\n\n"
            "To end well:\n\n3. Rest."
        )
    )
    assert [unit.chapeau for unit in instrument.operative] == [None, "We therefore will:", "To end well:"]
    assert instrument.operative[1].heading_path == ("Digging",)
    assert instrument.operative[2].heading_path == ()


def test_words_after_a_list_close_the_paragraph_above_it() -> None:
    instrument = only(
        parsed("Title of the thing\n\n1. We invite:\n\n(a) Gardeners;\n\n(b) Diggers;\n\nto meet each year.\n\n2. End.")
    )
    assert instrument.operative[0].text == "We invite: to meet each year."


@pytest.mark.parametrize("text", ["", "\n\n", "Just a letter to a friend, nothing else.", "a,b,c\n1,2,3\n", "{}"])
def test_what_is_no_instrument_gives_none_and_says_so(text: str) -> None:
    document = parsed(text)
    assert document.instruments == ()
    assert [warning.code for warning in document.warnings] == ["no-instrument"]


@pytest.mark.parametrize(
    ("symbol", "body"),
    [
        ("A/RES/60/999", "General Assembly"),
        ("E/RES/2015/24", "Economic and Social Council"),
        ("S/RES/1373 (2001)", "Security Council"),
        ("A/CONF.222/17", ""),
        ("", ""),
    ],
)
def test_a_body_is_known_by_its_symbols_and_is_spelled_one_way(symbol: str, body: str) -> None:
    assert body_of(symbol) == body
