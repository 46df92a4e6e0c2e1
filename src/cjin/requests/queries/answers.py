"""What the other State is to be told: the decisions since it was told last, and the answer that tells them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from ..models import Happened, Letter, Request
from ..rules.case.process import Direction, process
from ..rules.letter.answering import Answer, Decision
from ..rules.letter.units import LANGUAGES, Status, Wording, languages_in
from .cases import draft_of
from .letters import names_for

DECIDES = frozenset({"acceptance", "decision"})
SENT, ASKED, ANSWERED = "send-answer", "open-consultation", "end-consultation"
TAKEN, TRANSMITTED, AGAIN = "take-evidence", "transmit-measure", "take-up-again"
ITEM = ("item", "description", "sha256", "sha512")
"""What is told of an item of evidence."""
PREFIX = "answer/"
"""How units of answers begin among those of a request."""


def decisions_of(request: Request) -> list[Decision]:
    """What is to be told; where everything was, what was told last. Nothing for a request that this State makes."""
    if request.direction != Direction.INCOMING:
        return []
    told: list[Decision] = []
    batch: list[Decision] = []
    for one in _tellable(request.happened.all()):
        if one is not None:
            batch.append(one)
        elif decides(batch):
            told, batch = batch, []
    return batch if decides(batch) else told


def decides(told: Iterable[Decision]) -> bool:
    """Whether there is a decision in what is told: a consultation, or a measure taken up again, is none."""
    return any(one.act not in (ANSWERED, AGAIN) for one in told)


def last_told(told: Iterable[Decision]) -> int | None:
    """The place of the last decision in what is told."""
    return max((one.place for one in told if decides([one])), default=None)


def is_answer_signed(request: Request) -> bool:
    """Whether an answer was signed here that tells the last decision."""
    place = last_told(decisions_of(request))
    return place is not None and request.letters.filter(received=False, tells=place).exists()


def _tellable(happened: Iterable[Happened]) -> Iterator[Decision | None]:
    """What the other State is told, in order, and None wherever it was told; each item leaves with one act."""
    acts = process(Direction.INCOMING).acts
    held: dict[str, list[dict[str, str]]] = {}
    asked = ""
    for one in happened:
        decision = Decision(one.position, one.act, one.at, one.measure, one.detail)
        if one.act == SENT:
            yield None
        elif one.act == TAKEN:
            held.setdefault(one.measure, []).append({name: str(one.detail.get(name, "")) for name in ITEM})
        elif one.act == ASKED:
            asked = str(one.detail.get("note", ""))
        elif one.act == ANSWERED:
            yield replace(decision, detail={"asked": asked, "answered": str(one.detail.get("note", ""))})
        elif one.act == TRANSMITTED:
            yield replace(decision, evidence=held.pop(one.measure, []))
        elif one.act == AGAIN or (one.act in acts and acts[one.act].records in DECIDES):
            yield decision


def answer_to(request: Request, source: str, today: date, signers: Mapping[str, str] | None = None) -> Answer:
    """The answer to a request that came in, written in ``source``."""
    draft = draft_of(request)
    rows: Any = request.wordings.filter(unit__startswith=PREFIX).order_by("language", "unit")
    wordings = [Wording(one.language, one.unit, one.text, Status(one.status), one.source_sha256) for one in rows]
    return Answer(
        draft, names_for(draft, today), request.reference, request.theirs, source, today, decisions_of(request),
        wordings, signers or {},
    )  # fmt: skip


def languages_for(request: Request) -> list[str]:
    """The languages in which a request is answered: those that it names, or any of letters where it names none."""
    return languages_in(request.answers) if request.answers.get("languages") else list(LANGUAGES)


def answers_of(request: Request) -> list[tuple[int, Letter]]:
    """The answers that were signed, each with its number among the letters of the request, the newest first."""
    every = enumerate(request.letters.order_by("pk").defer("data"), start=1)
    return [(number, one) for number, one in every if not one.received][::-1]
