"""Commitments that words show: who is to act, which act, on what conditions, by when."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjin.texts.rules.commitments.lexicon import acts, kinds
from cjin.texts.rules.commitments.proposing import Unit, propose
from cjin.texts.rules.commitments.telling import told
from tests.texts.following import WORKS, proposed, units_of
from tests.texts.inputs import needs_shared

WE = "We, the States Members of the United Nations,"
ASSEMBLY = "The General Assembly,"


def one(text: str, author: str = WE) -> list[tuple[tuple[str, ...], str]]:
    return [(c.actors, c.act) for c in propose([Unit("para_1", text)], author=author)]


@pytest.mark.parametrize(
    ("author", "text", "expected"),
    [
        (WE, "We undertake to build libraries.", [(("states",), "undertake")]),
        (WE, "We note the rain and therefore recommend that umbrellas be shared.",
         [(("states",), "note"), (("states",), "recommend")]),
        (WE, "We call upon donor countries to pay.", [(("donors",), "call-upon")]),
        (WE, "We shall endeavour to read more. We will consider writing.",
         [(("states",), "endeavour"), (("states",), "consider")]),
        (WE, "We recognize that readers, who should be heard, matter.", [(("states",), "recognize")]),
        (WE, "We stress that books count and we invite the Commission on Crime Prevention and Criminal Justice to go.",
         [(("states",), "emphasize"), (("commission",), "invite")]),
        (WE, "We seek to read and to write.", [(("states",), "seek")]),
        (WE, "The Commission shall meet. It may adjourn.", [(("commission",), "shall"), (("commission",), "may")]),
        (WE, "Their work should be supported by Member States and the United Nations.",
         [(("states", "united-nations"), "should")]),
        (WE, "Member States are encouraged to lend books.", [(("states",), "encourage")]),
        (WE, "It is recommended to the Secretary-General that shelves grow.", [(("secretary-general",), "recommend")]),
        (ASSEMBLY, "Endorses the list of books;", [(("general-assembly",), "endorse")]),
        (ASSEMBLY, "Also requests the Secretary-General to report, and invites Governments to reply;",
         [(("secretary-general",), "request"), (("states",), "invite")]),
        (ASSEMBLY, "Takes note of the report on requests for loans;", [(("general-assembly",), "note")]),
        (WE, "Books and trees.", []),
    ],
)  # fmt: skip
def test_acts_and_actors(author: str, text: str, expected: list[Any]) -> None:
    assert one(text, author) == expected


def test_items_take_act_actor_and_conditions_from_their_lead_in() -> None:
    units = [
        Unit("para_1", "We welcome books. States will endeavour, as appropriate, to support the following actions:"),
        Unit("para_1__subpara_a", "Lending books, upon request;", parent="para_1"),
        Unit("para_1__subpara_b", "The library should be heated.", parent="para_1"),
    ]
    liked, handed, own = propose(units, author="We, the readers,")
    assert (liked.eid, liked.act) == ("para_1", "welcome")
    assert (handed.actors, handed.act, handed.place) == (("states",), "endeavour", None)
    assert [condition.kind for condition in handed.conditions] == ["as-appropriate", "upon-request"]
    assert own.act == "should"


def test_a_chapeau_governs_what_stands_under_it() -> None:
    chapeau = "We endeavour to read more in these ways:"
    (found,) = propose([Unit("para_21", "Lend more books;", chapeau)], author=WE)
    assert (found.act, found.strength, found.words, found.place) == ("endeavour", 3, "endeavour", None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Requests the Secretary-General to show lamps to the General Assembly at its sixty-first session;",
         {"organ": "ga", "session": 61, "year": 2006}),
        ("Requests the Secretary-General to reply, so that the Commission on Crime Prevention and Criminal Justice "
         "may read at its thirty-first session;", {"organ": "ccpcj", "session": 31, "year": 2022}),
        ("Requests the Secretary-General to submit to it, at its 71st session, a list;",
         {"organ": "ga", "session": 71, "year": 2016}),
        ("Decides to build a library by 31 March 2030;", {"date": "2030-03-31", "year": 2030}),
        ("Requests the secretariat to finish before the end of 2003;", {"date": "2003-12-31", "year": 2003}),
        ("Decides to establish 2005 as the target year for lending;", {"year": 2005}),
        ("Requests the Commission to read the list as a standing item;",
         {"recurring": "every-session"}),
        ("Invites Governments to send books on a regular basis;", {"recurring": "regular"}),
        ("Invites Governments to read the list of 13 August 1948;", None),
        ("Requests Governments to use the list adopted by the Commission at its fourteenth session;", None),
        ("Welcomes the report made at its fourteenth session;", None),
    ],
)  # fmt: skip
def test_deadlines(text: str, expected: dict[str, Any] | None) -> None:
    (found,) = propose([Unit("para_1", text)], author=ASSEMBLY)
    assert (found.deadline.facts() if found.deadline else None) == expected


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("where appropriate", "as-appropriate"), ("as needed", "as-necessary"), ("at their request", "upon-request"),
        ("in accordance with national legislation", "domestic-law"), ("within its mandate", "mandate"),
        ("subject to the availability of extrabudgetary resources", "resources"), ("on a voluntary basis", "voluntary"),
        ("in compliance with obligations under applicable international law", "international-law"),
        ("to the extent possible", "feasibility"), ("on a case-by-case basis", "case-by-case"),
    ],
)  # fmt: skip
def test_conditions_are_kept_with_their_words(words: str, kind: str) -> None:
    text = f"We undertake to lend books, {words}."
    (found,) = propose([Unit("para_1", text)], author=WE)
    (condition,) = found.conditions
    assert condition.kind == kind
    assert condition.span is not None
    assert condition.span.of(text) == condition.words == words


def test_nothing_is_found_in_a_language_without_words() -> None:
    assert propose([Unit("para_1", "Nous nous engageons à lire.")], language="fr") == []


@given(st.text(max_size=300))
def test_any_text_is_read_and_every_span_lies_in_it(text: str) -> None:
    for found in propose([Unit("para_1", text)], author=WE):
        assert 0 <= found.span.start <= found.span.end <= len(text)
        assert found.place is not None
        assert found.place.of(text) == found.words


@given(st.lists(st.sampled_from(
    ["We", "undertake", "and", "shall", "the Commission", "States", "to", "invite", ",", ".", ";", "which", "report",
     "requests", "its tenth session", "as appropriate"]), max_size=40))  # fmt: skip
def test_words_of_drafting_in_any_order(words: list[str]) -> None:
    for found in propose([Unit("para_1", " ".join(words))], author=ASSEMBLY):
        assert found.actors
        assert found.act in acts()
        assert found.strength == acts()[found.act].strength
        assert set(found.actors) <= set(kinds("actor"))


@needs_shared
@pytest.mark.parametrize("slug", WORKS)
def test_every_proposal_shows_the_words_that_led_to_it(slug: str) -> None:
    texts = {unit.eid: unit.text for unit in units_of(slug)}
    found = proposed(slug)
    assert found
    for commitment in found:
        text = texts[commitment.eid]
        assert commitment.span.of(text).strip()
        if commitment.place:
            assert commitment.place.of(text) == commitment.words
        for condition in commitment.conditions:
            assert condition.span is None or condition.span.of(text) == condition.words


@needs_shared
def test_a_commitment_as_data() -> None:
    (found,) = [told(c, "kyoto-2021", "proposed") for c in proposed("kyoto-2021") if c.eid == "para_23"]
    assert found["provision"] == "kyoto-2021/para_23"
    assert (found["actor"], found["act"], found["strength"]) == ("states", "endeavour", 3)
    assert [condition["kind"] for condition in found["conditions"]] == ["voluntary"]
    assert found["deadline"] is None
    assert found["state"] == "proposed"


@pytest.mark.parametrize("kind", ["actor", "condition", "output"])
def test_names_of_the_catalogue_stand_in_six_languages(kind: str) -> None:
    for one in (*kinds(kind).values(), *acts().values()):
        assert set(one.name) == {"en", "fr", "es", "ru", "zh", "ar"}, one.key
        assert all(isinstance(name, str) and name for name in one.name.values()), one.key
