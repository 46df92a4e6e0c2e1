"""The topic scheme as SKOS in Turtle (W3C: SKOS Reference, RDF 1.1 Turtle)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

# What a person calls a language and what a machine calls it differ for Chinese alone.
TAGS = {"zh": "zh-Hans"}
TITLE = "Topics in crime prevention and criminal justice"
ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


class Concept(Protocol):
    """What is needed of a topic."""

    slug: str
    broader_id: str | None
    pref_label: Mapping[str, str]
    alt_label: Mapping[str, Sequence[str]]
    scope_note: str
    exact_match: Sequence[str]


def turtle(scheme: str, concepts: Iterable[Concept]) -> str:
    """The scheme at this address with its concepts below it, as one document."""
    parts = [
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        "@prefix dct: <http://purl.org/dc/terms/> .\n\n"
        f"<{scheme}> a skos:ConceptScheme ;\n    dct:title {_literal(TITLE, 'en')} .\n"
    ]
    parts += [
        f"<{scheme}/{one.slug}> a skos:Concept ;\n    " + " ;\n    ".join(_facts(scheme, one)) + " .\n"
        for one in concepts
    ]
    return "\n".join(parts)


def _facts(scheme: str, concept: Concept) -> Iterator[str]:
    yield f"skos:inScheme <{scheme}>"
    yield f"skos:broader <{scheme}/{concept.broader_id}>" if concept.broader_id else f"skos:topConceptOf <{scheme}>"
    for language, label in sorted(concept.pref_label.items()):
        yield f"skos:prefLabel {_literal(label, language)}"
    for language, labels in sorted(concept.alt_label.items()):
        yield from (f"skos:altLabel {_literal(label, language)}" for label in labels)
    yield f"skos:scopeNote {_literal(concept.scope_note, 'en')}"
    yield from (f"skos:exactMatch <{address}>" for address in concept.exact_match)


def _literal(text: str, language: str) -> str:
    return f'"{text.translate(ESCAPES)}"@{TAGS.get(language, language)}'
