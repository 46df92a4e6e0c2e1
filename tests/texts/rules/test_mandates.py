"""The mandates of the founding works: who is to bring about what, and at which session it is due."""

from typing import Any

import pytest

from cjin.texts.rules.annotations import Asked, annotated_works
from cjin.texts.rules.commitments.anchoring import anchored
from cjin.texts.rules.commitments.proposing import Unit, propose
from cjin.texts.rules.commitments.sessions import ordinal, sessions_between, year_of
from cjin.texts.rules.mandates import mandates_in
from tests.texts.following import mandates_of, units_of
from tests.texts.inputs import needs_shared

ANNUAL = {"recurring": "annual"}
STANDING = {"recurring": "every-session"}
REGULAR = {"recurring": "regular"}


def session(organ: str, number: int, year: int) -> dict[str, Any]:
    return {"organ": organ, "session": number, "year": year}


TABLE = [
    ("F1", "programme-1991", "para_26__subpara_b", "commission", "review", ANNUAL),
    ("F2", "programme-1991", "para_31", "secretariat", "review", None),
    ("F3", "programme-1991", "para_31__subpara_d", "secretariat", "coordination", None),
    ("F3", "programme-1991", "para_31__subpara_e", "secretariat", "coordination", None),
    ("F4", "programme-1991", "para_39", "states", "directory", None),
    ("F5", "programme-1991", "para_41", "states", "data", None),
    ("F5", "programme-1991", "para_42", "states", "data", REGULAR),
    ("F6", "naples-1994", "para_43", "united-nations", "review", REGULAR),
    ("F6", "naples-1994", "para_43", "united-nations", "needs-list", REGULAR),
    ("F6", "naples-1994", "para_44", "commission", "review", REGULAR),
    ("F7", "naples-1994", "para_30", "states", "coordination", None),
    ("F8", "vienna-2000", "para_29", "commission", "plans", None),
    ("F9", "ares-60-177", "para_2", "states", "national-measures", None),
    ("F10", "ares-60-177", "para_4", "states", "needs-list", None),
    ("F10", "doha-draftres-2015", "para_7", "states", "needs-list", None),
    ("F10", "ares-76-181", "para_8", "states", "needs-list", None),
    ("F11", "ares-60-177", "para_5", "secretary-general", "distribution", session("ccpcj", 15, 2006)),
    ("F11", "ares-60-177", "para_5", "secretary-general", "proposals", session("ccpcj", 15, 2006)),
    ("F11", "doha-draftres-2015", "para_14", "secretary-general", "distribution", session("ccpcj", 25, 2016)),
    ("F11", "doha-draftres-2015", "para_14", "secretary-general", "proposals", session("ccpcj", 25, 2016)),
    ("F11", "ares-76-181", "para_12", "secretary-general", "distribution", session("ccpcj", 31, 2022)),
    ("F11", "ares-76-181", "para_12", "secretary-general", "proposals", session("ccpcj", 31, 2022)),
    ("F12", "ares-60-177", "para_6", "secretary-general", "report", session("ga", 61, 2006)),
    ("F12", "doha-draftres-2015", "para_17", "secretary-general", "report", session("ga", 71, 2016)),
    ("F12", "ares-76-181", "para_13", "secretary-general", "report", session("ga", 77, 2022)),
    ("F13", "doha-draftres-2015", "para_13", "commission", "review", STANDING),
    ("F13", "ares-76-181", "para_10", "commission", "review", STANDING),
    ("F14", "kyoto-2021", "para_96", "commission", "plans", None),
    ("F14", "kyoto-2021", "para_96", "commission", "information-on-progress", None),
    ("F14", "ares-76-181", "para_11", "commission", "plans", None),
    ("F14", "ares-76-181", "para_11", "commission", "information-on-progress", None),
    ("F14", "ares-76-181", "para_11", "commission", "workplan", None),
    ("F14", "ares-76-181", "para_11", "commission", "discussion", None),
]  # fmt: skip
"""The fourteen rows of the cycle, each with the provisions and outputs that make it up."""


@needs_shared
@pytest.mark.parametrize(("row", "slug", "eid", "addressee", "output", "due"), TABLE)
def test_the_fourteen_mandates(
    row: str, slug: str, eid: str, addressee: str, output: str, due: dict[str, Any] | None
) -> None:
    found = {(m.eid, m.addressee, m.output): m.due_facts() for m in mandates_of(slug)}
    assert (eid, addressee, output) in found, row
    assert found[eid, addressee, output] == due


