"""What a file says of one participant under one treaty."""

from dataclasses import dataclass, field
from datetime import date

CONSENTS = (
    "ratification", "accession", "acceptance", "approval", "succession", "formal-confirmation", "definitive-signature",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Record:
    """One participant under one treaty; ``mtdsg`` is the treaty's number with the depositary ("XVIII-12-a").

    ``iso3`` is empty where the file gives no code. A day that the file does not give is None.
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


@dataclass(frozen=True, slots=True)
class Said:
    """What a participant declared: a reservation, declaration, objection or notification, in its own words."""

    mtdsg: str
    participant: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Problem:
    """A row that was kept apart, or a doubt about one that was taken."""

    row: int
    message: str


@dataclass(frozen=True, slots=True)
class Read:
    """What was read from one file."""

    records: tuple[Record, ...]
    statements: tuple[Said, ...] = ()
    problems: tuple[Problem, ...] = field(default=())
