"""Sessions of organs and the years in which they meet."""

import re

CONGRESSES = {
    1: 1955, 2: 1960, 3: 1965, 4: 1970, 5: 1975, 6: 1980, 7: 1985, 8: 1990, 9: 1995, 10: 2000, 11: 2005, 12: 2010,
    13: 2015, 14: 2021, 15: 2026,
}  # fmt: skip
"""The years in which the United Nations congresses on crime met, by their numbers."""
CONGRESS = "congress"
FIRST_YEAR = {"ga": 1945, "ccpcj": 1991}
"""Session N opens (General Assembly) or is held (Commission on Crime Prevention and Criminal Justice) so many years
after: 1945 + N, 1991 + N.
"""
LAST_SESSION = 200
_ONES = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
]  # fmt: skip
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ORDINALS = {word: place for place, word in enumerate(_ONES, 1)}
_ORDINALS |= {ten[:-1] + "ieth": 10 * place for place, ten in enumerate(_TENS, 2)}
_ORDINALS |= {f"{t}-{o}": 10 * n + k for n, t in enumerate(_TENS, 2) for k, o in enumerate(_ONES[:9], 1)}
_ORDINALS |= {"hundredth": 100} | {f"one hundred and {word}": 100 + value for word, value in tuple(_ORDINALS.items())}
_FIGURES = re.compile(r"(\d{1,3})(?:st|nd|rd|th)")
ORDINAL = r"(?:one hundred and )?[a-z]+(?:-[a-z]+)?|\d{1,3}(?:st|nd|rd|th)"


def ordinal(words: str) -> int | None:
    """The number that an ordinal says: "sixty-first" and "61st" are 61; None for any other word."""
    figures = _FIGURES.fullmatch(words)
    return session_in(figures[1]) if figures else _ORDINALS.get(words)


def session_in(said: object) -> int | None:
    """The session that a number or up to three figures say; None for anything else: there is no session 0."""
    text = str(said)
    return int(text) if re.fullmatch(r"[0-9]{1,3}", text) and 0 < int(text) <= LAST_SESSION else None


def year_of(organ: str, session: int) -> int | None:
    """The year in which a session opens; None for an organ whose sessions follow no such rule."""
    if organ == CONGRESS:
        return CONGRESSES.get(session)
    first = FIRST_YEAR.get(organ)
    return None if first is None else first + session


def next_congress(year: int) -> int | None:
    """The year of the first congress after a year; None where none is known."""
    return next((held for held in CONGRESSES.values() if held > year), None)


def sessions_between(organ: str, since: int, until: int) -> list[tuple[int, int]]:
    """The sessions of an organ in these years, both included, as (session, year)."""
    first = FIRST_YEAR.get(organ)
    if organ == CONGRESS:
        return [(number, year) for number, year in CONGRESSES.items() if since <= year <= until]
    if first is None:
        return []
    return [(year - first, year) for year in range(max(since, first + 1), until + 1)]
