"""One text in many dresses: broken words, cited numbers at line ends, lists of browsers and word processors."""

from io import BytesIO

import docx
import pytest
import typst
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from cjin.texts.rules.document import Instrument
from cjin.texts.rules.hyphens import Hyphens
from cjin.texts.rules.parse import parse
from cjin.texts.rules.reading import read_bytes
from cjin.texts.rules.reading.direction import righted
from tests.texts.inputs import parsed


def ids(instrument: Instrument) -> list[str]:
    return [unit.id.partition("/")[2] for unit in instrument.operative]


def only(data: bytes, name: str) -> Instrument:
    (instrument,) = parse(read_bytes(data, name)).instruments
    return instrument


@pytest.mark.parametrize(
    ("lines", "between"),
    [
        (["the garden-", "ers meet", "all gardeners"], ""),
        (["a well-", "kept gate", "the well-kept hedge"], "-"),
        (["water-", "garden", "the garden has water"], "-"),
        (["non-", "gardeners"], "-"),
        (["Vice-", "Gardener"], "-"),
        (["well- or up-", "to-date gates"], "-"),
        (["garden-", "and gate-keepers"], "- "),
        (["re-", "establish"], "-"),
        (["the under-", "gardeners", "one undergardener"], ""),
        (["irri-", "gation and ferti-", "lizers of orna-", "mental plants"], ""),
    ],
)
def test_the_file_tells_whether_a_broken_word_has_a_hyphen_of_its_own(lines: list[str], between: str) -> None:
    assert Hyphens(lines).between(lines[0], lines[1]) == between


def test_a_number_after_a_word_that_cites_is_no_label_at_the_head_of_a_line() -> None:
    text = (
        "Title of the garden book\n\n1. Scope\n\n"
        "1.1 The gate of the garden shall be opened by the keeper, as in rule\n1.4 below, and shut by the\n"
        "other keeper when the evening comes and all of the birds have gone.\n\n"
        "1.2 The keeper shall look after what is set out in subparagraphs (a) or\n\n"
        "(b) of the list, and after every hedge, in the manner of the older\nkeepers of the place,\n"
        "who came here long before any of us and planted what we now see\nand cut, and what we give\nto others.\n"
    )
    (instrument,) = parsed(text).instruments
    assert ids(instrument) == ["para_1-1", "para_1-2"]


def test_lines_without_gaps_are_paragraphs_and_titles_of_their_own() -> None:
    text = (
        "Convention on the Gates of Public Gardens and on All That Belongs to Them, Their Locks and Their Keys\n"
        "The States Parties to this Convention,\nRecalling their gardens,\nhave agreed as follows:\n"
        "Article 1\nPurpose\nThis Convention keeps gates.\n"
        "Article 2\nUse of terms\n1. Here:\n(a) a gate opens;\n(b) a lock shuts;\nwhen they are whole.\n"
    )
    (instrument,) = parsed(text).instruments
    assert instrument.author_line == "The States Parties to this Convention,"
    assert instrument.enacting_clause == "have agreed as follows:"
    assert [unit.title for unit in instrument.operative[:2]] == ["Purpose", "Use of terms"]
    assert instrument.operative[2].text == "Here: when they are whole."


def test_recitals_in_small_letters_stand_apart() -> None:
    text = (
        "Конвенция о садах\n\nГосударства — участники настоящей Конвенции,\n\nссылаясь на свои сады,\n\n"
        "признавая также, что ворота открыты,\n\nсогласились о нижеследующем:\n\nСтатья 1\n\nСады открыты.\n\n"
        "Статья 2\n\nВорота закрыты.\n"
    )
    (instrument,) = parsed(text).instruments
    assert len(instrument.preamble) == 2
    assert instrument.enacting_clause == "согласились о нижеследующем:"


def test_numbered_and_lettered_headings_stand_over_rules() -> None:
    text = (
        "Rules for gardens\n\nI. General rules\n\n1. Opening\n\nRule 1\n\nGates open early.\n\n2. Closing\n\nRule 2\n\n"
        "1. Gates close late.\n\n2. Keys are kept.\n\n3. Care\n\n(a) Of trees\n\nRule 3\n\nTrees need:\n\n"
        "(a) Water;\n\n(b) Light.\n\n(b) Of hedges\n\nRule 4\n\nHedges are cut.\n"
    )
    (instrument,) = parsed(text).instruments
    assert [unit.heading_path[1:] for unit in instrument.operative if unit.kind == "rule"] == [
        ("1. Opening",), ("2. Closing",), ("3. Care", "(a) Of trees"), ("3. Care", "(b) Of hedges"),
    ]  # fmt: skip
    assert ids(instrument)[-3:] == ["rule_3__subpara_a", "rule_3__subpara_b", "rule_4"]


