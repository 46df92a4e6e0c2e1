"""What was typed into the form of a question is kept: saved, or shown again with what stands in the way."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.http import QueryDict

from cjin.core.models import User
from cjin.core.rules.errors import CjinError, Invalid, Outdated

from ...actions.answering import save
from ...actions.measures import put_measure
from ...forms.controls import Around
from ...forms.faults import cells_of, told
from ...forms.replies import typed_reply
from ...models import Answer, Change, Respondent
from ...queries.rounds import answers_of
from ...rules.answers.replies import checked
from ...rules.form.questions import Kind, Question
from ...rules.vocabulary import ANSWERED
from .items import Clash, Item, item_of


@dataclass
class Outcome:
    """What came of a question that was sent. ``status`` is 200 where nothing stands in the way."""

    typed: dict[str, Any] | None
    revision: int
    answer: Answer | None
    status: int = 200
    faults: list[str] = field(default_factory=list)
    clashes: bool = False
    changed: bool = False
    took_theirs: bool = False
    new_title: str = ""
    new_type: str = ""


def was_sent(question: Question, sent: QueryDict) -> bool:
    """Whether the form of this question was sent at all."""
    return f"{question.question}.revision" in sent


def keep(
    respondent: Respondent, question: Question, sent: QueryDict, stored: Answer | None, language: str, by: User,
    now: datetime,
) -> Outcome:  # fmt: skip
    """Saves what was typed where it differs from what stands; nothing of another person's is overwritten unseen."""
    name = question.question
    typed, revision = typed_reply(question, sent, language), _whole(sent.get(f"{name}.revision"))
    choice = sent.get(f"{name}.choose", "")
    if choice == "theirs":
        stands = stored.reply if stored else None
        return Outcome(stands, stored.revision if stored else 0, stored, took_theirs=True)
    if choice == "mine":
        revision = _whole(sent.get(f"{name}.seen"))
    found = Outcome(typed, revision, stored)
    found.new_title, found.new_type = sent.get(f"{name}.new.title", ""), sent.get(f"{name}.new.type", "")
    try:
        with transaction.atomic():
            typed = _with_new_measure(respondent, question, sent, typed, language, by, now)
            kept = checked(question, typed)
            if kept == (stored.reply if stored else None):
                found.typed, found.revision = typed, stored.revision if stored else 0
            elif stored is not None and revision != stored.revision and kept == _seen(stored, revision):
                found.typed, found.revision = stored.reply, stored.revision
            else:
                found.answer = save(
                    respondent=respondent, question=name, reply=typed, revision=revision, by=by, now=now
                )  # fmt: skip
                found.typed, found.revision, found.changed = typed, found.answer.revision, True
        found.new_title = ""
    except Outdated as error:
        found.answer = answers_of(respondent, [name]).get(name)
        found.clashes, found.status = True, error.status
    except Invalid as error:
        found.faults, found.status = told(error.faults, error.message, cells_of(question, language)), error.status
    except CjinError as error:
        found.faults, found.status = [error.message], error.status
    return found


def _seen(stored: Answer, revision: int) -> Any:
    """The reply as it stood when somebody began to type; that which nobody saved is none."""
    found = Change.objects.filter(answer=stored, revision=revision).first()
    return found.reply if found else None


def _with_new_measure(
    respondent: Respondent, question: Question, sent: QueryDict, typed: dict[str, Any] | None, language: str,
    by: User, now: datetime,
) -> dict[str, Any] | None:  # fmt: skip
    """The reply with a measure that was entered beside it, which is linked to what the question is about."""
    name = question.question
    title = sent.get(f"{name}.new.title", "").strip()
    if not title or not respondent.state:
        return typed
    made = put_measure(
        state=respondent.state, title={language: title}, type=sent.get(f"{name}.new.type", ""),
        links=dict.fromkeys(question.about, "partial"), by=by, now=now,
    )  # fmt: skip
    found = typed or {"reply": ANSWERED}
    if question.kind is Kind.IMPLEMENTATION:
        value = dict(found.get("value") or {})
        return found | {"value": value | {"measures": [*value.get("measures", ()), made.name]}}
    return found | {"value": [*(found.get("value") or ()), made.name]}


def shown_again(outcome: Outcome, question: Question, around: Around, **more: Any) -> Item:
    """The question with what was typed, and with what stands in the way."""
    item = item_of(question, outcome.answer, around, **more)
    item.said, item.revision, item.faults = outcome.typed or {}, outcome.revision, outcome.faults
    item.__post_init__()
    item.just_saved, item.new_title, item.new_type = outcome.changed, outcome.new_title, outcome.new_type
    if outcome.clashes:
        theirs = outcome.answer
        item.clash = Clash(
            item.tell(_readable(outcome.typed)), item.tell(theirs.reply if theirs else None), item.saved_by,
            item.saved_at, theirs.revision if theirs else 0,
        )  # fmt: skip
    return item


def _readable(typed: Mapping[str, Any] | None) -> dict[str, Any] | None:
    return dict(typed) if typed else None


def _whole(said: str | None) -> int:
    return int(said) if said and said.isascii() and said.isdecimal() and len(said) < 10 else 0
