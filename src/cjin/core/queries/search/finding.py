"""From a question to a page of answers."""

import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from cjin.core.models import SearchEntry
from cjin.core.queries.release import visible_to
from cjin.core.queries.search.choosing import chosen
from cjin.core.queries.search.engines import Engine, engine
from cjin.core.queries.search.found import RANKED, Found
from cjin.core.rules.identifiers import Language
from cjin.core.rules.release import Reader
from cjin.core.rules.search.expressions import Expression, every
from cjin.core.rules.search.marks import having, visible
from cjin.core.rules.search.questions import asked, in_languages, parts_of
from cjin.core.rules.search.ranking import Candidate, Frequencies, best, rarity
from cjin.core.rules.search.results import Hit, SearchResult
from cjin.core.rules.search.sentences import answering
from cjin.core.rules.search.sought import Sought

MOST_COUNTED = 12
"""At most so many words are weighed by how rare they are."""


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
    found = _found(engine(), query, languages, scope)
    if found is None:
        return SearchResult()
    return _page(engine(), found, reader, max(limit, 0), max(offset, 0))


def _languages(language: str | Collection[str] | None) -> list[str]:
    given = Language.ALL if language is None else [language] if isinstance(language, str) else language
    return sorted({str(Language.of(one)) for one in given})


def _found(using: Engine, query: str, languages: list[str], scope: list[Expression]) -> Found | None:
    parts = parts_of(query)
    for any_term in (False, True) if len(parts) > 1 else (False,):
        read = ((language, asked(parts, language, any_term=any_term)) for language in languages)
        readings = [(language, reading) for language, reading in read if reading is not None]
        if not readings:
            return None
        expression = every(in_languages(readings), *scope)
        candidates = using.candidates(expression, RANKED + 1)
        if candidates:
            return Found(candidates, readings, expression, any_term)
    return None


def _page(using: Engine, found: Found, reader: Reader, limit: int, offset: int) -> SearchResult:
    weights, frequencies = _weighed(using, found)
    candidates = chosen(using, found, weights)
    by_language = {language: {one: weights[one] for one in read.sought} for language, read in found.readings}
    ranked = best(candidates, by_language, offset + limit)[offset:]
    return SearchResult(
        hits=_hits(ranked, found, reader),
        total=max(round(frequencies.answering), RANKED + 1) if found.capped else len(candidates),
        total_is_estimate=found.capped and frequencies.estimated,
        facet_counts=_facet_counts(candidates),
        ranked=len(candidates),
        any_term=found.any_term,
    )


def _weighed(using: Engine, found: Found) -> tuple[dict[Sought, float], Frequencies]:
    """What each word sought counts for; where there is one only, nothing hangs on it and it is not counted."""
    sought = list(dict.fromkeys(one for _, read in found.readings for one in read.sought))
    several = any(len(read.sought) > 1 for _, read in found.readings)
    counted = sought[:MOST_COUNTED] if several else []
    if not counted and not found.capped:
        return dict.fromkeys(sought, 1.0), Frequencies(0, 0, (), estimated=False)
    frequencies = using.frequencies(found.expression, [one.expression for one in counted])
    rare = (rarity(frequency, frequencies.documents) for frequency in frequencies.parts)
    return dict.fromkeys(sought, 1.0) | dict(zip(counted, rare, strict=True)), frequencies


def _hits(ranked: Sequence[tuple[float, Candidate]], found: Found, reader: Reader) -> tuple[Hit, ...]:
    """The texts of one page, read through ``visible_to`` once more: no slip above can show what is not released."""
    sought = {language: read.sought for language, read in found.readings}
    shown = visible_to(SearchEntry.objects.select_related("shown"), reader)
    entries = shown.in_bulk([candidate.number for _, candidate in ranked])
    return tuple(
        _hit(entries[candidate.number], points, sought.get(candidate.language, ()))
        for points, candidate in ranked
        if candidate.number in entries
    )


def _hit(entry: SearchEntry, points: float, sought: Collection[Sought]) -> Hit:
    sentence, spans = answering(entry.shown.text, entry.language, sought)
    return Hit(
        kind=entry.kind,
        object_id=entry.object_id,
        language=entry.language,
        title=entry.shown.title,
        context=entry.shown.context,
        url=entry.shown.url,
        facets=entry.facets,
        sentence=sentence,
        spans=spans,
        score=points,
    )


def _facet_counts(candidates: Sequence[Candidate]) -> dict[str, dict[str, int]]:
    counts: dict[str, Counter[str]] = {"kind": Counter(), "language": Counter()}
    for (kind, language, stored), number in Counter((c.kind, c.language, c.facets) for c in candidates).items():
        for name, value in {**json.loads(stored), "kind": kind, "language": language}.items():
            counts.setdefault(name, Counter())[value] += number
    return {name: dict(counted.most_common()) for name, counted in sorted(counts.items())}