def test_markers_in_brackets_lead_to_their_notes() -> None:
    text = (
        "Title of the thing\n\n1. Keep gardens,[1] and gates.[2]\n\n2. Rest [one/two] days.\n\n[1] See one.\n\n"
        "[2] See two.\n"
    )
    (instrument,) = parsed(text).instruments
    assert [unit.footnotes for unit in instrument.operative] == [["1", "2"], []]
    assert {label: note.text for label, note in instrument.notes.items()} == {"1": "See one.", "2": "See two."}


def test_a_list_of_a_web_page_keeps_the_numbers_that_a_browser_shows() -> None:
    page = (
        "<h1>Title of the thing</h1><ol><li>One.</li><li value='5'>Five:<ol type='a'><li>Fork;</li></ol></li><li>"
        "<ol style='list-style-type: lower-alpha'><li>Spade;</li><li>Hoe.</li></ol></li></ol><p>7. Seven.</p>"
        "<ol start='8'><li>Eight.</li></ol><ol><li>9. Nine.</li></ol>"
    )
    assert ids(only(page.encode(), "page.html")) == [
        "para_1", "para_5", "para_5__subpara_a", "para_6", "para_6__subpara_a", "para_6__subpara_b", "para_7",
        "para_8", "para_9",
    ]  # fmt: skip


def test_a_list_of_a_word_file_starts_anew_where_it_says_so() -> None:
    document = docx.Document()
    root = document.part.numbering_part.element
    abstract = root.find(qn("w:abstractNum")).get(qn("w:abstractNumId"))
    level = next(root.iter(qn("w:lvl")))
    level.find(qn("w:numFmt")).set(qn("w:val"), "decimal")
    level.find(qn("w:lvlText")).set(qn("w:val"), "%1.")
    for name in ("801", "802"):
        number = root.add_num(int(abstract))
        number.set(qn("w:numId"), name)
        number.add_lvlOverride(ilvl=0).add_startOverride(1)
    for words, name in (("Article 1", ""), ("Dig.", "801"), ("Plant.", "801"), ("Article 2", ""), ("Rest.", "802")):
        paragraph = document.add_paragraph(words)
        if name:
            place = OxmlElement("w:numPr")
            place.get_or_add_ilvl().val = 0
            place.get_or_add_numId().val = int(name)
            paragraph._p.get_or_add_pPr().append(place)
    file = BytesIO()
    document.save(file)
    assert ids(only(file.getvalue(), "rules.docx")) == [
        "art_1", "art_1__para_1", "art_1__para_2", "art_2", "art_2__para_1",
    ]  # fmt: skip


def test_a_digit_that_its_font_raises_is_a_marker_and_a_centred_title_is_one() -> None:
    page = (
        "#set page(width: 12cm)\n#set par(justify: true)\n#align(center)[*Rules for the keeping of gates and of all "
        "the public gardens and of the hedges around them*]\n\n1. We keep gardens#footnote[See the garden book.] and "
        "the gates of every one of the gardens of the town, as long as they stand in the light of the sun.\n\n"
        "2. We rest.\n"
    )
    instrument = only(typst.compile(page.encode()), "gates.pdf")
    assert (
        instrument.title == "Rules for the keeping of gates and of all the public gardens and of the hedges around them"
    )
    assert [unit.footnotes for unit in instrument.operative] == [["1"], []]


@pytest.mark.parametrize(
    ("drawn", "read"),
    [(")أ( الحديقة", "(أ) الحديقة"), (".1 الحديقة", "1. الحديقة"), ("الحديقة (1)", "الحديقة (1)"), (")a( b", ")a( b")],
)
def test_brackets_and_numbers_of_right_to_left_lines_are_turned(drawn: str, read: str) -> None:
    assert righted(drawn) == read


def test_the_word_annex_inside_a_sentence_opens_no_annex() -> None:
    text = "Title of the thing\n\n1. The list of gates stands in the\n\nannex.\n\n2. The list is open.\n"
    (instrument,) = parsed(text).instruments
    assert instrument.operative[0].text == "The list of gates stands in the annex."


