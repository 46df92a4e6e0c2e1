"""What was found before it is ranked."""

from collections.abc import Sequence
from dataclasses import dataclass

from cjin.core.rules.search.expressions import Expression
from cjin.core.rules.search.sought import Sought

RANKED = 500
"""At most so many documents are ranked; where more answer, those in which the words are strong come first."""


@dataclass(frozen=True)
class Found:
    """The numbers of documents that answer, up to one more than RANKED; what was asked for, and how strictly.

    ``within`` is what the strongest among them are looked for in: where a strong word implies the word itself, the
    words need not be asked for again and only what the reader may see remains.
    """

    numbers: Sequence[int]
    expression: Expression
    within: Expression
    sought: tuple[tuple[Sought, ...], ...]
    any_term: bool

    @property
    def capped(self) -> bool:
        """Whether more documents answer than can be ranked."""
        return len(self.numbers) > RANKED
