"""What a letter carries, when it was read."""

from dataclasses import dataclass

from ..writing.drafts import Draft
from .units import Wording


@dataclass(frozen=True, slots=True)
class Carried:
    """A request with its wordings. ``reference`` and ``revision`` are those of the sender; a ``draft`` asks for nothing
    yet.
    """

    draft: Draft
    wordings: tuple[Wording, ...]
    reference: str
    revision: int
    is_draft: bool
