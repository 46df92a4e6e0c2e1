"""Files of the depositary: what is read, what is kept apart, what is doubtful."""

from datetime import date

import pytest

from cjin.core.rules.errors import Invalid
from cjin.texts.rules.participation.depositary import read_depositary
from cjin.texts.rules.participation.doubts import doubts, unique
from cjin.texts.rules.participation.records import Record
from cjin.texts.rules.participation.table import read_table
from tests.texts.depositary import XML
from tests.texts.inputs import SHARED, needs_shared

HEADER = "mtdsg_no,participant,iso3,signature_date,consent_date,consent_type,in_force_for_participant\n"


def test_the_depositarys_xml() -> None:
    read = read_depositary(XML.encode("iso-8859-1"), "XVIII-12-a.en.xml")
    told = [(r.mtdsg, r.participant, r.signed, r.consented, r.consent) for r in read.records]
    assert told == [
        ("XVIII-12-a", "Xanadu", date(2000, 12, 12), date(2002, 8, 21), "ratification"),
        ("XVIII-12-a", "Côte-d'Exemple", None, date(2012, 10, 25), "accession"),
        ("XVIII-12-a", "Xeric", None, date(2001, 3, 12), "succession"),
        ("XVIII-12-a", "Xylem", date(2000, 12, 12), date(2006, 9, 7), "acceptance"),
    ]
    assert [(p.row, p.message.rpartition(" ")[2]) for p in read.problems] == [
        (5, "2000"), (6, "missing"), (7, "calendar"),
    ]  # fmt: skip
    assert [(s.participant, s.kind, s.said_on, s.text[:18]) for s in read.statements] == [
        ("Xanadu", "declaration", None, "Dust is not bound."),
        ("Xeric", "objection", date(2003, 5, 2), "2 May 2003: Xeric "),
        ("Xanadu", "notification", date(2004, 1, 31), "The central author"),
    ]


@pytest.mark.parametrize("encoding", ["iso-8859-1", "utf-8", "utf-16"])
def test_the_encoding_that_the_xml_names_is_read(encoding: str) -> None:
    data = XML.replace("ISO-8859-1", encoding).encode(encoding)
    assert [r.participant for r in read_depositary(data, "x.xml").records][1] == "Côte-d'Exemple"


def bomb(depth: int) -> bytes:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, depth))
    return f'<!DOCTYPE x [<!ENTITY a0 "dust">{entities}]><Treaty>&a{depth - 1};</Treaty>'.encode()


