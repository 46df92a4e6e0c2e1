"""What this package keeps: bilateral and regional treaties, requests with all that happened to them, their letters."""

from .agreements import Agreement, AgreementParty
from .cases import Happened, Request
from .letters import Attempt, Letter, Wording
from .working import Deadline, Reminder, SealedFigures, Timetable

__all__ = [
    "Agreement",
    "AgreementParty",
    "Attempt",
    "Deadline",
    "Happened",
    "Letter",
    "Reminder",
    "Request",
    "SealedFigures",
    "Timetable",
    "Wording",
]
