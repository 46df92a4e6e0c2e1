"""Ways of asking that the founding texts do not have: passive asks, treaties, plain verbs, headings, spans of time."""

from typing import Any

import pytest

from cjin.texts.rules.commitments.proposing import Unit, propose
from cjin.texts.rules.commitments.rows import deadline_of, deadline_text
from cjin.texts.rules.mandates import mandates_in
from tests.timing import least_seconds

ASSEMBLY = "The General Assembly,"
CONFERENCE = "The Conference of the Parties to the Convention on Reading,"
CONGRESS = "The Ninth United Nations Congress on the Prevention of Crime and the Treatment of Offenders,"
PEOPLE = "We, the readers,"
STATES = ("states",)
PARTIES = ("states-parties",)


def asked(text: str, author: str = PEOPLE, eid: str = "para_1") -> list[tuple[tuple[str, ...], str]]:
    return [(one.actors, one.act) for one in propose([Unit(eid, text)], author=author)]


@pytest.mark.parametrize(
    ("author", "text", "expected"),
    [
        (ASSEMBLY, "The Secretary-General is requested to buy shelves.", [(("secretary-general",), "request")]),
        (PEOPLE, "Member States should be encouraged to lend books.", [(STATES, "encourage")]),
        (PEOPLE, "International organizations are also urged to read.", [(("international-organizations",), "urge")]),
        (ASSEMBLY, "Reiterates its request to the Secretary-General to buy shelves;",
         [(("secretary-general",), "request")]),
        (ASSEMBLY, "Once again urges donors to pay for shelves;", [(("donors",), "urge")]),
        (ASSEMBLY, "Decides that the Commission shall meet among the shelves;", [(("commission",), "shall")]),
        (ASSEMBLY, "Decides that tea shall be served;", [(("general-assembly",), "decide")]),
        (ASSEMBLY, "Commends the institutes for their tales, and encourages them to tell more;",
         [(("general-assembly",), "welcome"), (("institutes",), "encourage")]),
        (ASSEMBLY, "Commit to reading aloud, and urge donors to listen;", [(STATES, "commit"), (("donors",), "urge")]),
        (CONFERENCE, "Takes note of the tales;", [(("conference-of-parties",), "note")]),
        (CONGRESS, "Affirms that tales count;", [(("congresses",), "reaffirm")]),
        (CONGRESS, "Books should be kept dry.", [(STATES, "should")]),
        (PEOPLE, "We will strive to read and, in this connection, request the Secretary-General to listen.",
         [(STATES, "strive"), (("secretary-general",), "request")]),
        (PEOPLE, "Governments, regional organizations and non-governmental organizations are encouraged to read.",
         [(("states", "international-organizations", "civil-society"), "encourage")]),
        (PEOPLE, "It is essential that readers be heard.", [(STATES, "emphasize")]),
        (ASSEMBLY, "Requests that shelves be dusted by the Secretariat;", [(("secretariat",), "request")]),
        (ASSEMBLY, "Calls for more shelves;", [(STATES, "call-upon")]),
    ],
)  # fmt: skip
def test_who_is_asked_in_other_words(author: str, text: str, expected: list[Any]) -> None:
    assert asked(text, author) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Each State Party shall keep a library.", [(PARTIES, "shall")]),
        ("Each State Party shall, within its means, endeavour to keep two.", [(PARTIES, "endeavour")]),
        ("Each State Party shall consider keeping three.", [(PARTIES, "consider")]),
        ("A State Party may close on Sundays.", [(PARTIES, "may")]),
        ("States Parties undertake promptly to return books.", [(PARTIES, "undertake")]),
        ("The Conference shall adopt rules and shall review the shelves.",
         [(("conference-of-parties",), "shall"), (("conference-of-parties",), "shall")]),
        ("A State Party that receives a book shall return it.", [(PARTIES, "shall")]),
        ("Where a reader is lost, that State Party shall search.", [(PARTIES, "shall")]),
        ("Books shall be returned.", [(PARTIES, "shall")]),
        ("“Book” shall mean any bound paper.", []),
        ("Nothing in this Convention shall be construed as a ban on reading.", []),
        ("This Convention shall enter into force on a rainy day.", []),
        ("Such notice shall take effect one year later.", []),
        ("The provisions of this article shall not be so construed as to close libraries.", []),
        ("Requests for books shall be made in writing.", [(PARTIES, "shall")]),
    ],
)  # fmt: skip
def test_articles_bind_the_parties_and_clauses_of_form_bind_nobody(text: str, expected: list[Any]) -> None:
    assert asked(text, "", "art_1__para_1") == expected


