"""What a name that is not known could have been meant for."""

from collections.abc import Iterable
from difflib import get_close_matches

SOME = 8


def near(said: str, there: Iterable[str]) -> str:
    """The name that is nearest to what was said; empty where none is near."""
    return next(iter(get_close_matches(said[:100], sorted(set(there)), n=1)), "")


def some(there: Iterable[str]) -> str:
    """The first names, a few of them, as they are read in a sentence; empty where there are none."""
    names = sorted(set(there))
    return ", ".join(names[:SOME]) + (" …" if len(names) > SOME else "")


def offered(said: str, there: Iterable[str]) -> str:
    """The rest of a sentence that says that a name is not known: the near one, or some of those that there are."""
    names = set(there)
    if found := near(said, names):
        return f"; did you mean {found}?"
    return f"; there are {some(names)}." if names else "."
