"""The annotations that ship with the software against the founding texts, and the rules against the annotations."""

import csv
import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import pytest

from cjin.core.rules.analysis import analyse
from cjin.core.rules.catalogue import read
from cjin.texts.rules.annotations import Annotated, annotated_works
from cjin.texts.rules.cited.identifiers import Place
from cjin.texts.rules.commitments.anchoring import anchored
from cjin.texts.rules.commitments.deadlines import Deadline
from cjin.texts.rules.commitments.lexicon import acts
from cjin.texts.rules.commitments.proposing import Commitment
from cjin.texts.rules.mandates import mandates_in
from cjin.texts.rules.parallels.items import Item
from cjin.texts.rules.parallels.likeness import Likeness, Weights, score, weights
from cjin.texts.rules.parallels.topics import topics_in, with_broader
from tests.texts.following import WORKS, cited_in, founding, proposed, units_of
from tests.texts.inputs import SHARED, needs_shared
from tests.texts.rules.test_mandates import TABLE

LONGEST_QUOTE = 5
NAMES = (
    "united nations office on drugs and crime", "commission on crime prevention and criminal justice",
    "united nations convention against transnational organized crime", "united nations convention against corruption",
    "global crime and criminal justice information network", "economic and social council",
    "united nations crime prevention and criminal justice programme", "crime prevention and criminal justice",
)  # fmt: skip
"""Names that a summary cannot say otherwise: they are no quotation."""


def test_all_ten_works_are_annotated() -> None:
    assert set(annotated_works()) == set(WORKS)
    assert sum(map(len, annotated_works().values())) == 613
    topics = {topic["slug"] for topic in read("topics.yaml")}
    for slug, annotations in annotated_works().items():
        for one in annotations:
            assert one.topics, f"{slug}/{one.eid}"
            assert set(one.topics) <= topics, f"{slug}/{one.eid}"
            assert one.summary.endswith("."), f"{slug}/{one.eid}"
            assert len(one.summary.split()) <= 45, f"{slug}/{one.eid}"


def test_parallels_lead_to_provisions_of_other_works() -> None:
    eids = {slug: {one.eid for one in annotations} for slug, annotations in annotated_works().items()}
    for slug, annotations in annotated_works().items():
        for one in annotations:
            for other in one.parallels:
                work, _, eid = other.partition("/")
                assert work != slug, f"{slug}/{one.eid}"
                assert eid in eids[work], f"{slug}/{one.eid}: {other}"


def runs(text: str) -> set[tuple[str, ...]]:
    """The runs of words one longer than a quotation may be."""
    said = " ".join(re.findall(r"[a-z0-9]+", text.lower()))
    for name in NAMES:
        said = said.replace(name, "§")
    words = said.split()
    found = {tuple(words[n : n + LONGEST_QUOTE + 1]) for n in range(len(words) - LONGEST_QUOTE)}
    return {run for run in found if "§" not in run}


@needs_shared
@pytest.mark.parametrize("slug", WORKS)
def test_annotations_fit_the_text_and_quote_nothing_long(slug: str) -> None:
    annotations = annotated_works()[slug]
    units = units_of(slug)
    assert [one.eid for one in annotations] == [unit.eid for unit in units]
    for one, unit in zip(annotations, units, strict=True):
        assert not runs(one.summary) & runs(unit.text), f"{slug}/{one.eid} quotes the text"
        for found in anchored(unit, one.commitments):
            assert found.place is not None or not found.words, f"{slug}/{one.eid}: “{found.words}” is not in the text"
            assert len(found.words.split()) <= LONGEST_QUOTE


def confirmed(slug: str) -> list[Commitment]:
    units = {unit.eid: unit for unit in units_of(slug)}
    return [found for one in annotated_works()[slug] for found in anchored(units[one.eid], one.commitments)]


@needs_shared
@pytest.mark.parametrize(("row", "slug", "eid", "addressee", "output", "due"), TABLE)
def test_the_fourteen_mandates_come_out_of_what_was_confirmed_too(
    row: str, slug: str, eid: str, addressee: str, output: str, due: object
) -> None:
    found = mandates_in(confirmed(slug), {unit.eid: unit.text for unit in units_of(slug)})
    told = {(m.eid, m.addressee, m.output): m.due_facts() for m in found}
    assert (eid, addressee, output) in told, row
    assert told[eid, addressee, output] == due


def pairs() -> list[tuple[Annotated, list[Commitment]]]:
    """Each annotation with what the rules propose for its provision."""
    found = []
    for slug in WORKS:
        mine: dict[str, list[Commitment]] = {}
        for one in proposed(slug):
            mine.setdefault(one.eid, []).append(one)
        found += [(one, mine.get(one.eid, [])) for one in annotated_works()[slug]]
    return found


def first(one: Annotated, rules: list[Commitment]) -> bool:
    """Whether actor and strength of the main act are right."""
    mine = [(asked.actors[0], acts()[asked.act].strength) for asked in one.commitments[:1]]
    return mine == [(found.actors[0], found.strength) for found in rules[:1]]


def conditions(one: Annotated, rules: list[Commitment]) -> bool:
    mine = {kind for asked in one.commitments for kind in asked.conditions}
    return mine == {condition.kind for found in rules for condition in found.conditions}


def deadlines(one: Annotated, rules: list[Commitment]) -> bool:
    mine = [dict(asked.deadline) for asked in one.commitments if asked.deadline]
    told = [found.deadline.facts() for found in rules if found.deadline]
    return [
        {k: v for k, v in due.items() if k in wanted} for due, wanted in zip(told, mine, strict=False)
    ] == mine and (len(told) == len(mine))


