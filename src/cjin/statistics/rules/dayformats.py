"""Ways of writing days (``%d/%m/%Y``): one that no day can follow is found before a row is read."""

import re

_DIRECTIVE = re.compile(r"%(-?.|\Z)", re.DOTALL)
_KNOWN = {*"aAwdbBmyYHIpMSfgnzZjUWcxXGuV%", "-d", "-m", "-y", "-H", "-I", "-M", "-S", "-j"}
"""What the engine reads; with a hyphen it writes no zero before a number."""
_YEARS = {"Y", "y", "-y", "G", "c", "x"}
_PLACES = re.compile(r"dd|mm|yy", re.IGNORECASE)
_WORDS = (
    (r"hh:mm:ss", "%H:%M:%S"), (r"hh:mm", "%H:%M"), (r"yyyy", "%Y"), (r"yy", "%y"), (r"mm", "%m"), (r"dd", "%d"),
)  # fmt: skip
EXAMPLE = "%d/%m/%Y"


def fault_of(form: str) -> str:
    """What is wrong with a way of writing days, and what to write; empty where nothing is."""
    said = _DIRECTIVE.findall(form)
    if strange := [one for one in said if one not in _KNOWN]:
        return f"there is no %{strange[0]}; write it like {EXAMPLE}"
    if _PLACES.search(_DIRECTIVE.sub("", form)):
        return f"this is how a spreadsheet names it; write {_translated(form)}"
    return "" if _YEARS.intersection(said) else f"there is no year in it; write it like {EXAMPLE}"


def _translated(form: str) -> str:
    """The same in directives, as far as it is known what they stand for."""
    for word, directive in _WORDS:
        form = re.sub(word, directive, form, flags=re.IGNORECASE)
    return form if "%Y" in form or "%y" in form else EXAMPLE
