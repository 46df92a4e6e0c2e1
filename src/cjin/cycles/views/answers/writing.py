"""What was typed into the form of a question is kept: saved, or shown again with what stands in the way."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import QueryDict

from cjin.core.models import User
from cjin.core.rules.errors import CjinError, Invalid, Outdated

from ...actions.answering import save
from ...actions.entering import save_with_measure
from ...forms.controls import Around
from ...forms.faults import cells_of, told
from ...forms.measures import PARTIAL
from ...forms.replies import typed_reply
from ...models import Answer, Change, Respondent
from ...queries.answers import answers_of
from ...rules.answers.replies import checked
from ...rules.form.questions import Kind, Question
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
    new_way: str = PARTIAL


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
    if choice == "mine":
        revision = _whole(sent.get(f"{name}.seen"))
    found = Outcome(typed, revision, stored)
    if question.kind in (Kind.IMPLEMENTATION, Kind.MEASURES) and respondent.state:
        found.new_title, found.new_type = sent.get(f"{name}.new.title", ""), sent.get(f"{name}.new.type", "")
        found.new_way = sent.get(f"{name}.new.way") or PARTIAL
    if choice == "theirs":
        found.typed, found.revision = (stored.reply, stored.revision) if stored else (None, 0)
        found.took_theirs = True
        return found
    try:
        if found.new_title.strip():
            found.answer = save_with_measure(
                respondent=respondent, question=question, reply=typed, title={language: found.new_title.strip()},
                type=found.new_type, contribution=found.new_way, revision=revision, by=by, now=now,
            )  # fmt: skip
            found.typed, found.revision, found.changed = found.answer.reply, found.answer.revision, True
        else:
            _save_changed(found, respondent, question, by, now)
        found.new_title = ""
    except Outdated as error:
        found.answer, found.status = answers_of(respondent, [name]).get(name), error.status
        found.clashes = (found.answer.revision if found.answer else 0) != revision
        found.faults = [] if found.clashes else [error.message]
    except Invalid as error:
        found.faults, found.status = told(error.faults, error.message, cells_of(question, language)), error.status
    except CjinError as error:
        found.faults, found.status = [error.message], error.status
    return found


def _save_changed(found: Outcome, respondent: Respondent, question: Question, by: User, now: datetime) -> None:
    """Saves the reply where it is neither what stands nor what stood when somebody began to type."""
    stored, kept = found.answer, checked(question, found.typed)
    if kept == (stored.reply if stored else None):
        found.revision = stored.revision if stored else 0
    elif stored is not None and found.revision != stored.revision and kept == _seen(stored, found.revision):
        found.typed, found.revision = stored.reply, stored.revision
    else:
        found.answer = save(
            respondent=respondent, question=question.question, reply=found.typed, revision=found.revision, by=by,
            now=now,
        )  # fmt: skip
        found.revision, found.changed = found.answer.revision, True


def _seen(stored: Answer, revision: int) -> Any:
    """The reply as it stood when somebody began to type; that which nobody saved is none."""
    found = Change.objects.filter(answer=stored, revision=revision).first()
    return found.reply if found else None


def shown_again(outcome: Outcome, question: Question, around: Around, **more: Any) -> Item:
    """The question with what was typed, and with what stands in the way."""
    item = item_of(question, outcome.answer, around, **more)
    item.said, item.revision, item.faults = outcome.typed or {}, outcome.revision, outcome.faults
    item.__post_init__()
    item.just_saved, item.new_title = outcome.changed, outcome.new_title
    item.new_type, item.new_way = outcome.new_type, outcome.new_way
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
