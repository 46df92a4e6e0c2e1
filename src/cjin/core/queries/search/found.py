"""What was found before it is ranked."""

from collections.abc import Sequence
from dataclasses import dataclass

from cjin.core.rules.search.expressions import Expression
from cjin.core.rules.search.sought import Sought

RANKED = 500
"""At most so many documents are ranked; where more answer, those in which the words are strong come first."""


@dataclass(frozen=True)
class Found:
    """The numbers of documents that answer, up to one more than RANKED; what was asked for, and how strictly."""

    numbers: Sequence[int]
    expression: Expression
    sought: tuple[tuple[Sought, ...], ...]
    any_term: bool

    @property
    def capped(self) -> bool:
        """Whether more documents answer than can be ranked."""
        return len(self.numbers) > RANKED
