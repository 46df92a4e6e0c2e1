"""Forms of citations that are written in no founding text, in sentences of our own: each kind of identifier holds."""

import pytest

from cjin.texts.rules.cited.citing import Citing
from cjin.texts.rules.cited.finding import Source, citations_of
from tests.texts.rules.cited.test_finding import keys

NARROW, WIDE = "\u202f", "\xa0"
RESOLUTIONS = [
    ("the Council said so in its resolution 155 C (VII) on lamps", ["E/RES/155(VII)C"]),
    ("General Assembly resolutions 415 (V) and 3452 (XXX) on wells", ["A/RES/415(V)", "A/RES/3452(XXX)"]),
    ("General Assembly resolutions S-23/2, ES-10/2 and S-30/1", ["A/RES/S-23/2", "A/RES/ES-10/2", "A/RES/S-30/1"]),
    ("Economic and Social Council resolutions 1984/50 and 2005/20", ["E/RES/1984/50", "E/RES/2005/20"]),
    ("Council resolution 1996/31 on reading rooms", ["E/RES/1996/31"]),
    ("Security Council resolution 1373 (2001) on lanterns", ["S/RES/1373(2001)"]),
    ("Security Council resolutions 1267 (1999), 1373 (2001) and 2396 (2017)",
     ["S/RES/1267(1999)", "S/RES/1373(2001)", "S/RES/2396(2017)"]),
    ("Human Rights Council resolution 16/21 on bridges", ["A/HRC/RES/16/21"]),
    ("Commission resolution 22/6 on ladders", ["E/CN.15/RES/22/6"]),
    ("in line with resolutions 61/180 to 61/182", ["A/RES/61/180", "A/RES/61/181", "A/RES/61/182"]),
    ("resolutions 1992/22–1992/24 of the Council", ["E/RES/1992/22", "E/RES/1992/23", "E/RES/1992/24"]),
    ("its resolutions 59/151 of 20 December 2004 and 60/175 of 16 December 2005", ["A/RES/59/151", "A/RES/60/175"]),
    ("its resolutions 65/230, 66/179 and its decision 64/555 B",
     ["salvador-2010", "A/RES/66/179", "A/DEC/64/555B"]),
    ("A/RES/76/181, A/RES/57/270 B and A/RES/415 (V)", ["ares-76-181", "A/RES/57/270B", "A/RES/415(V)"]),
    ("S/RES/1373 (2001) and E/RES/2005/14", ["S/RES/1373(2001)", "E/RES/2005/14"]),
    ("resolution 60/177, annex", ["bangkok-2005"]),
    ("the annex to General Assembly resolution 60/177", ["bangkok-2005"]),
    ("as its resolution 65/231 asked, and as the said resolution repeats", ["A/RES/65/231", "A/RES/65/231"]),
    ("paragraph 7 of General Assembly resolution 65/231", ["A/RES/65/231/para_7"]),
    ("resolution 65/231, in particular paragraphs 3 and 4 thereof",
     ["A/RES/65/231", "A/RES/65/231/para_3", "A/RES/65/231/para_4"]),
    ("resolution 55/25, annexes I and III", ["untoc-2000", "untoc-migrants-2000"]),
    ("World Health Assembly resolution 67.1 and resolution WHA71.3", ["WHA/RES/67.1"]),
    ("resolution 4 adopted by the Sixth United Nations Congress on Lamps", ["congress-report-1980/resolution_4"]),
    ("resolution 8 of the Third Congress", ["Third Congress, resolution 8"]),
    (f"resolution{WIDE}65/231 and paragraph{NARROW}2 above", ["own-work/para_2", "A/RES/65/231"]),
    ("resolution\n65/231, as well\tas resolution  65/232", ["A/RES/65/231", "A/RES/65/232"]),
]  # fmt: skip
DOCUMENTS = [
    ("see E/1990/31/Add.1, A/CONF.223/17 and A/CONF.234/L.6/Rev.1",
     ["E/1990/31/Add.1", "A/CONF.223/17", "A/CONF.234/L.6/Rev.1"]),
    ("the draft in E/CN.15/2015/L.2 and the rules in ST/SGB/2003/13", ["E/CN.15/2015/L.2", "ST/SGB/2003/13"]),
    ("CTOC/COP/2008/19; CAC/COSP/2019/L.5/Rev.1; CTOC/COP/WG.6/2012/3",
     ["CTOC/COP/2008/19", "CAC/COSP/2019/L.5/Rev.1", "CTOC/COP/WG.6/2012/3"]),
    ("UNODC/CCPCJ/EG.6/2017/4 and FCCC/CP/2015/10/Add.1", ["UNODC/CCPCJ/EG.6/2017/4", "FCCC/CP/2015/10/Add.1"]),
    ("A/57/152 and Corr.1 and Add.1 and 2", ["A/57/152", "A/57/152/Corr.1", "A/57/152/Add.1", "A/57/152/Add.2"]),
    ("A/58/410/Add.1–3 was before it", ["A/58/410/Add.1", "A/58/410/Add.2", "A/58/410/Add.3"]),
    (f"the note in E/CN.15/2010/5{NARROW}on lamps (S/25704)", ["E/CN.15/2010/5", "S/25704"]),
    ("A/CONF.144/28/Rev.1, chap. I", ["congress-report-1990"]),
    ("A\u2011CONF is nothing, but CRPD/C/GC/1 and HRI/GEN/1/Rev.9 are", ["CRPD/C/GC/1", "HRI/GEN/1/Rev.9"]),
]  # fmt: skip
SERIES = [
    ("United Nations, Treaty Series, vol. 1465, No. 24841", ["torture-1984"]),
    ("Treaty Series, vols. 2225, 2237, 2241 and 2326, No. 39574", ["UNTS/39574/2225-2237-2241-2326"]),
    ("Treaty Series, vol. 4321, Nos. 970 and 971", ["UNTS/970/4321", "UNTS/971/4321"]),
    ("Treaty Series, vol. 4321, Nos. 970-973", [f"UNTS/{n}/4321" for n in (970, 971, 972, 973)]),
    ("Treaty Series, volume 2349, number 42146", ["uncac-2003"]),
    ("League of Nations, Treaty Series, vol. LX, No. 1414", ["LNTS/1414/60"]),
    ("(United Nations publication, Sales No. E.05.IV.7)", ["congress-report-2005"]),
    ("(United Nations publications, Sales Nos. E.97.XI.1 and E.98.XI.2)", ["Sales/E.97.XI.1", "Sales/E.98.XI.2"]),
    ("(Sales No. 58.IV.4) and (Sales No.: F.10.IV.12)", ["Sales/58.IV.4", "Sales/F.10.IV.12"]),
    ("the pages of www.example.org/wells and https://example.org/a-lamp.",
     ["www.example.org/wells", "https://example.org/a-lamp"]),
]  # fmt: skip
PLACES = [
    ("articles 4–7 and 9 (1) (b) of the Organized Crime Convention",
     [*(f"untoc-2000/art_{n}" for n in (4, 5, 6, 7)), "untoc-2000/art_9__para_1__subpara_b"]),
    ("article 18(15) of the Convention against Corruption", ["uncac-2003/art_18__para_15"]),
    ("article 16, paragraphs 10 and 12, of the Organized Crime Convention",
     ["untoc-2000/art_16__para_10", "untoc-2000/art_16__para_12"]),
    ("paragraph 3 of article 6 of the Organized Crime Convention", ["untoc-2000/art_6__para_3"]),
    ("article 2, subparagraph (a), of the Organized Crime Convention", ["untoc-2000/art_2__subpara_a"]),
    ("article 12, paragraph 2 (e), of the Convention against Corruption", ["uncac-2003/art_12__para_2__subpara_e"]),
    ("the Convention against Corruption, and article 29 thereof", ["uncac-2003", "uncac-2003/art_29"]),
    ("chapters IV and V of the Convention against Corruption", ["uncac-2003/chapter_IV", "uncac-2003/chapter_V"]),
    ("the Convention against Corruption, in particular its chapter V", ["uncac-2003", "uncac-2003/chapter_V"]),
    ("the Vienna Declaration and paragraphs 4, 6 and 8 to 10 thereof",
     ["vienna-2000", *(f"vienna-2000/para_{n}" for n in (4, 6, 8, 9, 10))]),
    ("rules 24 and 27 to 29 of the Nelson Mandela Rules",
     [f"mandela-rules-2015/rule_{n}" for n in (24, 27, 28, 29)]),
    ("paragraphs 5 (a) and (c) and 7 of the Doha Declaration",
     ["doha-2015/para_5__subpara_a", "doha-2015/para_5__subpara_c", "doha-2015/para_7"]),
    ("paragraph 4 of the present declaration", ["own-work/para_4"]),
    ("paragraphs 2, 3 and 6 below", ["own-work/para_2", "own-work/para_3", "own-work/para_6"]),
    ("subparagraph (b) of paragraph 5 above", ["own-work/para_5__subpara_b"]),
    ("paragraph 5 (t) of the Doha Declaration", ["doha-2015/para_5__subpara_t"]),
    ("articles 31, paragraph 1, and 54, paragraph 1 a), of the Convention against Corruption",
     ["uncac-2003/art_31__para_1", "uncac-2003/art_54__para_1__subpara_a"]),
    ("Articles 2, 6, paragraph 1.b, and 9 - paragraph 3 of the Convention against Corruption",
     ["uncac-2003/art_2", "uncac-2003/art_6__para_1__subpara_b", "uncac-2003/art_9__para_3"]),
    ("General Assembly resolution 65/231 of 21 December 2010, paragraph 3, subparagraph (f), on lamps",
     ["A/RES/65/231/para_3__subpara_f"]),
    ("Article 2, paragraph 7, of the Charter of the United Nations", ["charter-1945/art_2__para_7"]),
]  # fmt: skip
NAMES = [
    ("the Convention against Corruption, and the above-mentioned Convention again", ["uncac-2003", "uncac-2003"]),
    ("Protocol II to the Convention on Lamps in Wells", ["Protocol II to the Convention on Lamps in Wells"]),
    ("the Second Optional Protocol to the Convention on the Rights of the Child",
     ["Second Optional Protocol to the Convention on the Rights of the Child"]),
    ("the Programme of Action to Count, Mend and Store the Lamps of Old Towns in All Their Aspects",
     ["Programme of Action to Count, Mend and Store the Lamps of Old Towns in All Their Aspects"]),
    ("the United Nations Standard Minimum Rules for the Treatment of Prisoners (the Nelson Mandela Rules)",
     ["mandela-rules-2015"]),
    ("the Guidelines for Clean Wells in Dry Districts (the Oasis Guidelines), and later the Oasis Guidelines",
     ["Guidelines for Clean Wells in Dry Districts"] * 3),
    ("the Convention on the Rights\xa0of the Child and the Organized\u202fCrime Convention",
     ["child-1989", "untoc-2000"]),
    ("the Standard Minimum Rules for Non\u2011custodial Measures (the Tokyo Rules)",
     ["tokyo-rules-1990"]),
    ("the Vienna Declaration and, where that Declaration is silent, custom", ["vienna-2000", "vienna-2000"]),
    ("the Organized Crime Convention and the Convention against Corruption: those instruments",
     ["untoc-2000", "uncac-2003", "untoc-2000", "uncac-2003"]),
    ("trafficking in persons and the smuggling of migrants, under the respective protocols",
     ["untoc-trafficking-2000", "untoc-migrants-2000"]),
    ("conventions and protocols that relate to terrorism; the international instruments on terrorism",
     ["counter-terrorism-instruments", "counter-terrorism-instruments"]),
    ("the report of the Twelfth United Nations Congress on Crime Prevention and Criminal Justice",
     ["congress-report-2010"]),
    ("the report of the Ninth Congress", ["congress-report-1995"]),
    ("the Doha Declaration on the Wells Agreement and Public Lamps",
     ["Doha Declaration on the Wells Agreement and Public Lamps"]),
    ("the Inter-Lacustrine Convention against Corruption and the Convention against Corruption",
     ["Inter-Lacustrine Convention against Corruption", "uncac-2003"]),
    ("the Doha Declaration on Integrating Crime Prevention", ["doha-2015"]),
    ("the Global Strategy for Women’s, Children’s and Readers’ Lamps",
     ["Global Strategy for Women’s, Children’s and Readers’ Lamps"]),
    ("the Body of Principles for the Keeping of All Wells under Any Form of Roof85",
     ["Body of Principles for the Keeping of All Wells under Any Form of Roof"]),
    ("the Council of Lakes Convention on Boats, Nets, Oars and Sails of the Old Towns, and the Oar Rules",
     ["Council of Lakes Convention on Boats, Nets, Oars and Sails of the Old Towns"]),
    ("the Lamp Convention on Oil, Lantern Rules and Wick Rules for Wells",
     ["Lamp Convention on Oil", "Wick Rules for Wells"]),
    ("Article 20.d. of the Statute of the Council of Lakes", ["Statute of the Council of Lakes/art_20__subpara_d"]),
    ("under the Single Convention on Narcotic Drugs of 1961, the 1961 Convention", ["narcotic-drugs-1961"] * 2),
    ("the Council of Lakes Convention on Clean Boats, and later the Council of Lakes Convention",
     ["Council of Lakes Convention on Clean Boats"] * 2),
]  # fmt: skip
NOTHING = [
    "From 1990 to 1995, in 2003/04 and in the budget for the biennium 1990/91, lamps were lit.",
    "the Convention, the Protocol and the Declaration, which nobody has named",
    "This is told in paragraph form, in an annex, in an article and in chapter and verse.",
    "the Third Committee (A/C.3) and the bodies under A/C. met in Room A/B",
    "a Convention against Corruption was still to be negotiated",
    "an ISO/IEC norm, HIV/AIDS, 24/7 and 1/3 of all lamps, COVID-19, TCP/IP",
    "article 12 was a fine article, and paragraph 3 a short paragraph",
    "resolution of disputes, decision 1 of many, and the resolution of lenses",
    "such instruments as hammers, and those instruments that play music",
    "a report of the Congress to its members, and rules 2 by 2",
    "No. 42146 on the list, vol. 2 of her letters, in sales numbers of 2005",
    "the present Convention shall enter into force",
    "an extension of this Convention to State Parties; a convention against transnational organized crime",
]