@needs_shared
def test_the_target_year_of_vienna_and_the_escape_clause_of_the_workplan() -> None:
    from tests.texts.following import proposed

    targets = [(c.eid, c.deadline.year) for c in proposed("vienna-2000") if c.deadline and c.deadline.year]
    assert targets == [("para_14", 2005), ("para_15", 2005), ("para_16", 2001), ("para_27", 2002)]
    (workplan,) = [m for m in mandates_of("ares-76-181") if m.output == "workplan"]
    assert set(workplan.conditions) == {"consultation", "resources"}


def test_nothing_that_only_welcomes_is_a_mandate() -> None:

    text = "Welcomes the report of the Secretary-General;"
    found = propose([Unit("para_1", text)], author="The General Assembly,")
    assert found
    assert mandates_in(found, {"para_1": text}) == []


@pytest.mark.parametrize(
    ("words", "number"),
    [("first", 1), ("fifteenth", 15), ("twentieth", 20), ("twenty-fifth", 25), ("thirtieth", 30), ("sixty-first", 61),
     ("seventy-seventh", 77), ("hundredth", 100), ("one hundred and second", 102), ("61st", 61), ("special", None)],
)  # fmt: skip
def test_ordinals(words: str, number: int | None) -> None:
    assert ordinal(words) == number


def test_sessions_and_their_years() -> None:
    assert [year_of("ga", 61), year_of("ga", 77), year_of("ccpcj", 15), year_of("ccpcj", 31)] == [
        2006,
        2022,
        2006,
        2022,
    ]
    assert year_of("cop", 9) is None
    assert sessions_between("ccpcj", 1990, 1994) == [(1, 1992), (2, 1993), (3, 1994)]


def commissioned(text: str, **said: Any) -> list[tuple[str, str, str]]:
    """The mandates of a confirmed commitment: addressee, output and state."""
    asked = Asked(**{"actors": ("secretary-general",), "act": "request", "words": "Requests"} | said)
    found = mandates_in(anchored(Unit("para_1", text), [asked]), {"para_1": text})
    return [(one.addressee, one.output, one.state) for one in found]


def test_the_output_that_a_person_said_wins_over_the_rules() -> None:
    text = "Requests the Secretary-General to submit a report on lamps;"
    assert commissioned(text) == [("secretary-general", "report", "proposed")]
    assert commissioned(text, output="review") == [("secretary-general", "review", "confirmed")]
    assert [output for _, output, _ in commissioned(text, output="data; report")] == ["data", "report"]
    assert commissioned(text, act="may", actors=("states", "experts"), output="data") == [
        ("states", "data", "confirmed"), ("experts", "data", "confirmed"),
    ]  # fmt: skip


def test_the_same_mandate_stands_once() -> None:
    text = "Requests the Secretary-General to submit a report, and requests him to submit a report on lamps;"
    asked = [Asked(("secretary-general",), "request", words, output="report") for words in ("Requests", "requests him")]
    found = mandates_in(anchored(Unit("para_1", text), asked), {"para_1": text})
    assert [one.words for one in found] == ["Requests the Secretary-General to submit a report, and "]


@needs_shared
def test_each_output_of_the_annotations_is_a_mandate() -> None:
    said = 0
    for slug, annotations in annotated_works().items():
        units = {unit.eid: unit for unit in units_of(slug)}
        for one in annotations:
            found = mandates_in(anchored(units[one.eid], one.commitments), {one.eid: units[one.eid].text})
            told = {(m.addressee, m.output) for m in found if m.state == "confirmed"}
            wanted = {(who, what) for asked in one.commitments for who in asked.actors for what in asked.outputs}
            assert told == wanted, f"{slug}/{one.eid}"
            said += sum(bool(asked.output) for asked in one.commitments)
    assert said >= 80


@pytest.mark.parametrize(
    ("text", "output"),
    [
        ("Invites States to look at the list of lamps when drafting laws and policies;", "national-measures"),
        ("Invites States to heed the list in preparing their national legislation and new policies;",
         "national-measures"),
        ("Invites States to take further steps in line with the plan;", "national-measures"),
        ("Requests the Commission to draw on data about their progress;", "information-on-progress"),
        ("Requests the secretariat to see to it that projects are properly coordinated;", "coordination"),
        ("Requests the secretariat to bring donors into contact with those who mend lamps;", "coordination"),
        ("Requests the secretariat to keep making the case for lamps;", "coordination"),
    ],
)  # fmt: skip
def test_outputs_are_found_in_other_words(text: str, output: str) -> None:
    found = mandates_in(propose([Unit("para_1", text)], author="The General Assembly,"), {"para_1": text})
    assert output in [one.output for one in found]


@pytest.mark.parametrize(
    "text", ["Invites States to draft laws on lamps;", "Invites States to take a lamp;", "Invites States to meet;"]
)
def test_what_states_owe_at_home_is_no_mandate(text: str) -> None:
    assert mandates_in(propose([Unit("para_1", text)], author="The General Assembly,"), {"para_1": text}) == []
