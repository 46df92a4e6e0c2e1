"""One family of errors. Each knows its consequence, so that one handler can turn any of them into a page, a problem
document (RFC 9457) or a line on standard error.

    CjinError
    ├── Unidentified       401  who asks must be known first
    ├── NotFound           404  nothing here that this reader may know of
    ├── NotAllowed         403  the act needs a duty that the person does not hold
    ├── Invalid            422  the input breaks a rule; ``faults`` say where and what to do
    │   ├── VersionNeeded  428  a write must name the version that it changes
    │   └── NotAcceptable  406  none of the formats that a client takes is one of ours
    ├── Conflict           409  somebody else changed it meanwhile, or it exists already
    │   └── Outdated       412  the version that a write names is not the present one
    └── Unavailable        503  something that the act needs is out of reach just now
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: ``where`` names the place (a field, a line, a cell), ``message`` says what to do."""

    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message}" if self.where else self.message


class CjinError(Exception):
    """The root of the family. ``status`` is the HTTP status, ``slug`` the stable name in a problem document's type."""

    status: ClassVar[int] = 500
    slug: ClassVar[str] = "error"

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Unidentified(CjinError):
    """Who asks must be known first: by a token, or by signing in."""

    status = 401
    slug = "unidentified"


class NotFound(CjinError):
    """Nothing here that this reader may know of: not released is indistinguishable from not existing."""

    status = 404
    slug = "not-found"


class NotAllowed(CjinError):
    """The act needs a duty that the person does not hold."""

    status = 403
    slug = "not-allowed"


class Invalid(CjinError):
    """The input breaks a rule. ``faults`` hold the place of each fault and what to do about it."""

    status = 422
    slug = "invalid"

    def __init__(self, message: str, faults: Iterable[Fault] = ()) -> None:
        super().__init__(message)
        self.faults = tuple(faults)


class VersionNeeded(Invalid):
    """A write must name the version that it changes, so that it overwrites nothing unseen."""

    status = 428
    slug = "version-needed"


class NotAcceptable(Invalid):
    """None of the formats that a client takes is one of ours."""

    status = 406
    slug = "not-acceptable"


class Conflict(CjinError):
    """Somebody else changed it meanwhile, or it exists already."""

    status = 409
    slug = "conflict"


class Outdated(Conflict):
    """The version that a write names is not the present one: it was changed since it was read."""

    status = 412
    slug = "outdated"


class Unavailable(CjinError):
    """Something that the act needs is out of reach just now: a network, a disk, another node."""

    status = 503
    slug = "unavailable"
