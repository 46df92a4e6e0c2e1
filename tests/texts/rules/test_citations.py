"""Citations to copy: what they say, and that they can be read back."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjin.texts.rules.citations import Citable, bibtex, iri, ris, united_nations
from cjin.texts.rules.citing import parse
from cjin.texts.rules.naming import path_in_words, shown_number

KYOTO = Citable(
    slug="kyoto-2021",
    title="Kyoto Declaration",
    symbol="A/RES/76/181",
    annex=1,
    body="Fourteenth Congress",
    adopted=date(2021, 12, 16),
    language="en",
    eid="para_61",
    address="https://node.example/texts/kyoto-2021/para_61",
)


@pytest.mark.parametrize(
    ("cited", "said"),
    [
        (KYOTO, "General Assembly resolution 76/181, annex, para. 61"),
        (replace(KYOTO, eid=""), "General Assembly resolution 76/181, annex"),
        (replace(KYOTO, annex=0, eid="para_3__subpara_b"), "General Assembly resolution 76/181, para. 3 (b)"),
        (
            replace(KYOTO, annex=2, eid="art_18__para_15"),
            "General Assembly resolution 76/181, annex 2, art. 18, para. 15",
        ),
        (replace(KYOTO, symbol="E/RES/2015/24", annex=0), "Economic and Social Council resolution 2015/24, para. 61"),
        (replace(KYOTO, symbol="A/49/748"), "A/49/748, annex, para. 61"),
        (replace(KYOTO, symbol="", annex=0), "Kyoto Declaration (2021), para. 61"),
    ],
)
def test_united_nations_style(cited: Citable, said: str) -> None:
    assert united_nations(cited) == said


def test_bibtex_and_ris_carry_the_same_facts() -> None:
    entry, record = bibtex(KYOTO), ris(KYOTO)
    assert entry.startswith("@misc{kyoto-2021-para61,\n")
    for fact in ("Kyoto Declaration", "Fourteenth Congress", "2021", "A/RES/76/181", "para. 61", KYOTO.address):
        assert fact in entry
        assert fact in record
    assert record.splitlines()[0] == "TY  - LEGAL"
    assert record.splitlines()[-1] == "ER  - "


@given(st.text(max_size=40))
def test_no_title_breaks_an_entry(title: str) -> None:
    cited = replace(KYOTO, title=title)
    entry = bibtex(cited)
    assert entry.count("{") - entry.count("}") == 0
    assert all(line[2:6] == "  - " for line in ris(cited).split("\n"))


def test_the_iri_names_work_day_and_language() -> None:
    assert iri(KYOTO) == "/akn/un/act/2021-12-16/kyoto-2021/en@/~para_61"
    assert iri(replace(KYOTO, eid="", adopted=None)) == "/akn/un/act/nodate/kyoto-2021/en@"


@given(st.integers(1, 99), st.integers(1, 400), st.integers(1, 200), st.sampled_from(["", "b", "t"]))
def test_what_we_cite_is_understood_when_typed(session: int, number: int, para: int, letter: str) -> None:
    eid = f"para_{para}" + (f"__subpara_{letter}" if letter else "")
    found = parse(united_nations(replace(KYOTO, symbol=f"A/RES/{session}/{number}", eid=eid)))
    assert found is not None
    assert (found.symbols, found.annex, found.eids[0]) == ((f"A/RES/{session}/{number}",), 1, eid)


@pytest.mark.parametrize(
    ("kind", "num", "eid", "language", "shown"),
    [
        ("paragraph", "61", "para_61", "en", "61."),
        ("subparagraph", "t", "para_5__subpara_t", "en", "(t)"),
        ("article", "18", "art_18", "en", "Article 18"),
        ("article", "18", "art_18", "ar", "المادة 18"),
        ("article", "18", "art_18", "zh", "第18条"),
        ("rule", "12", "rule_12", "fr", "Règle 12"),
        ("recital", "3", "preamble_3", "en", ""),
        ("paragraph", "", "unnumbered_1", "en", ""),
    ],
)
def test_numbers_as_they_hang(kind: str, num: str, eid: str, language: str, shown: str) -> None:
    assert shown_number(kind, num, eid, language) == shown


def test_places_in_words() -> None:
    assert path_in_words("para_35__subpara_d__point_i") == "para. 35 (d) (i)"
    assert path_in_words("preamble_13__subpara_b") == "preambular para. 13 (b)"
    assert path_in_words("rule_12__para_1") == "rule 12, para. 1"
