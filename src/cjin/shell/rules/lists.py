"""Lists in a sentence or a title, with the comma of the language."""

from collections.abc import Iterable

COMMAS = {"ar": "، ", "zh": "、"}
"""The commas between the parts of a list where they are not the Latin one."""


def joined(parts: Iterable[object], language: str) -> str:
    """The parts one after the other, parted as the language does."""
    return COMMAS.get(language.partition("-")[0], ", ").join(str(part) for part in parts)
