"""Every cleared reply of a round as rows: who replied, to what, in which kind, and what it says."""

from collections.abc import Iterator, Mapping
from typing import Any

from cjin.core.rules.identifiers import Language

from ..models import Round
from ..rules.answers.parts import parts_of
from ..rules.answers.replies import Reply
from ..rules.form.questions import Form
from ..rules.report.action import words_of
from .compiling import given_in, groups_on, names_of
from .forms import form_of

TEXTS = {code: f"text_{code}" for code in Language.ALL}
COLUMNS = ("respondent", "name", "section", "question", "words", "reply", "part", "value", *TEXTS.values())


def replies_of_round(round_: Round, language: str) -> Iterator[dict[str, Any]]:
    """A row for each part of each reply that counts, in order of the respondents and the questions."""
    form = form_of(round_)
    names = names_of(list(round_.respondents.all()), language)
    for one in given_in(round_, groups_on(round_.due)):
        for row in _rows(form, one.answers, language):
            yield {"respondent": one.key, "name": names[one.key], **row}


def _rows(form: Form, answers: Mapping[str, Reply], language: str) -> Iterator[dict[str, Any]]:
    for question in form.questions:
        if question.question not in answers:
            continue
        reply = answers[question.question]
        about = {
            "section": form.section_of[question.question], "question": question.question,
            "words": words_of(question, language), "reply": reply["reply"],
        }  # fmt: skip
        for part, value, texts in parts_of(reply):
            said = {name: texts.get(code, "") for code, name in TEXTS.items()}
            yield {**about, "part": part, "value": value, **said}