def test_a_heading_names_who_is_to_act() -> None:
    heading = "II. Action by the United Nations Office on Drugs and Crime"
    (found,) = propose([Unit("para_2", "Prepare a list of books, upon request.", heading=heading)], author=PEOPLE)
    assert (found.actors, found.act, found.place) == (("unodc",), "should", None)
    assert [one.kind for one in found.conditions] == ["upon-request"]
    assert propose([Unit("para_2", "Prepare a list of books.", heading="II. Books")], author=PEOPLE) == []


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("Requests the Secretary-General to report before the Fifteenth Congress;",
         {"organ": "congress", "session": 15, "year": 2026}),
        ("Requests the Secretary-General to report to the General Assembly at its next session;",
         {"organ": "ga", "next": True}),
        ("Requests the Secretary-General to report within six months after the entry into force of the rules;",
         {"within": "P6M", "after": "entry-into-force"}),
        ("Requests the Secretary-General to report within 30 days;", {"within": "P30D"}),
        ("Requests the Secretary-General to report every three years;", {"recurring": "every-three-years"}),
        ("Requests the Secretary-General to report at least once a year;", {"recurring": "annual"}),
        ("Decides to convene in 2027 a meeting on books;", {"year": 2027}),
        ("Requests the Secretary-General to publish the tales told in 2003 and adopted by readers;", None),
        ("Requests the Secretary-General to report in 2021 and again to the Assembly at its eightieth session;",
         {"year": 2021}),
    ],
)  # fmt: skip
def test_by_when_in_other_words(text: str, due: dict[str, Any] | None) -> None:
    (found,) = propose([Unit("para_1", text)], author=ASSEMBLY)
    assert (found.deadline.facts() if found.deadline else None) == due


@pytest.mark.parametrize(
    "due",
    [
        {"within": "P3M", "after": "entry-into-force"}, {"within": "P30D"}, {"organ": "congress", "next": True},
        {"organ": "congress", "session": 15}, {"recurring": "every-three-years"}, {"date": "2030-12-31"},
        {"year": 2030}, None,
    ],
)  # fmt: skip
def test_a_deadline_survives_its_cell(due: dict[str, Any] | None) -> None:
    assert deadline_of(deadline_text(due)) == due


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Requests the Secretariat to prepare a background paper on books;", [("secretariat", "report")]),
        ("Invites the Secretary-General to bring the tales to the attention of readers;",
         [("secretary-general", "distribution")]),
        ("Requests the Commission to examine the shelves;", [("commission", "review")]),
        ("Invites Member States to designate national focal points for books;", [("states", "directory")]),
        ("Decides to convene a meeting of readers;", [("general-assembly", "meeting")]),
        ("Decides to buy more books;", []),
    ],
)  # fmt: skip
def test_what_is_to_come_of_it(text: str, expected: list[Any]) -> None:
    found = mandates_in(propose([Unit("para_1", text)], author=ASSEMBLY), {"para_1": text})
    assert [(one.addressee, one.output) for one in found] == expected


@pytest.mark.parametrize(
    "words",
    ["which shall ", "The Commission shall go and shall come, that ", "we undertake and ", "Decides that the ",
     "requests the Secretary-General, and ", "in accordance with ", "within two years after ", "shall, where , "],
)  # fmt: skip
def test_no_sentence_takes_long(words: str) -> None:
    """Four times the sentence takes about four times the time; where time grew by its square it would be sixteen."""
    units = (Unit("para_1", "The Commission shall " + words * (size // len(words))) for size in (10_000, 40_000))
    few, many = (least_seconds(lambda unit=unit: propose([unit], author=ASSEMBLY)) for unit in units)
    assert many < 10 * few + 0.2
