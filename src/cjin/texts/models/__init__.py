"""What TEXT stores: works and their texts, what their provisions ask, how they stand to each other, who is party."""

from cjin.texts.models.commitments import Annotation, Commitment, Origin
from cjin.texts.models.corrections import Correction
from cjin.texts.models.expressions import Expression, Source
from cjin.texts.models.participation import Coverage, Participation, Statement, StatusFile, WaitingStatus
from cjin.texts.models.provisions import Note, Provision
from cjin.texts.models.relations import Citation, Delivery, Mandate, Parallel, Verdict
from cjin.texts.models.works import Work

__all__ = [
    "Annotation",
    "Citation",
    "Commitment",
    "Correction",
    "Coverage",
    "Delivery",
    "Expression",
    "Mandate",
    "Note",
    "Origin",
    "Parallel",
    "Participation",
    "Provision",
    "Source",
    "Statement",
    "StatusFile",
    "Verdict",
    "WaitingStatus",
    "Work",
]
