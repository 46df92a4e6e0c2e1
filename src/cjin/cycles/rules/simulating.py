"""Replies that are made up to show how a round works; they say nothing of any State. The same seed gives the same."""

import random
from collections.abc import Mapping, Sequence
from typing import Any

from .answers.replies import Reply, checked
from .form.questions import Form, Kind, Question
from .vocabulary import ANSWERED, LAW, NIL, NOT_APPLICABLE, NOT_REPORTED, PRACTICE, WITHHELD, codes

STATES = ("not-started", "planned", "in-progress", "largely", "implemented")
SILENCES = ((NOT_REPORTED, 10), (WITHHELD, 1), (NOT_APPLICABLE, 3))
PROPOSALS: Sequence[Mapping[str, str]] = (
    {"en": "Simulated proposal: hold a yearly exchange of practices by video."},
    {"en": "Simulated proposal: publish the replies as open data."},
    {"en": "Simulated proposal: link each tool to the paragraphs that it serves."},
    {"en": "Simulated proposal: ask for fewer and shorter answers."},
)


def simulated(form: Form, key: str, *, seed: str, drift: float = 0.0) -> dict[str, Reply]:
    """The made-up replies of one respondent to a form. ``drift`` moves the states of implementation on, 0 to 1."""
    level = random.Random(f"{key}/level").uniform(0.15, 0.95)  # noqa: S311 - nothing here is secret
    found: dict[str, Reply] = {}
    for question in form.questions:
        die = random.Random(f"{seed}/{key}/{question.question}")  # noqa: S311
        hard = random.Random(f"{question.question}/hard").uniform(-0.3, 0.3)  # noqa: S311
        reply = checked(question, _reply(question, die, min(max(level + drift - hard, 0.0), 1.0)))
        if reply is not None and reply["reply"] != NOT_REPORTED:
            found[question.question] = reply
    return found


def _reply(question: Question, die: random.Random, level: float) -> dict[str, Any] | None:
    silence = die.choices([ANSWERED, *(one for one, _ in SILENCES)], [86, *(weight for _, weight in SILENCES)])[0]
    if silence != ANSWERED:
        return {"reply": silence}
    match question.kind:
        case Kind.IMPLEMENTATION:
            return {"reply": ANSWERED, "value": _implementation(die, level)}
        case Kind.NEEDS:
            return _needs(die)
        case Kind.PROPOSALS:
            text = die.choice(PROPOSALS)
            return {"reply": ANSWERED, "value": [{"text": text}]} if die.random() < 0.3 else {"reply": NIL}
        case _:
            return None


def _implementation(die: random.Random, level: float) -> dict[str, Any]:
    def state(shift: float) -> str:
        if die.random() < 0.01:
            return "regressed"
        place = int(min(max(die.gauss(level + shift, 0.22), 0.0), 0.999) * len(STATES))
        return STATES[place]

    value: dict[str, Any] = {LAW: state(0.08), PRACTICE: state(-0.04)}
    difficulties = [code for code in codes("difficulties") if die.random() < 0.09 + 0.12 * (1 - level)]
    if difficulties:
        value["difficulties"] = difficulties
    if value[PRACTICE] == "implemented" and die.random() < 0.12:
        value["good_practice"] = True
    return value


def _needs(die: random.Random) -> dict[str, Any]:
    topics = (
        "cybercrime",
        "crime-prevention",
        "corruption",
        "trafficking-in-persons",
        "prison-overcrowding",
        "legal-aid",
    )
    chosen = die.sample(topics, die.choice((0, 0, 1, 1, 2)))
    entries = [
        {"type": die.choice(codes("tools")), "about": one, "audience": die.choice(codes("audiences")),
         "language": die.choice(("ar", "en", "es", "fr", "ru", "zh")), "urgency": die.choice(codes("urgencies"))}
        for one in chosen
    ]  # fmt: skip
    return {"reply": ANSWERED, "value": entries} if entries else {"reply": NIL}
