"""From a question to a page of answers."""

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from cjin.core.models import SearchText
from cjin.core.queries.release import visible_to
from cjin.core.queries.search.choosing import chosen
from cjin.core.queries.search.engines import Engine, engine
from cjin.core.queries.search.found import RANKED, Found
from cjin.core.rules.identifiers import Language
from cjin.core.rules.release import Reader
from cjin.core.rules.search.documents import Facets, each_facet
from cjin.core.rules.search.expressions import Expression, every
from cjin.core.rules.search.marks import having, visible
from cjin.core.rules.search.questions import asked, parts_of
from cjin.core.rules.search.ranking import Candidate, Frequencies, best, rarity
from cjin.core.rules.search.results import Hit, SearchResult
from cjin.core.rules.search.sentences import answering
from cjin.core.rules.search.sought import Sought

MOST_SOUGHT = 16
"""So many words count for the order of the answers; what goes beyond is looked for all the same."""
SHOWN = ("entry__object_id", "title", "context", "text", "url")
FACETS = attrgetter("kind", "language", "facets")


class Shown(NamedTuple):
    """What a page shows of a document."""

    object_id: str
    title: str
    context: str
    text: str
    url: str


def search(
    query: str,
    *,
    language: str | Collection[str] | None = None,
    facets: Mapping[str, str | Collection[str]] | None = None,
    reader: Reader = Reader.PUBLIC,
    limit: int = 20,
    offset: int = 0,
) -> SearchResult:
    """The documents that answer a question and that the reader may see, best first; any text is a question.

    All words are looked for; where nothing has them all, any. ``"a phrase"`` is looked for as it stands, ``-word`` must
    be absent, ``begin*`` may go on. ``language`` limits to documents in one or several languages; ``facets`` to those
    with a value, or one of several values, of each facet given (``kind`` and ``language`` are facets too).
    Raises Invalid for an unknown language.
    """
    languages = _languages(language)
    scope = [visible(reader), *having({**(facets or {}), **({} if language is None else {"language": languages})})]
    using = engine()
    with using.steady():
        found = _found(using, query, languages, scope)
        return _page(using, found, reader, max(limit, 0), max(offset, 0)) if found else SearchResult()


def _languages(language: str | Collection[str] | None) -> list[str]:
    given = Language.ALL if language is None else [language] if isinstance(language, str) else language
    return sorted({str(Language.of(one)) for one in given})


def _found(using: Engine, query: str, languages: list[str], scope: list[Expression]) -> Found | None:
    parts = parts_of(query)
    for any_term in (False, True) if len(parts) > 1 else (False,):
        question = asked(parts, languages, any_term=any_term)
        if question is None:
            return None
        expression = every(question.expression, *scope)
        if numbers := using.matching(expression, RANKED + 1):
            within = every(*scope) if question.loose else expression
            return Found(numbers, expression, within, question.sought, any_term)
    return None


def _page(using: Engine, found: Found, reader: Reader, limit: int, offset: int) -> SearchResult:
    weights, frequencies = _weighed(using, found)
    candidates = using.candidates(chosen(using, found, weights))
    ranked = best(candidates, weights, offset + limit)[offset:]
    return SearchResult(
        hits=_hits(ranked, weights, reader),
        total=max(round(frequencies.answering), RANKED + 1) if found.capped else len(candidates),
        total_is_estimate=found.capped and frequencies.estimated,
        facet_counts=_facet_counts(candidates),
        ranked=len(candidates),
        any_term=found.any_term,
    )


def _weighed(using: Engine, found: Found) -> tuple[dict[Sought, float], Frequencies]:
    """What each word sought counts for; where there is one only, nothing hangs on it and it is not counted."""
    sought = list(dict.fromkeys(one for part in found.sought for one in part))[:MOST_SOUGHT]
    counted = [one.expression for one in sought] if len(sought) > 1 else []
    if not counted and not found.capped:
        return dict.fromkeys(sought, 1.0), Frequencies(0, 0, (), estimated=False)
    frequencies = using.frequencies(found.expression if found.capped else None, counted)
    rare = [rarity(frequency, frequencies.documents) for frequency in frequencies.parts] or [1.0]
    return dict(zip(sought, rare, strict=True)), frequencies


def _hits(ranked: Sequence[tuple[float, Candidate]], sought: Collection[Sought], reader: Reader) -> tuple[Hit, ...]:
    """The texts of one page, read through ``visible_to`` once more: no slip above can show what is not released."""
    numbers = [candidate.number for _, candidate in ranked]
    shown = visible_to(SearchText.objects.filter(pk__in=numbers), reader, via="entry").values_list("pk", *SHOWN)
    texts = {number: Shown(*values) for number, *values in shown}
    present = (
        (points, candidate, texts[candidate.number]) for points, candidate in ranked if candidate.number in texts
    )
    return tuple(_hit(points, candidate, text, sought) for points, candidate, text in present)


def _hit(points: float, candidate: Candidate, shown: Shown, sought: Collection[Sought]) -> Hit:
    sentence, spans = answering(shown.text, candidate.language, sought)
    return Hit(
        kind=candidate.kind,
        object_id=shown.object_id,
        language=candidate.language,
        title=shown.title,
        context=shown.context,
        url=shown.url,
        facets=_facets(candidate.facets),
        sentence=sentence,
        spans=spans,
        score=points,
    )


def _facet_counts(candidates: Sequence[Candidate]) -> dict[str, dict[str, int]]:
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for (kind, language, stored), number in Counter(map(FACETS, candidates)).items():
        for name, value in (("kind", kind), ("language", language), *each_facet(_facets(stored))):
            counts[name][value] += number
    return {name: dict(counted.most_common()) for name, counted in sorted(counts.items())}


@lru_cache(maxsize=2**14)
def _facets(stored: str) -> Facets:
    """Facets from their stored form: many documents of one instrument share theirs."""
    return {
        name: value if isinstance(value, str) else tuple(map(str, value)) for name, value in json.loads(stored).items()
    }
