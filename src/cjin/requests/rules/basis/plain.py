"""A legal basis as plain data: what the command line and the API tell. Names of fields are stable."""

from typing import Any

from .reasoning import Basis, Found
from .telling import Said, in_words


def told(found: Found) -> dict[str, Any]:
    """The bases by rank and what is missing, each sentence with its kind, words and citation."""
    question = found.question
    return {
        "requesting": question.requesting,
        "requested": question.requested,
        "kind": str(question.kind),
        "offences": list(question.offences),
        "date": question.day.isoformat(),
        "as_of": found.as_of.isoformat(),
        "bases": [_basis(one) for one in found.bases],
        "missing": [_said("missing", one) for one in found.missing],
    }


def _basis(one: Basis) -> dict[str, Any]:
    return {
        "instrument": one.instrument,
        "rank": one.rank,
        "in_force_since": one.in_force_since.isoformat() if one.in_force_since else None,
        "as_of": one.as_of.isoformat() if one.as_of else None,
        "conditions": [_said("conditions", said) for said in one.conditions],
        "reasons": [_said("reasons", said) for said in one.reasons],
        "citations": list(one.citations),
    }


def _said(part: str, one: Said) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "words": in_words(part, one),
        **dict(one.about),
        "citation": one.citation or None,
        "proposed": one.proposed,
    }
