"""A commitment as data, the same on the command line, in the API and in files."""

from typing import Any

from cjin.texts.rules.commitments.proposing import Commitment

STRONGEST = 5


def signs(strength: int) -> str:
    """The strength of an act as five signs, so many of them full."""
    return "●" * strength + "○" * (STRONGEST - strength)


def told(one: Commitment, slug: str, state: str) -> dict[str, Any]:
    """The fields of a commitment; ``state`` is "proposed", "confirmed", or "reworded": confirmed for another wording.

    ``span`` counts characters of the text.
    """
    return {
        "provision": f"{slug}/{one.eid}",
        "span": [one.span.start, one.span.end],
        "actor": one.actors[0],
        "actors": list(one.actors),
        "act": one.act,
        "strength": one.strength,
        "words": one.words,
        "inherited": one.place is None,
        "conditions": [
            {"kind": c.kind, "words": c.words, "span": [c.span.start, c.span.end] if c.span else None}
            for c in one.conditions
        ],
        "deadline": one.deadline.facts() if one.deadline else None,
        "state": state,
    }
