"""What is wrong with a form, in the reader's words and at its field; the rules say it in English with its place."""

import re
from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cjin.core.rules.errors import Fault

SENTENCES: tuple[tuple[str, str, Any], ...] = (
    (r"needs two options", "option_code_0", _("Write two options at least.")),
    (r"a table has rows and columns", "row_code_0", _("Write a row and a column at least.")),
    (r"two of the options have", "option_code_0", _("Two options have the same code; change one of them.")),
    (r"two of the (rows|columns) have", "row_code_0", _("Two rows or two columns have the same code; change one.")),
    (r"stands twice", "name", _("Another one has this short name; choose another.")),
    (r"is not a short name", "name", _("Small letters, digits and single hyphens are expected.")),
    (r"which is not asked", "when", _("The question that it waits for is not asked; choose another one.")),
    (r"which cannot be answered", "when", _("It waits for an answer that cannot be given any more; choose another.")),
    (r"is asked by way of", "when", _("It would be asked only if it was answered itself; choose another condition.")),
    (r"one language at least", "", _("Write it in one language at least.")),
    (r"a text is expected", "", _("There is a sign in it that cannot be kept; type it anew.")),
    (r"a number is expected", "", _("Type a number, in digits.")),
    (r"a short text is expected", "", _("This text is too long; shorten it.")),
    (r"a list of at most", "", _("There are too many of them.")),
)
"""A fault of the rules, the field that it belongs to where it is that of the part itself, and what is said."""
PLACE = re.compile(r"(?:question|section) ([a-z0-9-]+)")


def told_of(fault: Fault, own: str, fields: Collection[str]) -> tuple[str | None, str]:
    """The field of a fault and the sentence; no field where it is about another part, which is then named."""
    found = (rest for pattern, *rest in SENTENCES if re.search(pattern, fault.message, re.IGNORECASE))
    field, words = next(found, ("", fault.message))
    if own and (fault.where == own or fault.where.startswith(f"{own},")):
        return (field if field in fields else None), str(words)
    place = PLACE.match(fault.where)
    said = gettext("“%(part)s”: %(said)s") % {"part": place[1] if place else fault.where, "said": words}
    return None, said if fault.where else str(words)
