"""A document as it is indexed."""

import json
from dataclasses import asdict, dataclass
from hashlib import blake2b

from cjin.core.rules.analysis import VERSION, analyse
from cjin.core.rules.search.documents import SearchDocument, each_facet
from cjin.core.rules.search.marks import facet_mark, release_marks, strength_marks

MOST_TOKENS = 10_000
"""Of one field; what stands further back in a longer text is shown but not found."""


@dataclass(frozen=True)
class Indexed:
    """The tokens of a document's three fields and its marks, each parted by blanks."""

    title_tokens: str
    context_tokens: str
    body_tokens: str
    marks: str


def indexed(document: SearchDocument) -> Indexed:
    """What the engines get to see of a document."""
    texts = (document.title, document.context, document.text)
    title, context, body = (analyse(text, document.language)[:MOST_TOKENS] for text in texts)
    facets = {**document.facets, "kind": document.kind, "language": document.language}
    marks = [
        *release_marks(document.release.grants(document.owner, document.states)),
        *(facet_mark(name, value) for name, value in sorted(each_facet(facets))),
        *strength_marks(title, context, body),
    ]
    return Indexed(" ".join(title), " ".join(context), " ".join(body), " ".join(marks))


def digest(document: SearchDocument) -> str:
    """Tells whether a document, or the analyser, has changed since it was indexed: 32 hexadecimal digits."""
    values = {
        **asdict(document),
        "facets": dict(document.facets),
        "states": sorted(document.states),
        "version": VERSION,
    }
    return blake2b(json.dumps(values, sort_keys=True).encode(), digest_size=16).hexdigest()
