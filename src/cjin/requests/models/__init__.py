"""What this package keeps: bilateral and regional treaties, requests with all that happened to them, their letters."""

from .agreements import Agreement, AgreementParty
from .cases import Happened, Request
from .letters import Attempt, Letter, Wording
from .working import Reminder, SealedFigures, Timetable

__all__ = [
    "Agreement",
    "AgreementParty",
    "Attempt",
    "Happened",
    "Letter",
    "Reminder",
    "Request",
    "SealedFigures",
    "Timetable",
    "Wording",
]
