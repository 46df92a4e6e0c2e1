"""An answer of the directory as plain data: what the command line and the API tell."""

from typing import Any

from .competence import Answer, Competent
from .entries import channel_data


def told_answer(answer: Answer) -> dict[str, Any]:
    """The answer with its question's day; ``unknown`` says why nobody is named, and is null where somebody is."""
    return {
        "state": answer.question.state,
        "kind": str(answer.question.function),
        "as_of": answer.question.day.isoformat(),
        "competent": [_told(one) for one in answer.competent],
        "unknown": str(answer.unknown) if answer.unknown else None,
    }


def _told(one: Competent) -> dict[str, Any]:
    known = one.known
    return {
        "body": known.entry.body,
        "name": known.entry.names.get("en") or next(iter(known.entry.names.values())),
        "names": dict(known.entry.names),
        "channel": channel_data(one.channel) if one.channel else None,
        "languages": list(known.entry.languages),
        "urgent_procedure": dict(known.entry.urgent_procedure),
        "freshness": str(one.freshness),
        "verified": known.verified.isoformat() if known.verified else None,
        "verified_by": known.verified_by,
        "since": known.since.isoformat(),
        "origin": known.origin,
        "fictional": known.entry.fictional,
        "reasons": list(one.reasons),
    }
