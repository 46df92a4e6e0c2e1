"""ICCS in the terms of SKOS: notation, preferred labels, broader and narrower, definition and notes."""

from typing import Any

from django.http import HttpRequest

from ..queries import classification as queries
from ..rules.classification import iccs
from .router import router


@router.get("/iccs", summary="The International Classification of Crime")
def iccs_scheme(request: HttpRequest, q: str = "") -> dict[str, Any]:
    """All categories, or those that ``q`` finds, as a concept scheme. Notations are text."""
    found = queries.found(q) if q.strip() else list(iccs().categories.values())
    return {
        "id": _address(request),
        "type": "ConceptScheme",
        "notation": "ICCS",
        "version": "1.0",
        "hasTopConcept": [_address(request, code) for code in iccs().children[""]],
        "concepts": [_concept(request, one.code) for one in found],
    }


@router.get("/iccs/suggest", summary="Categories that a title may belong to")
def iccs_suggest(request: HttpRequest, title: str) -> list[dict[str, Any]]:
    """Ranked by the words of a national title, best first; a suggestion is never applied by itself."""
    return [
        {"notation": one.code, "prefLabel": dict(iccs()[one.code].title), "score": one.score, "why": list(one.why)}
        for one in queries.suggester().ranked(title)
    ]


@router.get("/iccs/{code}", summary="One category")
def iccs_category(request: HttpRequest, code: str) -> dict[str, Any]:
    """A category with its definition, inclusions and exclusions where this node imported them."""
    said = queries.descriptions(iccs()[code].code)
    return _concept(request, code) | {
        "definition": {language: one.description for language, one in said.items()},
        "inclusions": {language: one.inclusions for language, one in said.items()},
        "exclusions": {language: one.exclusions for language, one in said.items()},
        "editorialNote": {language: one.notes for language, one in said.items()},
    }


def _concept(request: HttpRequest, code: str) -> dict[str, Any]:
    one = iccs()[code]
    return {
        "id": _address(request, code),
        "type": "Concept",
        "inScheme": _address(request),
        "notation": code,
        "level": one.level,
        "prefLabel": dict(one.title),
        "broader": _address(request, one.parent) if one.parent else None,
        "narrower": [_address(request, below) for below in iccs().children[code]],
    }


def _address(request: HttpRequest, code: str = "") -> str:
    """The category's own page, which is its name on this node."""
    return request.build_absolute_uri("/statistics/iccs" + (f"/{code}" if code else ""))
