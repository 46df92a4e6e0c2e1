"""A citation as a row that programs and spreadsheets read."""

from collections.abc import Sequence
from typing import Any, Literal

from cjin.texts.rules.cited.finding import Citation
from cjin.texts.rules.sentences import Span

COLUMNS = ("from", "words", "span", "note", "kind", "to", "resolved", "works")
Kind = Literal[
    "resolution", "decision", "document", "treaty-series", "sales-number", "web-address", "named-instrument", "article",
    "provision",
]  # fmt: skip
"""Each kind of identifier, as ``rules.cited.identifiers`` has them."""


def told(slug: str, one: Citation) -> dict[str, Any]:
    """A citation that was found in an instrument."""
    target = one.target
    return row(
        f"{slug}/{one.eid}", one.words, one.span, one.note, one.identifier.kind, target.key, target.resolved,
        target.works,
    )  # fmt: skip


def row(
    citing: str, words: str, span: Span, note: str, kind: str, to: str, resolved: bool, works: Sequence[str]
) -> dict[str, Any]:
    """A citation under the names of ``COLUMNS``; ``span`` counts in the provision, or in the note that is named."""
    return {
        "from": citing,
        "words": words,
        "span": [span.start, span.end],
        "note": note or None,
        "kind": kind,
        "to": to,
        "resolved": resolved,
        "works": list(works),
    }