@pytest.mark.parametrize(
    "data",
    [
        b"", b"<Treaty>", b"<Other/>", b"<Treaty/>",
        b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><Treaty>&b;</Treaty>', bomb(10),
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><Treaty>&a;</Treaty>',
        b'<?xml version="1.0" encoding="nowhere-8"?><Treaty/>', b'<?xml version="1.0" encoding="gb2312"?><Treaty/>',
        b"<Treaty>" + b"<a>" * 30_000,
        XML.replace("Xeric", "<a>" * 3_000 + "</a>" * 3_000).encode("iso-8859-1"),
        b"mtdsg_no,participant\n", XML.encode("utf-16")[:900],
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


@pytest.mark.parametrize(
    "data",
    [
        b"", b"a,b\n1,2\n", b"\xff\xfe\x00", HEADER.replace("consent_type", "iso3").encode(), b"PK\x03\x04\x00",
        HEADER.encode() + "XVIII-12,Côte d'Ivoire,CIV,,,,".encode("cp1252"), HEADER.encode("utf-16"),
        (HEADER + 'XVIII-12,"Albania,ALB,2000-12-12').encode(), (HEADER + "a" * 200_000 + ",b").encode(),
        (HEADER + ",,,,,,\n" * 100_000).encode(), b"participant,text\nAlbania,Dust\n",
    ],
)  # fmt: skip
def test_other_tables_are_refused(data: bytes) -> None:
    with pytest.raises(Invalid) as caught:
        read_table(data, "status.csv")
    assert caught.value.faults[0].where.startswith("status.csv")


@pytest.mark.parametrize("sign", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_what_separates_cells_is_found_out(sign: str, end: str) -> None:
    lines = [HEADER.strip(), "XVIII-12,Albania,ALB,2000-12-12,2002-08-21,Formal Confirmation,2003-09-29"]
    data = "\ufeff" + end.join(line.replace(",", sign) for line in lines)
    (one,) = read_table(data.encode(), "status.csv").records
    assert (one.participant, one.consent, one.in_force) == ("Albania", "formal-confirmation", date(2003, 9, 29))


@pytest.mark.parametrize(
    "row",
    [
        "XVIII-12,Albania,ALB,2000-12-12,2002-08-21,ratification,2003-09-29,one,too,many",
        "XVIII-12,Alb\x00ania,ALB,2000-12-12,2002-08-21,ratification,", "XVIII-12,Albania,ALB,20001212,,,",
        "XVIII-12,Albania,ALB,2000-W50-2,,,", "XVIII-12,Albania,ALB,2001-02-29,,,",
        "XVIII-12,Albania,ALB,٢٠٠١-٠٢-٠١,,,",
    ],
)  # fmt: skip
def test_rows_that_are_kept_apart(row: str) -> None:
    read = read_table(f"{HEADER}{row}\nXVIII-12,Algeria,DZA,2000-12-12,,,\n".encode(), "status.csv")
    assert [one.participant for one in read.records] == ["Algeria"]
    assert [one.row for one in read.problems] == [2]


def test_a_table_of_statements() -> None:
    lines = (
        "participant;instrument;kind;date;text\n"
        "Xanadu;UNTOC;Objection;2003-05-02;We object.\nXeric;XVIII-14;;;We declare; all of us\n"
        "Xeric;XVIII-14;;;We declare.\nXeric;XVIII-14;sigh;;We sigh.\nXeric;XVIII-14;;;\n"
    )
    read = read_table(lines.encode(), "said.csv")
    assert [(s.mtdsg, s.participant, s.kind, s.said_on, s.row) for s in read.statements] == [
        ("XVIII-12", "Xanadu", "objection", date(2003, 5, 2), 2), ("XVIII-14", "Xeric", "statement", None, 4),
    ]  # fmt: skip
    assert [problem.row for problem in read.problems] == [3, 5, 6]
    assert (read.tells_parties, read.tells_statements) == (False, True)


def record(mtdsg: str, participant: str, **days: date) -> Record:
    return Record(mtdsg, participant, row=7, **days)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (record("XVIII-12", "A", signed=date(2003, 1, 1), consented=date(2002, 1, 1)), "after its consent"),
        (record("XVIII-12", "A", consented=date(2002, 1, 1), in_force=date(2001, 1, 1)), "before its consent"),
        (record("XVIII-12", "A", in_force=date(2001, 1, 1)), "without a consent"),
        (record("XVIII-12", "A", consented=date(2005, 1, 1), in_force=date(2005, 1, 2)), "by the treaty's own article"),
        (record("XVIII-12", "A", consented=date(2002, 1, 1), ended=date(2001, 1, 1)), "taken as party again"),
        (record("XVIII-12", "A", ended=date(2001, 1, 1)), "withdrawn on 2001-01-01 without a consent"),
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


def test_statements_within_others_are_told_once_and_do_not_multiply() -> None:
    level = "<Part><Participant>Xylem</Participant><Text>Dust.</Text>"
    deep = XML.replace("<Declarations>", "<Declarations>" + level * 200).replace(
        "</Declarations>", "</Part>" * 200 + "</Declarations>"
    )
    found = read_depositary(deep.encode("iso-8859-1"), "XVIII-12-a.en.xml").statements
    assert [(one.participant, one.text) for one in found if one.kind == "declaration"] == [
        ("Xanadu", "Dust is not bound.")
    ]


@pytest.mark.parametrize("letters", ["a, b", "[20 Mar 2001 a]", "x", "ratified"])
def test_a_way_of_consent_that_is_not_known_is_set_apart(letters: str) -> None:
    found = read_depositary(
        XML.replace("25 Oct 2012 a", f"25 Oct 2012 {letters}").encode("iso-8859-1"), "XVIII-12-a.xml"
    )
    assert "Côte-d'Exemple" not in [one.participant for one in found.records]
    assert any("no known way of consent" in one.message for one in found.problems)
