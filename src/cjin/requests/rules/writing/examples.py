"""Worked examples of answers, made up from end to end, in the six languages."""

from cjin.core.rules.catalogue import read

FOLDER = "requests/examples"


def example(item: str, language: str) -> str:
    """An answer as somebody might give it, in a language of ``wording.LANGUAGES``; nothing where there is none."""
    return str(read(f"{FOLDER}/{language}").get(item, ""))
