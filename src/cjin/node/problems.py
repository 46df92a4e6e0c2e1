"""What went wrong, as a problem document (RFC 9457) and as lines for a terminal."""

import errno
from typing import Any

from django.core.exceptions import ImproperlyConfigured, ObjectDoesNotExist, PermissionDenied, RequestDataTooBig
from django.db import DatabaseError, IntegrityError
from django.http import Http404

from cjin.core.rules.errors import CjinError, Conflict, Invalid, NotAllowed, NotFound, Unavailable

MEDIA_TYPE = "application/problem+json"
TITLES = {
    "not-found": "Not found",
    "not-allowed": "Not allowed",
    "invalid": "Invalid input",
    "conflict": "Conflict",
    "unavailable": "Unavailable just now",
    "usage": "Wrong usage",
    "error": "Error in CJIN",
}
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
    match error:
        case CjinError():
            return error
        case Http404() | ObjectDoesNotExist():
            return NotFound("There is nothing here.")
        case PermissionDenied():
            return NotAllowed("You may not do this.")
        case RequestDataTooBig():
            return Invalid("More was sent than this node takes at once.")
        case ImproperlyConfigured():
            return Unavailable(f"The node's settings do not hold together: {error}")
        case IntegrityError():
            return Conflict("Something like this exists already, or something that it needs is gone.")
        case DatabaseError():
            return Unavailable(f"The database does not answer as it should: {_first_line(error)}")
        case OSError() if error.errno in FULL_OR_READ_ONLY:
            return Unavailable(f"The node cannot write or open files just now: {error.strerror}.")
    return None


def _first_line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
