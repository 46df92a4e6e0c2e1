"""What stands above the answers of a search: instruments of that name, and citations that lead nowhere."""

from typing import Any

from django.utils.translation import get_language

from cjin.core.queries.search import search as find
from cjin.core.rules.release import Reader
from cjin.core.rules.search import Hit

from ..models import Work
from ..queries.resolving import Missed
from ..rules.lexicon import fold
from ..rules.naming import path_in_words
from . import tabs


def title_of(work: Work) -> str:
    """The title of a work in the reader's language, else in English, else in any, else its identifier."""
    language = (get_language() or "en").partition("-")[0]
    return work.title.get(language) or work.title.get("en") or next(iter(work.title.values()), work.slug)


def work_card(work: Work) -> dict[str, Any]:
    """An instrument that has the name that was typed."""
    return {"work": work, "title": title_of(work), "url": tabs.address(work.slug)}


ELSEWHERE = ("state", "topic", "indicator", "area", "category", "body")
"""Kinds that have no paragraphs: what answers among them stands above the provisions."""
MOST_ELSEWHERE = 4


def elsewhere(question: str, reader: Reader) -> list[dict[str, Any]]:
    """Things without paragraphs whose names have all the words of a question, each once, in the reader's language."""
    found = find(question, facets={"kind": ELSEWHERE}, reader=reader, limit=8 * MOST_ELSEWHERE)
    own = (get_language() or "en").partition("-")[0]
    best: dict[tuple[str, str], Hit] = {}
    for hit in () if found.any_term else found.hits:
        if not _named(question, hit.title):
            continue
        key = (hit.kind, hit.object_id)
        if key not in best or (hit.language == own and best[key].language != own):
            best[key] = hit
    return [{"kind": hit.kind, "title": hit.title, "url": hit.url} for hit in list(best.values())[:MOST_ELSEWHERE]]


def _named(question: str, title: str) -> bool:
    """Whether the words are those of a name; a name that merely stands near them is no card."""
    words = {word for word in fold(question).replace("-", " ").split() if len(word) > 2}
    return bool(words) and words.issubset(fold(title).replace("-", " ").split())


def miss(one: Missed) -> dict[str, Any]:
    """Why a citation leads nowhere, and the addresses that lead on; ``why`` chooses the sentence."""
    if one.work is None:
        return {"why": "symbol", "symbol": one.symbol}
    language = one.text.language if one.text else ""
    return {
        "why": _why(one),
        "work": one.work,
        "title": title_of(one.work),
        "url": tabs.address(one.work.slug, language=language),
        "place": path_in_words(one.eid),
        "number": one.eid.rpartition("_")[2],
        "last": one.last.rpartition("_")[2],
        "last_url": tabs.address(one.work.slug, one.last, language=language) if one.last else "",
        "near": path_in_words(one.near) if one.near else "",
        "near_url": tabs.address(one.work.slug, one.near, language=language) if one.near else "",
    }


def _why(one: Missed) -> str:
    """``unloaded``, ``part`` of a unit that is there, ``paragraph`` or ``article`` beyond the last, or ``place``."""
    if one.text is None:
        return "unloaded"
    if one.near:
        return "part"
    kinds = {"para": "paragraph", "art": "article"}
    return kinds.get(one.eid.partition("_")[0], "place") if one.last and "__" not in one.eid else "place"
