"""Citations in all their forms, chains across notes, and where they lead."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjin.texts.rules.cited.citing import Citing
from cjin.texts.rules.cited.finding import Source, citations_of
from cjin.texts.rules.cited.notes import order_of
from tests.texts.following import WORKS, cited_in, founding
from tests.texts.inputs import needs_shared


def keys(text: str, notes: dict[str, str] | None = None, organ: str = "A", **more: frozenset[str]) -> list[str]:
    """Where the citations of one provision lead."""
    unit = Citing("para_9__subpara_e", text, tuple(notes or ()))
    return [one.target.key for one in citations_of(Source("own-work", [unit], notes or {}, organ, structures=more))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Recalling A/RES/76/181 and E/CN.15/2015/L.2", ["kyoto", "E/CN.15/2015/L.2"]),
        ("its resolution 57/270 B of 23 June 2003", ["A/RES/57/270B"]),
        ("Economic and Social Council resolution 155 C (VII)", ["E/RES/155(VII)C"]),
        ("General Assembly resolution 415 (V) of 1950", ["A/RES/415(V)"]),
        ("its decision 74/550 A", ["A/DEC/74/550A"]),
        ("resolution S-23/2, annex, and resolution S-23/3", ["A/RES/S-23/2#annex-1", "A/RES/S-23/3"]),
        ("resolutions 59/151 and 60/175", ["A/RES/59/151", "A/RES/60/175"]),
        ("the Council in its resolution 2005/15", ["E/RES/2005/15"]),
        ("resolution 2014/22", ["E/RES/2014/22"]),
        ("as defined by the Commission in its resolution 22/6", ["E/CN.15/RES/22/6"]),
        ("A/CONF.222/17, E/1990/31/Add.1", ["congress-report-2015", "E/1990/31/Add.1"]),
        ("A/CONF.187/RPM.1/1 and Corr.1", ["A/CONF.187/RPM.1/1", "A/CONF.187/RPM.1/1/Corr.1"]),
        ("Treaty Series, vol. 2349, No. 42146", ["uncac-2003"]),
        ("Treaty Series, vol. 1, No. 2", ["UNTS/2/1"]),
        ("(United Nations publication, Sales No. E.93.IV.4)", ["Sales/E.93.IV.4"]),
        ("Resolution 55/25, annexes I-III", ["untoc-2000", "untoc-trafficking-2000", "untoc-migrants-2000"]),
        ("Resolution 55/25, annex III", ["untoc-migrants-2000"]),
        ("the Bangkok Rules and the Organized Crime Convention", ["bangkok-rules-2010", "untoc-2000"]),
        ("paragraph 21 above", ["own-work/para_21"]),
        ("section F, below", ["own-work/section_F"]),
        ("subparagraphs (c) and (d) above", ["own-work/para_9__subpara_c", "own-work/para_9__subpara_d"]),
        ("paragraphs 5, 6, 7 and 10 of the Vienna Declaration", [f"vienna-2000/para_{n}" for n in (5, 6, 7, 10)]),
        ("paragraphs 3 to 5 above", [f"own-work/para_{n}" for n in (3, 4, 5)]),
        ("article 57, paragraph 5, of the Convention against Corruption", ["uncac-2003/art_57__para_5"]),
        ("the Convention against Corruption, and article 4 of the Convention", ["uncac-2003", "uncac-2003/art_4"]),
        ("the Organized Crime Convention and the Protocols thereto", ["untoc-2000", "untoc-protocols"]),
        ("the Convention on the Rights of the Child and its two Optional Protocols",
         ["child-1989", "child-armed-conflict-2000", "child-sale-2000"]),
        ("the three international drug control conventions", ["drug-conventions"]),
        ("the Milan Declaration on Clean Libraries and the Guiding Principles for Readers in Need",
         ["Milan Declaration on Clean Libraries", "Guiding Principles for Readers in Need"]),
        ("paragraph 12 and nothing else, a resolution, the Convention", []),
    ],
)  # fmt: skip
def test_forms(text: str, expected: list[str]) -> None:
    found = keys(text)
    assert [key.replace("A/RES/76/181", "kyoto") if key != "ares-76-181" else "kyoto" for key in found] == expected


def test_ibid_takes_over_what_the_note_before_names() -> None:
    notes = {
        "1": "United Nations, Treaty Series, vol. 2237, No. 39574.",
        "2": "*Ibid.*, vol. 2349, No. 42146.",
        "10": "A/CONF.222/17.",
        "11": "Ibid., chap. I, resolution 1.",
        "12": "Resolution 40/33, annex.",
        "13": "See note 11 above.",
    }
    found = {one.note: one.target.key for one in citations_of(
        Source("own-work", [Citing("para_1", "Words.", tuple(notes))], notes)
    )}  # fmt: skip
    assert found == {
        "1": "untoc-trafficking-2000", "2": "uncac-2003", "10": "congress-report-2015", "11": "congress-report-2015",
        "12": "beijing-rules-1985", "13": "congress-report-2015",
    }  # fmt: skip


def test_notes_follow_each_other_by_number_then_by_letter() -> None:
    assert order_of(["10", "b", "2", "aa", "*", "a"]) == ["*", "2", "10", "a", "b", "aa"]


def test_the_convention_is_the_one_named_last_also_in_a_provision_before() -> None:
    units = [Citing("para_1", "The Convention against Corruption."), Citing("para_2", "Parties to the Convention.")]
    assert [one.target.key for one in citations_of(Source("own-work", units))] == ["uncac-2003", "uncac-2003"]


def test_a_place_that_does_not_exist_is_not_resolved() -> None:
    unit = Citing("para_1", "paragraph 99 of the Vienna Declaration")
    structures = {"vienna-2000": frozenset({"para_1"})}
    (found,) = citations_of(Source("own-work", [unit], structures=structures))
    assert (found.target.key, found.target.resolved) == ("vienna-2000/para_99", False)


@given(st.text(max_size=200))
def test_any_text_is_read_and_the_words_stand_at_their_place(text: str) -> None:
    for one in citations_of(Source("own-work", [Citing("para_1", text)])):
        assert one.span.of(text) == one.words


LINKS = {
    "para_1": (5, 6, 7, 10), "para_5": (16,), "para_10": (14,), "para_13": (14,), "para_16": (15,), "para_19": (17,),
    "para_22": (19,), "para_25": (25,), "para_28": (27,), "para_31": (26,), "para_34": (18,), "para_37": (24,),
    "para_40": (11, 12), "para_43": (22,), "para_46": (28,),
}  # fmt: skip
"""Each section of the plans of action with the paragraphs of the Vienna Declaration that it implements, as read."""


@needs_shared
def test_the_fifteen_links_from_the_plans_of_action_to_the_vienna_declaration() -> None:
    found: dict[str, list[str]] = {}
    for one in cited_in("vienna-poa-2002"):
        if one.target.key.startswith("vienna-2000/"):
            assert one.target.resolved
            found.setdefault(one.eid, []).append(one.target.key)
    assert found == {eid: [f"vienna-2000/para_{n}" for n in numbers] for eid, numbers in LINKS.items()}


@needs_shared
@pytest.mark.parametrize("slug", WORKS)
def test_words_stand_at_their_place_in_the_text_or_the_note(slug: str) -> None:
    one = founding()[slug]
    texts = {u.id.partition("/")[2]: u.text for u in (*one.preamble, *one.operative)}
    for citation in cited_in(slug):
        text = one.notes[citation.note].text if citation.note else texts[citation.eid]
        assert citation.span.of(text) == citation.words
