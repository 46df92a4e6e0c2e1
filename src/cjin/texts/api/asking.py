"""Search over provisions and titles, and comparison of two texts."""

from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Schema

from cjin.core.queries.readers import reader_of
from cjin.core.queries.search import search as find
from cjin.core.rules.errors import Fault, Invalid

from ..queries.comparing import compared
from ..queries.expressions import text_by_key
from ..queries.resolving import resolve
from ..rules.citing import parse
from ..rules.comparison import Change, Pair, Piece
from ..rules.comparison import compare as align
from .router import router

NARROWED = ("kind", "instrument", "topic", "actor", "act", "due", "state")


class Question(Schema):
    """What is searched for, in which language and kind, and which part of the answers is wanted.

    Of provisions: a topic that somebody read in them, who is to act, by which act, the year in which something is due,
    and whether that is proposed or confirmed.
    """

    q: str = Field(min_length=1, max_length=500)
    language: str = ""
    kind: str = ""
    instrument: str = ""
    topic: str = ""
    actor: str = ""
    act: str = ""
    due: str = ""
    state: str = ""
    limit: int = Field(20, ge=1, le=100)
    offset: int = Field(0, ge=0, le=10_000)


@router.get("/search", summary="Provisions and instruments that answer a question")
def search(request: HttpRequest, question: Query[Question]) -> dict[str, Any]:
    """Hits, best first, each with the sentence that answers and where in it the matches stand.

    ``cited`` is what a typed citation names ("Kyoto 61"), null where the question is none.
    """
    reader = reader_of(request)
    facets = {name: value for name in NARROWED if (value := getattr(question, name))}
    found = find(
        question.q, language=question.language or None, facets=facets, reader=reader,
        limit=question.limit, offset=question.offset,
    )  # fmt: skip
    cited = parse(question.q)
    there = resolve(cited, reader, question.language or "en") if cited else None
    return {
        "cited": {"slug": there.slug, "eid": there.eid or None} if there else None,
        "total": found.total,
        "total_is_estimate": found.total_is_estimate,
        "any_term": found.any_term,
        "facets": found.facet_counts,
        "hits": [
            {
                "kind": hit.kind, "id": hit.object_id, "language": hit.language, "title": hit.title,
                "sentence": hit.sentence, "spans": [list(span) for span in hit.spans], "url": hit.url,
            }
            for hit in found.hits
        ],
    }  # fmt: skip


@router.get("/compare", summary="Two texts, unit by unit and word by word")
def compare(request: HttpRequest, left: str, right: str) -> dict[str, Any]:
    """The units of two texts of one language in pairs, by the keys of the texts, and how many of each change."""
    reader = reader_of(request)
    one, other = text_by_key(left, reader), text_by_key(right, reader)
    if one.language != other.language:
        message = "Words are compared within one language; choose two texts of the same."
        raise Invalid(message, [Fault("right", message)])
    found = align(compared(one), compared(other), same_work=one.work_id == other.work_id)
    return {
        "left": one.key,
        "right": other.key,
        "counts": {str(change): count for change, count in found.counts.items()},
        "pairs": [_pair(pair) for pair in found.pairs],
    }


def _pair(pair: Pair) -> dict[str, Any]:
    sides = ((pair.left, pair.left_pieces), (pair.right, pair.right_pieces))
    left, right = (
        None if unit is None else {"eid": unit.eid, "text": unit.text, "differs": _differing(pair.change, pieces)}
        for unit, pieces in sides
    )
    return {"change": str(pair.change), "left": left, "right": right}


def _differing(change: Change, pieces: tuple[Piece, ...]) -> list[list[int]]:
    """Where in a unit's words the other side differs, as [start, end]."""
    spans, at = [], 0
    for piece in pieces if change is Change.CHANGED else ():
        if piece.differs:
            spans.append([at, at + len(piece.text)])
        at += len(piece.text)
    return spans
