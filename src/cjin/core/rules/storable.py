"""What a database can hold: PostgreSQL takes no NUL in a text, and neither engine takes half of a surrogate pair."""

import re

CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
"""What no text is written with: controls but for the ends of lines and the tabulator, and halves of surrogate pairs."""

UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Signs that cannot be seen, turn the order of what is shown, or are none at all: none belongs in what is written."""


def is_plain(text: str) -> bool:
    """Whether a text that is sent holds nothing but what a person can have written."""
    return CONTROLS.search(text) is None


def is_storable(text: str) -> bool:
    """Whether both engines hold this text as it is."""
    return storable(text) == text


def storable(text: str) -> str:
    """The text as both engines hold it: a picture of NUL stands for NUL, a question mark for half of a pair."""
    return text.replace("\0", "\u2400").encode("utf-8", "replace").decode()
