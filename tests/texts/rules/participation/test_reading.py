"""Files of the depositary: what is read, what is kept apart, what is doubtful."""

from datetime import date

import pytest

from cjin.core.rules.errors import Invalid
from cjin.texts.rules.participation.depositary import read_depositary
from cjin.texts.rules.participation.doubts import doubts, unique
from cjin.texts.rules.participation.records import Record
from cjin.texts.rules.participation.table import read_table
from tests.texts.inputs import SHARED, needs_shared

HEADER = "mtdsg_no,participant,iso3,signature_date,consent_date,consent_type,in_force_for_participant\n"
XML = """<?xml version="1.0" encoding="ISO-8859-1"?>
<Treaties><Treaty><Header><ExternalData><Titlesect>12 . a) Protocol against Dust</Titlesect>
<Titlesect>CHAPTER XVIII 12 a</Titlesect></ExternalData></Header>
<Participants><Table><TGroup><Tbody><Rows>
<Row><Entry>Albania<superscript>1</superscript></Entry><Entry>12 Dec 2000</Entry><Entry>21 Aug 2002</Entry></Row>
<Row><Entry>Côte d'Ivoire</Entry><Entry/><Entry>25 Oct 2012 a</Entry></Row>
<Row><Entry>Serbia</Entry><Entry/><Entry>12 Mar 2001 d</Entry></Row>
<Row><Entry>Finland</Entry><Entry>12 Dec 2000</Entry><Entry>7 Sep 2006 A</Entry></Row>
<Row><Entry>Nowhere</Entry><Entry>a while ago</Entry><Entry/></Row>
<Row><Entry/><Entry>12 Dec 2000</Entry></Row>
</Rows></Tbody></TGroup></Table></Participants>
<Declarations><Declaration><Participant>Albania</Participant><Text>Dust is not bound.</Text></Declaration>
</Declarations>
</Treaty></Treaties>"""


def test_the_depositarys_xml() -> None:
    read = read_depositary(XML.encode("iso-8859-1"), "XVIII-12-a.en.xml")
    told = [(r.mtdsg, r.participant, r.signed, r.consented, r.consent) for r in read.records]
    assert told == [
        ("XVIII-12-a", "Albania", date(2000, 12, 12), date(2002, 8, 21), "ratification"),
        ("XVIII-12-a", "Côte d'Ivoire", None, date(2012, 10, 25), "accession"),
        ("XVIII-12-a", "Serbia", None, date(2001, 3, 12), "succession"),
        ("XVIII-12-a", "Finland", date(2000, 12, 12), date(2006, 9, 7), "acceptance"),
    ]
    assert [(p.row, "no day" in p.message or "missing" in p.message) for p in read.problems] == [(5, True), (6, True)]
    (said,) = read.statements
    assert (said.participant, said.kind, said.text) == ("Albania", "declaration", "Dust is not bound.")


@pytest.mark.parametrize(
    "data",
    [
        b"", b"<Treaty>", b"<Other/>", b"<Treaty/>",
        b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><Treaty>&b;</Treaty>',
        b"<Treaty><Header><ExternalData><Titlesect>XVIII 12</Titlesect></ExternalData></Header></Treaty>",
    ],
)  # fmt: skip
def test_other_xml_is_refused(data: bytes) -> None:
    with pytest.raises(Invalid) as caught:
        read_depositary(data, "status.xml")
    assert caught.value.faults[0].where == "status.xml"


def test_a_table_keeps_bad_rows_apart() -> None:
    lines = (
        "XVIII-12,Albania,ALB,2000-12-12,2002-08-21,ratification,2003-09-29\n"
        "XVIII-12,Nowhere,,12/12/2000,,,\n"
        "XVIII-12,Somewhere,,,2002-08-21,whim,\n"
        ",,,,,,\n"
    )
    read = read_table((HEADER + lines).encode(), "status.csv")
    assert [(r.participant, r.consent, r.row) for r in read.records] == [("Albania", "ratification", 2)]
    assert [problem.row for problem in read.problems] == [3, 4, 5]


@pytest.mark.parametrize("data", [b"", b"a,b\n1,2\n", b"\xff\xfe\x00", HEADER.replace("consent_type", "iso3").encode()])
def test_other_tables_are_refused(data: bytes) -> None:
    with pytest.raises(Invalid):
        read_table(data, "status.csv")


def record(mtdsg: str, participant: str, **days: date) -> Record:
    return Record(mtdsg, participant, row=7, **days)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (record("XVIII-12", "A", signed=date(2003, 1, 1), consented=date(2002, 1, 1)), "after its consent"),
        (record("XVIII-12", "A", consented=date(2002, 1, 1), in_force=date(2001, 1, 1)), "before its consent"),
        (record("XVIII-12", "A", in_force=date(2001, 1, 1)), "without a consent"),
        (record("XVIII-12", "A", consented=date(2002, 1, 1), ended=date(2001, 1, 1)), "before it was party"),
        (record("XVIII-12", "A", consented=date(2015, 1, 1)), "is later than the day"),
    ],
)
def test_days_that_contradict_each_other(one: Record, said: str) -> None:
    (problem,) = doubts([one], date(2014, 6, 30), {})
    assert said in problem.message
    assert problem.row == 7


def test_no_protocol_without_its_convention() -> None:
    day = date(2002, 1, 1)
    rows = [record("XVIII-12", "A", consented=day), record("XVIII-12-a", "A", consented=day)]
    lonely = record("XVIII-12-a", "B", consented=day)
    parents = {"XVIII-12-a": "XVIII-12"}
    assert list(doubts(rows, date(2014, 6, 30), parents)) == []
    (problem,) = doubts([*rows, lonely], date(2014, 6, 30), parents)
    assert "B is party to XVIII-12-a and not to its convention XVIII-12" in problem.message
    assert list(doubts([lonely], date(2014, 6, 30), parents)) == [], "the file does not speak of the convention"


def test_a_participant_stands_once() -> None:
    kept, problems = unique([record("XVIII-12", "A"), record("XVIII-12", "A"), record("XVIII-14", "A")])
    assert (len(kept), len(problems)) == (2, 1)


@needs_shared
def test_the_real_table() -> None:
    path = SHARED / "participation" / "treaty_parties_mtdsg_2014.csv"
    read = read_table(path.read_bytes(), path.name)
    assert (len(read.records), len(read.problems)) == (2011, 0)
    late = [problem for problem in doubts(read.records, date(2014, 6, 30), {}) if "is later than" in problem.message]
    assert len(late) == 2
