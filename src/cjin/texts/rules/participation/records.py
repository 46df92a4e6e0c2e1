"""What a file says of one participant under one treaty."""

from dataclasses import dataclass
from datetime import date

CONSENTS = (
    "ratification", "accession", "acceptance", "approval", "succession", "formal-confirmation", "definitive-signature",
)  # fmt: skip
KINDS = ("statement", "declaration", "reservation", "objection", "notification", "territorial-application")
"""What the source calls what was said; ``statement`` where it does not tell."""
MOST_ROWS = 100_000
"""A table with more rows is none of participation: all States under all treaties of the depositary are fewer."""
LONGEST_NAME = 160


@dataclass(frozen=True, slots=True)
class Record:
    """One participant under one treaty; ``mtdsg`` is the treaty's number with the depositary ("XVIII-12-a").

    ``iso3`` is empty where the file gives no code. A day that the file does not give is None; ``computed`` says that
    the day of entry into force is none of the file, but follows from the treaty's own article.
    """

    mtdsg: str
    participant: str
    iso3: str = ""
    signed: date | None = None
    consented: date | None = None
    consent: str = ""
    in_force: date | None = None
    ended: date | None = None
    row: int = 0
    computed: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """What a participant declared, in its own words: ``kind`` is one of ``KINDS``, the day None where none is told."""

    mtdsg: str
    participant: str
    kind: str
    text: str
    iso3: str = ""
    said_on: date | None = None
    row: int = 0


@dataclass(frozen=True, slots=True)
class Problem:
    """A row that was kept apart, or a doubt about one that was taken."""

    row: int
    message: str


@dataclass(frozen=True, slots=True)
class Read:
    """What was read from one file. ``tells_parties`` and ``tells_statements``: what it is a whole list of."""

    records: tuple[Record, ...] = ()
    statements: tuple[Said, ...] = ()
    problems: tuple[Problem, ...] = ()
    tells_parties: bool = True
    tells_statements: bool = False
