"""The legal basis between two States, the kinds of requests, and what a draft lacks."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Body as Sent
from ninja import Query, Schema
from pydantic import Field

from cjin.core.api.fields import only
from cjin.core.queries.readers import reader_of

from ..queries.facts import facts_on
from ..queries.questions import question_of
from ..queries.surroundings import missing_in
from ..queries.timetables import office_day
from ..rules.basis.plain import told
from ..rules.basis.reasoning import legal_basis
from ..rules.kinds import Kind
from ..rules.letter.data import FIELDS as CARRIED
from ..rules.letter.data import read_data
from ..rules.wording import words
from ..rules.writing.completeness import Missing
from ..rules.writing.drafts import FIELDS
from ..rules.writing.kinds import Item, kind_named
from ..rules.writing.kinds import kinds as all_kinds
from .router import router

type Data = dict[str, Any]


class Between(Schema):
    """Two States, what one asks of the other, for which offences, on which day."""

    requesting: str = Field(description="Code of three letters.")
    requested: str = Field(description="Code of three letters.")
    kind: Kind
    offence: list[str] = Field([], description="Categories of ICCS: 0101. A basis covers all of them.")
    on: date | None = Field(None, description="The day that is asked for; today without it.")


@router.get("/basis", summary="On which legal basis?")
def basis(request: HttpRequest, asked: Query[Between]) -> Data:
    """Every instrument in force between the two, ranked with reasons, conditions and citations; what is missing."""
    day = asked.on or timezone.localdate()
    question = question_of(asked.requesting, asked.requested, asked.kind, asked.offence, day)
    return told(legal_basis(question, facts_on(day, [question.requesting, question.requested])))


@router.get("/kinds", summary="The kinds of requests")
def kinds(request: HttpRequest, language: str = "en") -> list[Data]:
    """Each kind with its version and measures, named in one of the six languages."""
    said = words(language)
    return [
        {"kind": one.kind, "version": one.version, "title": said.kind(one.kind), "function": one.function,
         "measures": [{"measure": m.measure, "title": said.measure(m.measure)} for m in one.measures]}
        for one in all_kinds().values()
    ]  # fmt: skip


@router.get("/kinds/{kind}", summary="What a kind of request has to hold")
def items(request: HttpRequest, kind: str, language: str = "en") -> list[Data]:
    """Every item with its question and the articles that ask for it, those of all measures last."""
    one, said = kind_named(kind), words(language)
    return [_item(item, said.question(kind, item.item)) for item in one.items([m.measure for m in one.measures])]


def _item(one: Item, question: str) -> Data:
    return {
        "item": one.item, "question": question, "type": str(one.type), "mandatory": one.mandatory,
        "choices": list(one.choices), "articles": list(one.articles),
    }  # fmt: skip


@router.post("/check", summary="What is missing in a draft")
def check(request: HttpRequest, draft: Sent[dict[str, Any]]) -> list[Data]:
    """A draft, or the data of a letter, as ``cjin-request/1``; nothing is kept. An empty list where it could be
    approved.
    """
    only(draft, FIELDS | set(CARRIED), "body")
    read = read_data(draft, "body")
    return [lack(one) for one in missing_in(read.draft, reader_of(request), office_day(timezone.now()), read.wordings)]


def lack(one: Missing) -> Data:
    """Something that is missing or wrong, as plain data."""
    return {"item": one.item, "gap": str(one.gap), "about": one.about, "articles": list(one.articles)}
