"""The status of treaties as tables: one row a participant and treaty, or one row a statement."""

from cjin.core.rules.errors import Fault, Invalid
from cjin.texts.rules.participation.cells import Line, day, header_of, lines
from cjin.texts.rules.participation.records import CONSENTS, KINDS, LONGEST_NAME, Problem, Read, Record, Said
from cjin.texts.rules.participation.treaties import number_of

NEEDED = ("mtdsg_no", "participant", "signature_date", "consent_date", "consent_type")
NEEDED_OF_STATEMENTS = ("participant", "text")
_DAYS = ("signature_date", "consent_date", "in_force_for_participant", "withdrawal_date")


def read_table(data: bytes, name: str) -> Read:
    """What a CSV tells: statements where it has a column ``text``, participation else. A row that cannot be read is
    kept apart with its number. Raises Invalid for another table.
    """
    return _statements(data, name) if "text" in header_of(data, name)[0] else _participation(data, name)


def _participation(data: bytes, name: str) -> Read:
    """Columns: mtdsg_no, participant, iso3, signature_date, consent_date, consent_type, in_force_for_participant and
    withdrawal_date (days as 2003-09-24).
    """
    records: list[Record] = []
    problems: list[Problem] = []
    for number, line in lines(data, name, NEEDED):
        try:
            records.append(_record(_whole(line), number))
        except ValueError as error:
            problems.append(Problem(number, str(error)))
    return Read(tuple(records), problems=tuple(problems))


def _whole(line: Line | str) -> Line:
    if isinstance(line, str):
        raise ValueError(line)
    return line


def _record(said: Line, number: int) -> Record:
    if not said["mtdsg_no"] or not said["participant"]:
        raise ValueError("the treaty or the participant is missing")
    consent = said["consent_type"].lower().replace(" ", "-")
    if consent and consent not in CONSENTS:
        raise ValueError(f"the consent “{consent[:40]}” is none of {', '.join(CONSENTS)}")
    signed, consented, in_force, ended = (day(said.get(column, ""), column) for column in _DAYS)
    return Record(
        number_of(said["mtdsg_no"]),
        said["participant"][:LONGEST_NAME],
        said.get("iso3", "").upper(),
        signed,
        consented,
        consent,
        in_force,
        ended,
        number,
    )


def _statements(data: bytes, name: str) -> Read:
    """Columns: participant, text, the treaty (mtdsg_no or instrument), and where there are such: kind, iso3, date."""
    header = header_of(data, name)[0]
    if "mtdsg_no" not in header and "instrument" not in header:
        said = "a column mtdsg_no or instrument is missing"
        raise Invalid("This is no table of statements.", [Fault(f"{name}, row 1", said)])
    found: list[Said] = []
    problems: list[Problem] = []
    for number, line in lines(data, name, NEEDED_OF_STATEMENTS):
        try:
            found.append(_said(_whole(line), number))
        except ValueError as error:
            problems.append(Problem(number, str(error)))
    return Read((), tuple(found), tuple(problems), tells_parties=False, tells_statements=True)


def _said(line: Line, number: int) -> Said:
    treaty = line.get("mtdsg_no") or line.get("instrument", "")
    if not treaty or not line["participant"]:
        raise ValueError("the treaty or the participant is missing")
    if not line["text"]:
        raise ValueError("there are no words")
    kind = (line.get("kind", "") or KINDS[0]).lower().replace(" ", "-")
    if kind not in KINDS:
        raise ValueError(f"the kind “{kind[:40]}” is none of {', '.join(KINDS)}")
    return Said(
        number_of(treaty), line["participant"][:LONGEST_NAME], kind, line["text"], line.get("iso3", "").upper(),
        day(line.get("date", ""), "date"), number,
    )  # fmt: skip
