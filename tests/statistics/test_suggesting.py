"""The suggester, measured by level against the correspondences of the catalogue; codes are hidden from it."""

import pytest

from cjin.statistics.rules.classification import iccs
from cjin.statistics.rules.correspondence import known
from cjin.statistics.rules.suggesting import Level, Suggester, measured

LEAST = {
    "us-chi-iucr": {1: (0.78, 0.90), 2: (0.74, 0.87), 3: (0.57, 0.74), 4: (0.53, 0.80)},
    "ph-psccs-2018": {1: (0.48, 0.62), 2: (0.40, 0.50), 3: (0.33, 0.45), 4: (0.42, 0.60)},
}
"""Share of titles whose category is first, and among five, by level: a little under what was measured."""


@pytest.fixture(scope="module")
def suggester() -> Suggester:
    return Suggester.of({})


def truth(scheme: str) -> list[tuple[str, str]]:
    """Titles and their categories; of the Philippine scheme its own codes of seven digits only."""
    links = [link for mine in known(scheme).links.values() for link in mine if link.target]
    return [(link.title, link.target) for link in links if scheme != "ph-psccs-2018" or len(link.code) == 7]


@pytest.mark.parametrize("scheme", LEAST)
def test_it_finds_at_least_what_was_measured(suggester: Suggester, scheme: str) -> None:
    levels: list[Level] = measured(suggester, truth(scheme))
    assert levels[0].titles == {"us-chi-iucr": 216, "ph-psccs-2018": 1260}[scheme]
    for one in levels:
        first, five = LEAST[scheme][one.level]
        assert one.first / one.titles >= first, one
        assert one.five / one.titles >= five, one


def test_every_title_of_iccs_finds_itself(suggester: Suggester) -> None:
    lost = [
        one.code
        for one in iccs().categories.values()
        if one.code not in [each.code for each in suggester.ranked(one.named("en"), 5)]
    ]
    assert lost == []


def test_it_says_why_and_never_more_than_one(suggester: Suggester) -> None:
    best = suggester.ranked("Robbery of a bank")[0]
    assert best.code.startswith("0401")
    assert "Robbery" in best.why
    assert all(0 <= one.score <= 1 for one in suggester.ranked("Theft of a car from a garage"))


@pytest.mark.parametrize("title", ["", "   ", "....", "12345", "ξένος", "x" * 100_000])
def test_what_says_nothing_suggests_nothing(suggester: Suggester, title: str) -> None:
    assert suggester.ranked(title) == []