@needs_shared
@pytest.mark.parametrize(
    ("judge", "share"), [(first, 0.95), (conditions, 0.90), (deadlines, 0.90)], ids=["acts", "conditions", "deadlines"]
)
def test_rules_propose_what_a_careful_reader_marked(
    judge: Callable[[Annotated, list[Commitment]], bool], share: float
) -> None:
    found = [judge(one, rules) for one, rules in pairs()]
    assert len(found) == 613
    assert sum(found) / len(found) >= share


class Agreement(NamedTuple):
    """How many are marked, how many the rules find, and how many of both are the same."""

    marked: int
    found: int
    right: int

    @property
    def recall(self) -> float:
        return self.right / self.marked

    @property
    def precision(self) -> float:
        return self.right / self.found


Told = Callable[[Annotated, list[Commitment]], tuple[Counter[Any], Counter[Any]]]


def agreement(told: Told) -> Agreement:
    """Over those that are marked and those that are found: a provision that has none counts for nothing."""
    both = [told(one, rules) for one, rules in pairs()]
    return Agreement(
        sum(mine.total() for mine, _ in both),
        sum(rules.total() for _, rules in both),
        sum((mine & rules).total() for mine, rules in both),
    )


def deadlines_told(one: Annotated, rules: list[Commitment]) -> tuple[Counter[Any], Counter[Any]]:
    mine = (Deadline.from_facts(asked.deadline) for asked in one.commitments)
    found = (commitment.deadline for commitment in rules)
    return Counter(str(due.facts()) for due in mine if due), Counter(str(due.facts()) for due in found if due)


def conditions_told(one: Annotated, rules: list[Commitment]) -> tuple[Counter[Any], Counter[Any]]:
    """Each kind once a provision: where in it a condition stands is not marked."""
    mine = {kind for asked in one.commitments for kind in asked.conditions}
    return Counter(mine), Counter({condition.kind for found in rules for condition in found.conditions})


@needs_shared
@pytest.mark.parametrize(
    ("told", "fewest", "recall", "precision"),
    [(deadlines_told, 24, 0.95, 0.85), (conditions_told, 360, 0.95, 0.95)],
    ids=["deadlines", "conditions"],
)
def test_deadlines_and_conditions_are_found_and_no_others(
    told: Told, fewest: int, recall: float, precision: float
) -> None:
    found = agreement(told)
    assert found.marked >= fewest
    assert found.recall >= recall
    assert found.precision >= precision


@needs_shared
def test_a_rule_that_finds_nothing_does_not_look_good() -> None:
    nothing = agreement(lambda one, rules: (deadlines_told(one, rules)[0], Counter()))
    assert (nothing.found, nothing.recall) == (0, 0)
    assert sum(deadlines(one, []) for one, _ in pairs()) / 613 > 0.95, "the share of all provisions says little"


@cache
def likeness() -> Likeness:
    items = []
    for slug, one in founding().items():
        read_topics = {entry.eid: entry.topics for entry in annotated_works()[slug]}
        works: dict[str, set[str]] = {}
        links: dict[str, set[str]] = {}
        for cited in cited_in(slug):
            if isinstance(cited.identifier, Place):
                links.setdefault(cited.eid, set()).add(cited.target.key)
            works.setdefault(cited.eid, set()).update(set(cited.target.works) or {cited.target.key})
        for unit in one.operative:
            eid = unit.id.partition("/")[2]
            context = " ".join(unit.heading_path)
            items.append(
                Item(
                    unit.id,
                    unit.text or unit.title,
                    context,
                    frozenset(works.get(eid, ())),
                    with_broader(read_topics[eid]),
                    topics_in(f"{unit.text} {context}"),
                    frozenset(links.get(eid, ())),
                )
            )
    return Likeness(items, lambda text: analyse(text, "en"))


def rank_of(a: str, b: str, by: Weights) -> tuple[bool, int]:
    """Whether a pair is suggested, and how many provisions of b's work stand before b among the partners of a."""
    one, other = a.partition("/")[0], b.partition("/")[0]
    mine, theirs, features = likeness().of(one, other)
    row, place = [item.key for item in mine].index(a), [item.key for item in theirs].index(b)
    scores = score(features, by)[row]
    others = np.array([item.key != a for item in theirs])
    suggested = scores[place] >= by.suggested and likeness().grounds(one, other, features)[row, place]
    return bool(suggested), int((scores[others] > scores[place]).sum())


@needs_shared
def test_parallels_on_the_half_that_was_not_used_for_tuning() -> None:
    with (SHARED / "reference" / "concordance-sample.csv").open(encoding="utf-8") as lines:
        judged = [row for place, row in enumerate(csv.DictReader(lines)) if place % 2]
    by = weights()
    told = [(row, rank_of(row["id_a"], row["id_b"], by)[0]) for row in judged]
    right = sum(row["label"] == "1" and suggested for row, suggested in told)
    f1 = 2 * right / (sum(suggested for _, suggested in told) + sum(row["label"] == "1" for row, _ in told))
    close = [(row["id_a"], row["id_b"]) for row in judged if row["relation"] == "corresponds"]
    ranks = [rank_of(one, other, by)[1] for a, b in close for one, other in ((a, b), (b, a))]
    assert f1 >= 0.93
    assert sum(rank < 5 for rank in ranks) / len(ranks) >= 0.95
