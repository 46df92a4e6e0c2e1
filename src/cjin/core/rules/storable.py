"""What a database can hold: PostgreSQL takes no NUL in a text, and neither engine takes half of a surrogate pair."""


def is_storable(text: str) -> bool:
    """Whether both engines hold this text as it is."""
    return storable(text) == text


def storable(text: str) -> str:
    """The text as both engines hold it: a picture of NUL stands for NUL, a question mark for half of a pair."""
    return text.replace("\0", "\u2400").encode("utf-8", "replace").decode()
