"""Evidence in its plain form: what a link and the address of a figure are, and what is kept of a figure."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjin.core.rules.errors import Invalid
from cjin.cycles.rules.answers.evidence import OF_FIGURE, TOLD, Address, checked_evidence, is_link
from tests.cycles.forms import WORDS

REF = "national-police@3/victims-of-homicide/A.KEN.0101+0102._T.P_HTHAB/2020-03"
CITED = {"kind": "figure", "ref": REF, "value": "0.5", "unit": "P_HTHAB", "status": "A", "source": "Police",
         "sha256": "a1" * 32, "as_of": "2021-01-31", "title": "Homicide"}  # fmt: skip
NAMES = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)?", fullmatch=True)
KEYS = st.lists(st.from_regex(r"[A-Z0-9_+]{1,12}", fullmatch=True), min_size=1, max_size=8).map(".".join)
PERIODS = st.from_regex(r"[12][0-9]{3}(-(0[1-9]|1[0-2]))?", fullmatch=True)
ADDRESSES = st.builds(Address, NAMES, st.integers(1, 99_999), NAMES, KEYS, PERIODS)


@given(ADDRESSES)
def test_an_address_is_read_as_it_was_written_also_from_its_page(address: Address) -> None:
    assert Address.of(str(address)) == address
    page = f"https://node.example/statistics/cells/{str(address).replace('@', '/', 1)}"
    assert Address.of(page) == address
    assert checked_evidence([{"kind": "figure", "ref": page}]) == [{"kind": "figure", "ref": str(address)}]


@given(st.fixed_dictionaries({"kind": st.sampled_from(["document", "provision", "figure"]), "ref": WORDS},
                             optional=dict.fromkeys(OF_FIGURE, WORDS)))  # fmt: skip
def test_what_is_no_published_figure_keeps_nothing_of_one(piece: dict[str, str]) -> None:
    assert set(checked_evidence([piece])[0]) <= set(TOLD)


def test_a_cited_figure_keeps_all_parts_and_is_its_own_plain_form() -> None:
    assert checked_evidence([CITED]) == [CITED]
    assert checked_evidence(checked_evidence([CITED])) == [CITED]


@pytest.mark.parametrize("wrong", [
    {"status": "Z"}, {"sha256": "A1" * 32}, {"sha256": "a1"}, {"value": "much"}, {"value": "nan"}, {"value": "1e400"},
    {"more": "x"}, {"kind": "rumour"}, {"ref": ""}, {"ref": 7}, {"source": "a\u0000b"},
])  # fmt: skip
def test_a_wrong_part_is_told_with_its_entry(wrong: dict[str, Any]) -> None:
    with pytest.raises(Invalid) as caught:
        checked_evidence([CITED, CITED | wrong])
    assert all(one.where.startswith("entry 2") for one in caught.value.faults)


@pytest.mark.parametrize("link", [
    "https://example.org", "https://www.example.org/a?b=c#d", "https://example.org:8443/x", "https://مثال.إختبار/ب",
])  # fmt: skip
def test_a_link_names_a_site(link: str) -> None:
    assert is_link(link)


@pytest.mark.parametrize("link", [
    "http://example.org", "example.org", "https://", "https:///a", "https://localhost/x", "javascript:alert(1)",
    "https://user@example.org/", "https://example.org:x/", "https://example.org/a b", "https://exa<b>.org", "https://[",
    "HTTPS//example.org", "https://-.org", "https://example.org\\@other.org",
])  # fmt: skip
def test_what_is_no_link_is_refused(link: str) -> None:
    assert not is_link(link)
    with pytest.raises(Invalid):
        checked_evidence([{"kind": "link", "ref": link}])
