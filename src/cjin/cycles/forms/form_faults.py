"""What is wrong with a form, in the reader's words and at its field; the rules say it in English with its place."""

import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cjin.core.rules.errors import Fault, Invalid

SENTENCES: tuple[tuple[str, str, Any], ...] = (
    (r"needs two options", "option_code_0", _("Write two options at least.")),
    (r"a table has rows and columns", "row_code_0", _("Write a row and a column at least.")),
    (r"two of the options have", "option_code_0", _("Two options have the same code; change one of them.")),
    (r"two of the (rows|columns) have", "row_code_0", _("Two rows or two columns have the same code; change one.")),
    (r"goes on in two questions", "was", _("Another question goes on with it already; choose another one.")),
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
OF_TEXT: tuple[tuple[str, Any], ...] = (
    (r"^names and values are expected", _("Names and values are expected.")),
    (r"^a whole number from 1 is expected", _("A whole number from 1 is expected.")),
    (r"^needs two options", _("Write two options at least.")),
    (r"^a table has rows and columns", _("Write a row and a column at least.")),
    (r"^two of the options have", _("Two options have the same code; change one of them.")),
    (r"^two of the (rows|columns) have", _("Two rows or two columns have the same code; change one.")),
    (r"^stands twice", _("It stands twice; give one of them another name.")),
    (r"^“(?P<said>.*)” goes on in two questions", _("“%(said)s” goes on in two questions; choose one of them.")),
    (r"^waits for “(?P<said>.*)”, which is not asked", _("It waits for “%(said)s”, which is not asked.")),
    (r"^waits for “(?P<said>.*)”, which cannot", _("It waits for “%(said)s”, which cannot be answered.")),
    (r"^is asked by way of (?P<way>.*); take", _("It is asked by way of %(way)s; take one of these conditions away.")),
    (
        r"^“(?P<said>.*)” is not known here; there are: (?P<known>.*)$",
        _("“%(said)s” is not known here; there are: %(known)s."),
    ),
    (r"^“(?P<said>.*)” is none of: (?P<known>.*)$", _("“%(said)s” is none of: %(known)s.")),
    (
        r"^“(?P<said>.*)” is not a short name",
        _("“%(said)s” is no short name: small letters, digits and single hyphens are expected."),
    ),
    (r"^“(?P<said>.*)” is not one of the six", _("“%(said)s” is none of the six languages: ar, en, es, fr, ru, zh.")),
    (r"^(?P<part>\w+): a list of at most (?P<most>\d+) is", _("%(part)s: a list of at most %(most)s is expected.")),
    (
        r"^a form has at most (?P<most>\d+) questions",
        _("A form has at most %(most)s questions in all its sections; make two forms."),
    ),
    (r"all lists of a form have at most (?P<most>\d+)", _("All lists of a form have at most %(most)s entries.")),
    (
        r"^this form is too long; .* (?P<most>\d+) letters",
        _("This form is too long; all its texts have at most %(most)s letters."),
    ),
    (r"^at most (?P<most>\d+) names", _("At most %(most)s names are expected.")),
    (r"^a text in one language at least", _("Write it in one language at least.")),
    (r"^a short text is expected", _("A short text is expected.")),
    (r"^a text is expected here", _("A text is expected here, without signs that cannot be kept.")),
    (r"^a text in several languages is", _("Write the text by its language, such as “en: …”.")),
    (r"^a number is expected", _("Type a number, in digits.")),
    (r"^the key “(?P<said>.*)” stands twice", _("“%(said)s” stands twice here; take one of them away.")),
    (r"^this looks like a", _("This looks like a day or a number and cannot be one; write it in quotes.")),
    (r"^this number is too large", _("This number is too large.")),
    (r"^this is nested too deeply", _("This is nested too deeply.")),
    (
        r"^(this character cannot|this text holds NUL|unacceptable char)",
        _("There is a sign in it that cannot be kept; type it anew."),
    ),
)
"""The same where the form is a text, whose reader sees the place beside it: with what was written, and what can be."""
MESSAGES: tuple[tuple[str, Any], ...] = (
    (r"^This form has faults", _("This form has faults.")),
    (r"^The conditions of this form go", _("The conditions of this form go in a circle.")),
    (r"^A catalogue file is broken", _("This text is neither YAML nor JSON.")),
)
LINE = re.compile(r"^.*, line (?P<line>\d+)(?:, column (?P<column>\d+))?$")
PLACE = re.compile(r"(?:question|section) ([a-z0-9-]+)")


def told_of(fault: Fault, own: str, fields: Collection[str]) -> tuple[str | None, str]:
    """The field of a fault and the sentence; no field where it is about another part, which is then named."""
    found = (rest for pattern, *rest in SENTENCES if re.search(pattern, fault.message, re.IGNORECASE))
    field, words = next(found, ("", _of_text(fault.message)))
    if own and (fault.where == own or fault.where.startswith(f"{own},")):
        return (field if field in fields else None), str(words)
    place = PLACE.match(fault.where)
    said = gettext("“%(part)s”: %(said)s") % {"part": place[1] if place else fault.where, "said": words}
    return None, said if fault.where else str(words)


@contextmanager
def faults_told() -> Iterator[None]:
    """What is wrong with a form as text, in the reader's words. Raises Invalid anew."""
    try:
        yield
    except Invalid as error:
        message = next((str(words) for pattern, words in MESSAGES if re.search(pattern, error.message)), error.message)
        raise Invalid(message, map(_fault_of_text, error.faults)) from error


def _fault_of_text(fault: Fault) -> Fault:
    line = LINE.match(fault.where)
    if line is None:
        return Fault(fault.where, _of_text(fault.message))
    where = gettext("line %(line)s, column %(column)s") if line["column"] else gettext("line %(line)s")
    said = _of_text(fault.message)
    unread = gettext("This cannot be read as YAML or JSON: %(said)s") % {"said": said}
    return Fault(where % line.groupdict(), unread if said == fault.message else said)


def _of_text(message: str) -> str:
    for pattern, words in OF_TEXT:
        if found := re.search(pattern, message, re.IGNORECASE | re.DOTALL):
            return str(words) % found.groupdict()
    return message
