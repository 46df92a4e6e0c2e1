"""Marks: tokens beside the text that say who may see a document, what facets it has, and which words carry it.

They begin with ``_``, which no token of the analyser holds. With them in the index, release and facets are settled
while matching and no hidden document takes a place among those that are ranked.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from hashlib import blake2b

from cjin.core.rules.release import Reader
from cjin.core.rules.search.expressions import Expression, Word, some
from cjin.core.rules.search.ranking import impact
from cjin.core.rules.search.sought import Sought

STRONG = (0.62, 0.8)
"""From which impact on a word is strong, and very strong, in a document: about twice in it, or in its title."""


def release_marks(grants: Iterable[str]) -> Iterator[str]:
    """The marks of what ``ReleaseLevel.grants`` answers."""
    return (f"_{key}" for key in sorted(grants))


def facet_mark(name: str, value: str) -> str:
    """One mark of fixed length for any facet and value."""
    return f"_f-{blake2b(f'{name}={value}'.encode('utf-8', 'replace'), digest_size=8).hexdigest()}"


def strength_marks(title: list[str], context: list[str], body: list[str]) -> Iterator[str]:
    """For each word that is strong in the document ``_1-word``, and for each very strong one ``_2-word`` as well."""
    in_title, in_context, in_body = Counter(title), Counter(context), Counter(body)
    for token in sorted({*in_title, *in_context, *in_body}):
        weight = impact(in_title[token], in_context[token], in_body[token], len(body))
        for level, least in enumerate(STRONG, start=1):
            if weight >= least:
                yield strong(token, level)


def strong(token: str, level: int) -> str:
    """The mark of a word that is strong in a document to this level."""
    return f"_{level}-{token}"


def visible(reader: Reader) -> Expression:
    """Documents that this reader may see."""
    return some(*map(Word, release_marks(reader.keys)))


def having(facets: Mapping[str, str | Collection[str]]) -> list[Expression]:
    """Documents with these facets; of several values of one facet any will do."""
    asked = ((name, [values] if isinstance(values, str) else sorted(values)) for name, values in sorted(facets.items()))
    return [some(*(Word(facet_mark(name, value)) for value in values)) for name, values in asked if values]


def strongly(sought: Sought, level: int) -> Expression:
    """Documents in which this is strong."""
    return Sought(strong(sought.token, level), sought.beginning).expression
