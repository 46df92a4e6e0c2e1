"""The variables of a node: listed, with defaults that count where a variable is unset or empty."""

import pytest

from cjin.core.rules.errors import Invalid
from cjin.node.environment import BY_NAME, VARIABLES, number, value, words


def test_names_are_unique() -> None:
    assert len(BY_NAME) == len(VARIABLES)


@pytest.mark.parametrize("given", [{}, {"CJIN_NODE_NAME": ""}, {"CJIN_NODE_NAME": "  "}])
def test_an_unset_or_empty_variable_has_its_default(given: dict[str, str]) -> None:
    assert value("CJIN_NODE_NAME", given) == "Demonstration node"


def test_a_set_variable_counts() -> None:
    assert value("CJIN_NODE_NAME", {"CJIN_NODE_NAME": " Ministry "}) == "Ministry"


def test_a_variable_that_is_not_listed_cannot_be_read() -> None:
    with pytest.raises(KeyError):
        value("CJIN_NO_SUCH")


@pytest.mark.parametrize("given", ["two", "-1", "1.5", "²", "1e3"])
def test_a_number_that_is_none_is_refused(given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CJIN_TRUSTED_PROXIES", given)
    with pytest.raises(Invalid) as refused:
        number("CJIN_TRUSTED_PROXIES")
    assert refused.value.faults[0].where == "CJIN_TRUSTED_PROXIES"


def test_words_are_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CJIN_HOSTS", " a.example.org, ,b.example.org ")
    assert words("CJIN_HOSTS") == ["a.example.org", "b.example.org"]