@pytest.mark.parametrize(("text", "expected"), [*RESOLUTIONS, *DOCUMENTS, *SERIES, *PLACES, *NAMES])
def test_a_form_leads_to_what_it_cites(text: str, expected: list[str]) -> None:
    assert sorted(keys(text)) == sorted(expected)


@pytest.mark.parametrize("text", NOTHING)
def test_what_only_looks_like_a_citation_is_none(text: str) -> None:
    assert keys(text) == []


CHAIN = {
    "1": "United Nations, Treaty Series, vol. 2225, No. 39574.",
    "2": "Ibid., vol. 2349, No. 42146.",
    "3": "Ibid.",
    "4": "Resolution 55/25, annex I.",
    "5": "Ibid., annex II.",
    "6": "See notes 1 and 2 above.",
    "7": "Ibid., para. 3.",
    "8": "Official Records of the Council, 1992, Supplement No. 10 (E/1992/30), chap. I.",
    "9": "Ibid., 1993, Supplement No. 10 (E/1993/32), chap. II.",
    "10": "Ibid., para. 12; see also A/CONF.223/17.",
    "11": "See footnotes 4–5 above.",
    "12": "A Handbook for Menders of Lamps (United Nations publication, Sales No. E.98.XI.2).",
    "13": "Resolution 65/231.",
    "14": "Handbook for Menders of Lamps, op. cit., p. 7.",
    "15": "Op. cit. in note 13, para. 4.",
    "16": "Supra note 13.",
    "17": "General Assembly resolution 55/25, annex I, art. 18, para. 15 (a).",
    "18": "Resolution 60/177, annex, paras. 5 and 6.",
    "19": "United Nations, Treaty Series, vol. 2349, No. 42146, art. 4.",
    "20": "Ibid., art. 5.",
    "21": "Ibid.",
}
LEADS = {
    "1": ["untoc-2000"], "2": ["uncac-2003"], "3": ["uncac-2003"], "4": ["untoc-2000"],
    "5": ["untoc-trafficking-2000"], "6": ["untoc-2000", "uncac-2003"], "7": ["uncac-2003"],
    "8": ["E/1992/30"], "9": ["E/1993/32"], "10": ["E/1993/32", "A/CONF.223/17"],
    "11": ["untoc-2000", "untoc-trafficking-2000"], "12": ["Sales/E.98.XI.2"], "13": ["A/RES/65/231"],
    "14": ["Sales/E.98.XI.2"], "15": ["A/RES/65/231"], "16": ["A/RES/65/231"],
    "17": ["untoc-2000/art_18__para_15__subpara_a"], "18": ["bangkok-2005/para_5", "bangkok-2005/para_6"],
    "19": ["uncac-2003/art_4"], "20": ["uncac-2003/art_5"], "21": ["uncac-2003/art_5"],
}  # fmt: skip


