"""The status of treaties as a table: one row a participant and treaty."""

import csv
from datetime import date
from io import StringIO

from cjin.core.rules.errors import Fault, Invalid
from cjin.texts.rules.participation.records import CONSENTS, Problem, Read, Record

NEEDED = ("mtdsg_no", "participant", "signature_date", "consent_date", "consent_type")
_DAYS = ("signature_date", "consent_date", "in_force_for_participant", "withdrawal_date")


def read_table(data: bytes, name: str) -> Read:
    """The records of a CSV with the columns mtdsg_no, participant, iso3, signature_date, consent_date, consent_type,
    in_force_for_participant and withdrawal_date (days as 2003-09-24).

    A row that cannot be read is kept apart with its number (the header is row 1). Raises Invalid for another table.
    """
    try:
        rows = csv.DictReader(StringIO(data.decode("utf-8-sig")), strict=True)
        header = list(rows.fieldnames or ())
        lines = list(rows)
    except UnicodeDecodeError as error:
        raise Invalid("The table is not in UTF-8.", [Fault(name, f"at byte {error.start}")]) from error
    except csv.Error as error:
        raise Invalid("The table cannot be read.", [Fault(name, str(error))]) from error
    missing = [column for column in NEEDED if column not in header]
    if missing or len(set(header)) != len(header):
        said = f"the column {missing[0]} is missing" if missing else "a column stands twice"
        raise Invalid("This is no table of participation.", [Fault(f"{name}, row 1", said)])
    records: list[Record] = []
    problems: list[Problem] = []
    for number, line in enumerate(lines, 2):
        try:
            records.append(_record(line, number))
        except ValueError as error:
            problems.append(Problem(number, str(error)))
    return Read(tuple(records), problems=tuple(problems))


def _record(line: dict[str, str | None], number: int) -> Record:
    said = {key: (value or "").strip() for key, value in line.items() if isinstance(key, str)}
    if not said["mtdsg_no"] or not said["participant"]:
        raise ValueError("the treaty or the participant is missing")
    consent = said["consent_type"].lower().replace(" ", "-")
    if consent and consent not in CONSENTS:
        raise ValueError(f"the consent “{consent[:40]}” is none of {', '.join(CONSENTS)}")
    signed, consented, in_force, ended = (_day(said.get(column, ""), column) for column in _DAYS)
    return Record(
        said["mtdsg_no"], said["participant"][:160], said.get("iso3", "").upper(), signed, consented, consent, in_force,
        ended, number,
    )  # fmt: skip


def _day(text: str, column: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise ValueError(f"{column}: “{text[:20]}” is no day written like 2003-09-24") from None
