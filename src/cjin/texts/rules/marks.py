"""Note markers inside a cleaned line: a label between two private characters, so that every notation looks alike."""

import re

OPEN, CLOSE = "\ue000", "\ue001"
MARK = re.compile(f"{OPEN}([^{OPEN}{CLOSE}]*){CLOSE}")
_MARK_WITH_SPACE = re.compile(f"[ ]*{OPEN}([^{OPEN}{CLOSE}]*){CLOSE}")


def mark(label: str) -> str:
    """The marker for a note label."""
    return f"{OPEN}{label}{CLOSE}"


def without_marks(text: str) -> str:
    """The text without its markers; a blank that only stood before a marker goes with it."""

    def gone(match: re.Match[str]) -> str:
        after = text[match.end() : match.end() + 1]
        return "" if not after or after in " .,;:)]”\"'’" + OPEN else match.group(0)[: match.group(0).index(OPEN)]

    return _MARK_WITH_SPACE.sub(gone, text).strip()


def labels_in(text: str) -> list[str]:
    """The labels marked in the text, in order, each once."""
    return list(dict.fromkeys(MARK.findall(text)))
