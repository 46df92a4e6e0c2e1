"""What the other State is to be told: the decisions since it was told last, and the answer that tells them."""

from collections.abc import Mapping, Sequence
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
PREFIX = "answer/"
"""How units of answers begin among those of a request."""


def decisions_of(request: Request) -> list[Decision]:
    """What is to be told; where everything was, what was told last. Nothing for a request that this State makes."""
    if request.direction != Direction.INCOMING:
        return []
    batches: list[list[Happened]] = [[]]
    happened = list(request.happened.all())
    taken = _taken(happened)
    for one in happened:
        if one.act == SENT:
            batches.append([])
        else:
            batches[-1].append(one)
    told = [found for batch in batches if (found := _told(batch, taken))]
    return told[-1] if told else []


def _told(batch: Sequence[Happened], taken: Mapping[str, Sequence[Mapping[str, str]]]) -> list[Decision]:
    """The decisions of a batch with the consultations before them; nothing without a decision."""
    acts = process(Direction.INCOMING).acts
    found: list[Decision] = []
    asked, decides = "", False
    for one in batch:
        if one.act == ASKED:
            asked = str(one.detail.get("note", ""))
        elif one.act == ANSWERED:
            words = {"asked": asked, "answered": str(one.detail.get("note", ""))}
            found.append(Decision(one.position, one.act, one.at, detail=words))
        elif one.act in acts and acts[one.act].records in DECIDES:
            decides = True
            mine = taken.get(one.measure, ()) if one.act == "transmit-measure" else ()
            found.append(Decision(one.position, one.act, one.at, one.measure, one.detail, mine))
    return found if decides else []


def _taken(happened: Sequence[Happened]) -> Mapping[str, list[dict[str, str]]]:
    """The items of evidence that were taken in, by measure."""
    found: dict[str, list[dict[str, str]]] = {}
    for one in happened:
        if one.act == "take-evidence":
            item = {name: str(one.detail.get(name, "")) for name in ("item", "description", "sha256", "sha512")}
            found.setdefault(one.measure, []).append(item)
    return found


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
