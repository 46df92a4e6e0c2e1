"""What this package keeps: forms, rounds with their respondents, replies and measures, and edits of reports."""

from .forms import FormVersion
from .measures import Measure, MeasureLink
from .replies import Answer, Change, Clearing, Happened, Part
from .reports import Discussion, Edit
from .rounds import Respondent, Round

__all__ = [
    "Answer",
    "Change",
    "Clearing",
    "Discussion",
    "Edit",
    "FormVersion",
    "Happened",
    "Measure",
    "MeasureLink",
    "Part",
    "Respondent",
    "Round",
]
