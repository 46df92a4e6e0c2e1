"""Texts in files that a spreadsheet opens: one that begins like a formula must not become one."""

import re

FORMULA = r"'*[=+\-@\t\r]"
"""How a text begins that a spreadsheet would reckon with; also behind apostrophes, so that none of them gets lost."""
_BEGINS = re.compile(FORMULA)


def harmless[T](value: T) -> T | str:
    """A text that no spreadsheet takes for a formula, by an apostrophe before it; what is no text stays as it is."""
    return f"'{value}" if isinstance(value, str) and _BEGINS.match(value) else value


def bare(text: str) -> str:
    """The text that ``harmless`` was given."""
    return text[1:] if text.startswith("'") and _BEGINS.match(text) else text
