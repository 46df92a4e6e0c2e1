"""What an engine is asked for: words, beginnings, phrases, and how they hang together; written out for each engine.

Tokens come from the analyser (letters and digits) or are marks (with ``_`` and ``-``); so nothing in them can be taken
for an operator, whatever a person typed.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Word:
    """Documents with this token."""

    token: str


@dataclass(frozen=True)
class Beginning:
    """Documents with a token that begins like this."""

    token: str


@dataclass(frozen=True)
class Phrase:
    """Documents with these tokens one after the other."""

    tokens: tuple[str, ...]


@dataclass(frozen=True)
class Every:
    """Documents that answer every part."""

    parts: tuple["Expression", ...]


@dataclass(frozen=True)
class Some:
    """Documents that answer at least one part."""

    parts: tuple["Expression", ...]


@dataclass(frozen=True)
class Without:
    """Documents that answer the part and not the other."""

    part: "Expression"
    other: "Expression"


type Expression = Word | Beginning | Phrase | Every | Some | Without


def every(*parts: Expression) -> Expression:
    """All parts at once, without repetition and without wrapping a single one."""
    kept = tuple(dict.fromkeys(parts))
    return kept[0] if len(kept) == 1 else Every(kept)


def some(*parts: Expression) -> Expression:
    """Any of the parts, without repetition and without wrapping a single one."""
    kept = tuple(dict.fromkeys(parts))
    return kept[0] if len(kept) == 1 else Some(kept)


def fts5(expression: Expression) -> str:
    """The expression as SQLite's FTS5 reads it in MATCH."""
    match expression:
        case Word(token):
            return f'"{token}"'
        case Beginning(token):
            return f'"{token}" *'
        case Phrase(tokens):
            return f'"{" ".join(tokens)}"'
        case Every(parts):
            return f"({' AND '.join(map(fts5, parts))})"
        case Some(parts):
            return f"({' OR '.join(map(fts5, parts))})"
        case Without(part, other):
            return f"({fts5(part)} NOT {fts5(other)})"


def tsquery(expression: Expression) -> str:
    """The expression as PostgreSQL reads it in a cast to tsquery."""
    match expression:
        case Word(token):
            return f"'{token}'"
        case Beginning(token):
            return f"'{token}':*"
        case Phrase(tokens):
            return f"({' <-> '.join(f"'{token}'" for token in tokens)})"
        case Every(parts):
            return f"({' & '.join(map(tsquery, parts))})"
        case Some(parts):
            return f"({' | '.join(map(tsquery, parts))})"
        case Without(part, other):
            return f"({tsquery(part)} & !{tsquery(other)})"
