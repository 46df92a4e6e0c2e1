"""Whether a text is a draft resolution: the form in which it was proposed, not the one that was adopted."""

import re

from cjin.texts.rules.document import Document, Role
from cjin.texts.rules.source import Source

_LIMITED = re.compile(r"/L\.\d")
_WORDS = re.compile(
    r"\bdraft (resolution|decision)s?\b|\bprojets? de (résolution|décision)|\bproyectos? de (resolución|decisión)"
    r"|\bпроекты? (резолюци|решени)|مشروع (قرار|مقرر)|(决议|决定)草案",
    re.IGNORECASE,
)


_BEFORE = frozenset({Role.FRONT, Role.TITLE, Role.FURNITURE, Role.BLANK})


def is_proposal(source: Source, document: Document) -> bool:
    """Whether the symbol of a file is one of limited distribution, or what stands before its first text calls it a
    draft.
    """
    if source.format == "akn":
        return any("<docStage>" in line.raw for line in source.lines)
    if any(_LIMITED.search(instrument.symbol) for instrument in document.instruments):
        return True
    first = next((place.line for place in document.placed if place.role not in _BEFORE), len(source.lines) + 1)
    return bool(_WORDS.search(" ".join(" ".join(line.raw.split()) for line in source.lines[: first - 1])))