def test_labels_that_stand_together_are_units_of_their_own() -> None:
    text = (
        "Statute of the Garden\n\nArticle 1\n\n1. Keep it.\n\n2. (a) The gate is:\n\n(i) Shut; or\n\n(ii) Open.\n\n"
        "(b) (i) Its key is kept;\n\nand\n\n(ii) Its lock is oiled.\n\n3. (a) and (b) hold for every gate.\n\n"
        "Article 2\n\nAll gates close.\n"
    )
    (instrument,) = parsed(text).instruments
    assert ids(instrument) == [
        "art_1", "art_1__para_1", "art_1__para_2", "art_1__para_2__subpara_a", "art_1__para_2__subpara_a__point_i",
        "art_1__para_2__subpara_a__point_ii", "art_1__para_2__subpara_b", "art_1__para_2__subpara_b__point_i",
        "art_1__para_2__subpara_b__point_ii", "art_1__para_3", "art_2",
    ]  # fmt: skip
    assert [unit.text for unit in instrument.operative[2:4]] == ["", "The gate is:"]
    assert instrument.operative[7].text == "Its key is kept; and"


def test_an_article_at_the_top_of_pages_is_no_running_head() -> None:
    pages = "\n#pagebreak()\n".join(
        f"#align(center)[Article {n}]\n\nThe keeper of garden {n} opens its gates at dawn and shuts them at dusk.\n"
        for n in range(1, 5)
    )
    setup = "#set page(header: [Gardens/12])\n= Convention on Gates\n\n"
    instrument = only(typst.compile((setup + pages).encode()), "gates.pdf")
    assert ids(instrument) == ["art_1", "art_2", "art_3", "art_4"]
    assert all("Gardens" not in unit.text for unit in instrument.operative)


WRAPPED = (
    "\n\n2. The keeper of the garden opens the gates at dawn and shuts them\nat dusk, and looks after the hedges and "
    "the trees,\nas long as the sun stands in the sky and the birds\nsing, and then goes home\nto rest.\n"
)


def test_a_title_goes_on_below_its_colon() -> None:
    text = "Declaration on Gates and Gardens:\nKeeping Them Well\n\nWe, the keepers,\n\nDeclare as follows:\n\n1. One."
    (instrument,) = parsed(text + WRAPPED).instruments
    assert instrument.title == "Declaration on Gates and Gardens: Keeping Them Well"


@pytest.mark.parametrize(
    "paragraph",
    [
        "We met on 10 and 11 October\n1997), and looked after the gates of all the gardens of the place.",
        "We follow the older book of the gardens of the place (book No.\n24); it tells how to keep gates.",
        "We follow the older book of the gardens of the place, book R\n(85) 10, on how to keep them.",
        "We keep the gates, and\n\nalso the hedges and the trees, as the keepers before us did.",
    ],
)
def test_what_a_line_or_page_broke_stays_one_paragraph(paragraph: str) -> None:
    (instrument,) = parsed(f"Title of the thing\n\n1. {paragraph}{WRAPPED}").instruments
    assert instrument.operative[0].text == paragraph.replace("\n\n", " ").replace("\n", " ")
    assert ids(instrument) == ["para_1", "para_2"]


def test_a_short_recital_that_a_page_broke_is_joined() -> None:
    text = (
        "Title of the thing\n\nWe, the keepers,\n\nConvinced that the gates of the\n\n2/3\n\nGardens Board stand open,"
        "\n\nDeclare as follows:\n\n1. One."
    )
    (instrument,) = parsed(text + WRAPPED).instruments
    assert [unit.text for unit in instrument.preamble] == ["Convinced that the gates of the Gardens Board stand open,"]


def test_letters_lead_to_notes_too() -> None:
    text = (
        "Title of the thing\n\n1. Keep gardens;a always.\n\n2. Keep gates.[b]\n\n_____\n\na See one.\n\n[b] See two.\n"
    )
    (instrument,) = parsed(text).instruments
    assert [unit.footnotes for unit in instrument.operative] == [["a"], ["b"]]


def test_a_hanging_number_does_not_set_the_next_line_apart() -> None:
    words = "The keeper of the Garden opens its gates at dawn and shuts them at dusk, as the Elder Keepers did before."
    grid = "#grid(columns: (1cm, 1fr), [{}.], [{}])\n\n"
    page = "#set page(width: 9cm)\n= Rules for gates\n\n" + "".join(grid.format(n, words) for n in (1, 2, 3))
    assert [unit.text for unit in only(typst.compile(page.encode()), "gates.pdf").operative] == [words] * 3


def test_a_cited_article_at_the_head_of_a_page_is_no_article() -> None:
    text = (
        "Convention on Gates\n\nArticle 1\n\n1. No keeper shall open a gate that is shut under\n\n2/3\n\n"
        "Article 2 (1) or by the rules of the keepers.\n\nArticle 2\n\n1. Gates are shut at and/\nor before dusk."
    )
    (instrument,) = parsed(text + WRAPPED).instruments
    assert ids(instrument) == ["art_1", "art_1__para_1", "art_2", "art_2__para_1", "art_2__para_2"]
    assert instrument.operative[3].text == "Gates are shut at and/or before dusk."
