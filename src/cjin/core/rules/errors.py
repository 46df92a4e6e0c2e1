"""One family of errors. Each knows its consequence, so that one handler can turn any of them into a page, a problem
document (RFC 9457) or a line on standard error.

    CjinError
    ├── NotFound      404  nothing here that this reader may know of
    ├── NotAllowed    403  the act needs a duty that the person does not hold
    ├── Invalid       422  the input breaks a rule; ``faults`` say where and what to do
    ├── Conflict      409  somebody else changed it meanwhile, or it exists already
    └── Unavailable   503  something that the act needs is out of reach just now
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


class Conflict(CjinError):
    """Somebody else changed it meanwhile, or it exists already."""

    status = 409
    slug = "conflict"


class Unavailable(CjinError):
    """Something that the act needs is out of reach just now: a network, a disk, another node."""

    status = 503
    slug = "unavailable"