@pytest.mark.parametrize("label", CHAIN)
def test_a_note_leads_on_from_the_notes_before(label: str) -> None:
    found = citations_of(Source("own-work", [Citing("para_1", "Words.", tuple(CHAIN))], CHAIN))
    assert [one.target.key for one in found if one.note == label] == LEADS[label]


def in_treaty(eid: str, text: str, title: str = "Convention on Lamps") -> list[str]:
    unit, other = Citing(eid, text), Citing("art_1", "The Convention on Wells in Dry Towns was first.")
    units = [other, unit] if "Protocol" in title else [unit]
    found = citations_of(Source("own-treaty", units, title=title))
    return [one.target.key for one in found if one.eid == eid]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("as article 4, paragraph 1, says", ["art_4__para_1"]),
        ("article 4, paragraph 1, of this Convention", ["art_4__para_1"]),
        ("paragraphs 1 and 2 (b) of this article", ["art_7__para_1", "art_7__para_2__subpara_b"]),
        ("paragraph 1, 2 or 3 of the present article", ["art_7__para_1", "art_7__para_2", "art_7__para_3"]),
        ("subparagraph (a) of this paragraph", ["art_7__para_3__subpara_a"]),
        ("under paragraph 2 in the territory", ["art_7__para_2"]),
        ("article 9 of the Treaty on Ropes and Bells", ["Treaty on Ropes and Bells/art_9"]),
        ("the Convention and this Convention", []),
    ],
)
def test_in_a_treaty_a_bare_place_is_its_own(text: str, expected: list[str]) -> None:
    own = [one if "/" in one else f"own-treaty/{one}" for one in expected]
    assert in_treaty("art_7__para_3", text) == own


