"""A measure that is entered beside a question: it is kept together with the reply that names it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from cjin.core.models import User

from ..models import Answer, Respondent
from ..queries.forms import form_of
from ..rules.answers.replies import Reply
from ..rules.form.questions import Kind, Question
from ..rules.vocabulary import ANSWERED
from .answering import save, writable_part
from .measures import put_measure


@transaction.atomic
def save_with_measure(
    *, respondent: Respondent, question: Question, reply: Reply | None, title: Mapping[str, str], type: str,
    contribution: str, revision: int, by: User | None, now: datetime,
) -> Answer:  # fmt: skip
    """Enters a measure of the State, linked to what a question is about, and saves the reply with it; both or neither.

    The reply is locked first, as wherever a reply and measures are written. Raises as ``save`` and ``put_measure``.
    """
    writable_part(respondent, form_of(respondent.round).section_of[question.question], by, now)
    made = put_measure(
        state=respondent.state, title=title, type=type, links=dict.fromkeys(question.about, contribution), by=by,
        now=now,
    )  # fmt: skip
    named = _naming(question, dict(reply or {"reply": ANSWERED}), made.name)
    return save(respondent=respondent, question=question.question, reply=named, revision=revision, by=by, now=now)


def _naming(question: Question, reply: dict[str, Any], measure: str) -> dict[str, Any]:
    """A reply that names one measure more."""
    value = reply.get("value") or ()
    if question.kind is not Kind.IMPLEMENTATION:
        return reply | {"value": [*value, measure]}
    said = dict(value)
    return reply | {"value": said | {"measures": [*said.get("measures", ()), measure]}}
