"""What a letter carries, when it was read."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..writing.drafts import Draft
from .units import Wording


@dataclass(frozen=True, slots=True)
class Carried:
    """A request with its wordings. ``reference`` and ``revision`` are those of the sender; a ``draft`` asks for nothing
    yet. ``basis_title`` is what the sender calls the instrument, by language.
    """

    draft: Draft
    wordings: tuple[Wording, ...]
    reference: str
    revision: int
    is_draft: bool
    basis_title: Mapping[str, str] = field(default_factory=dict)
