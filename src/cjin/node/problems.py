"""What went wrong, as a problem document (RFC 9457) and as lines for a terminal."""

import errno
from typing import Any

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured, ObjectDoesNotExist, PermissionDenied, RequestDataTooBig
from django.db import IntegrityError, InterfaceError, OperationalError, ProgrammingError
from django.http import Http404
from django.utils.translation import gettext
from requests import RequestException

from cjin.core.rules.errors import CjinError, Conflict, Invalid, NotAllowed, NotFound, Unavailable

MEDIA_TYPE = "application/problem+json"
TITLES = {
    "unidentified": "Not signed in",
    "version-needed": "Version needed",
    "not-acceptable": "No such format",
    "outdated": "Changed meanwhile",
    "not-found": "Not found",
    "not-allowed": "Not allowed",
    "invalid": "Invalid input",
    "conflict": "Conflict",
    "unavailable": "Unavailable just now",
    "usage": "Wrong usage",
    "error": "Error in CJIN",
}


def _(sentence: str) -> str:
    """Marks a sentence for translation; Django's own mark would ask for settings that may be what is broken."""
    return sentence


CONSEQUENCES: tuple[tuple[tuple[type[Exception], ...], type[CjinError], str], ...] = (
    ((Http404, ObjectDoesNotExist), NotFound, _("There is nothing here.")),
    ((PermissionDenied,), NotAllowed, _("You may not do this.")),
    ((RequestDataTooBig,), Invalid, _("More was sent than this node takes at once.")),
    ((IntegrityError,), Conflict, _("Something like this exists already, or something that it needs is gone.")),
    ((OperationalError, InterfaceError), Unavailable, _("The node's database does not answer just now.")),
    ((RequestException,), Unavailable, _("A server elsewhere, which this needs, does not answer as it should.")),
    ((OSError,), Unavailable, _("The node cannot write just now: its disk is full or does not answer.")),
)
"""What the errors of Django, of the database and of the system mean to a person; the first that fits counts."""

FULL_OR_READ_ONLY = {errno.ENOSPC, errno.EROFS, errno.EDQUOT, errno.EMFILE, errno.ENFILE, errno.EIO}


def problem(error: CjinError) -> dict[str, Any]:
    """The error as members of a problem document; ``faults`` only where there are any."""
    body: dict[str, Any] = {
        "type": f"urn:cjin:problem:{error.slug}",
        "title": TITLES[error.slug],
        "status": error.status,
        "detail": error.message,
    }
    faults = error.faults if isinstance(error, Invalid) else ()
    if faults:
        body["faults"] = [{"where": fault.where, "message": fault.message} for fault in faults]
    return body


def lines(error: CjinError) -> list[str]:
    """The error for a terminal: its message, then one line for each fault."""
    faults = error.faults if isinstance(error, Invalid) else ()
    return [error.message, *(f"  {fault}" for fault in faults)]


def known(error: BaseException) -> CjinError | None:
    """The member of our family that says the same, or None where the error is a fault of ours."""
    if isinstance(error, CjinError):
        return error
    if isinstance(error, ImproperlyConfigured):
        return Unavailable(f"The node's settings do not hold together: {error}")
    if isinstance(error, OperationalError | ProgrammingError) and _lacks_tables(error):
        return Unavailable("The node's database is not prepared for this version: run `cjin prepare`.")
    for kinds, consequence, sentence in CONSEQUENCES:
        if isinstance(error, kinds) and not _is_ordinary(error):
            return consequence(_translated(sentence))
    return None


def _is_ordinary(error: BaseException) -> bool:
    """An error of the operating system that says nothing about the node's disk, such as a file that is not there."""
    return type(error).__module__ == "builtins" and isinstance(error, OSError) and error.errno not in FULL_OR_READ_ONLY


def _lacks_tables(error: BaseException) -> bool:
    """PostgreSQL says it by its code (undefined table, undefined column), SQLite in words only."""
    code = getattr(error.__cause__, "sqlstate", None)
    if code is not None:
        return code in ("42P01", "42703")
    return any(sign in str(error) for sign in ("no such table", "no such column"))


def _translated(sentence: str) -> str:
    """In the reader's language; in English before the applications are loaded, when there is no reader yet."""
    return gettext(sentence) if apps.ready else sentence