def test_in_a_protocol_the_convention_is_the_one_that_it_names_first() -> None:
    found = in_treaty("art_7", "Article 3 of the Convention, and article 2.", "Protocol to the Convention on Wells")
    assert found == ["Convention on Wells in Dry Towns/art_3", "own-treaty/art_2"]


def test_a_short_name_reaches_over_provisions_unless_the_text_is_called_so_itself() -> None:
    units = [Citing("para_1", "The Vienna Declaration."), Citing("para_2", "As the Declaration says in paragraph 1.")]
    keys_of = {
        title: [one.target.key for one in citations_of(Source("own-work", units, title=title)) if one.eid == "para_2"]
        for title in ("Work plan", "Declaration on Lamps")
    }
    assert keys_of == {"Work plan": ["vienna-2000"], "Declaration on Lamps": ["own-work/para_1"]}


def test_a_bare_paragraph_is_its_own_where_the_text_has_it_and_names_nothing_before() -> None:
    units = [Citing("para_18", "Wells."), Citing("para_20", "Lamps as defined in paragraph 18, not in paragraph 99.")]
    assert [one.target.key for one in citations_of(Source("own-work", units))] == ["own-work/para_18"]


@pytest.mark.parametrize(("text", "expected"), [*RESOLUTIONS, *DOCUMENTS, *SERIES, *PLACES, *NAMES])
@pytest.mark.parametrize("blank", [WIDE, NARROW, "\n", " \t "])
def test_blanks_and_hyphens_of_every_kind_read_alike(text: str, expected: list[str], blank: str) -> None:
    written = text.replace(" ", blank).replace("-", "\u2011")
    assert sorted(keys(written)) == sorted(expected)
    unit = Citing("para_9__subpara_e", written)
    for one in citations_of(Source("own-work", [unit])):
        assert one.span.of(written) == one.words
