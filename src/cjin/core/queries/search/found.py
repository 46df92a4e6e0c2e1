"""What was found before it is ranked."""

from collections.abc import Sequence
from dataclasses import dataclass

from cjin.core.rules.search.expressions import Expression
from cjin.core.rules.search.questions import Asked
from cjin.core.rules.search.ranking import Candidate

RANKED = 1000
"""At most so many documents are ranked; where more answer, those in which the words are strong come first."""


@dataclass(frozen=True)
class Found:
    """Documents that answer, up to one more than RANKED, how the question was read in each language, and as what."""

    candidates: Sequence[Candidate]
    readings: Sequence[tuple[str, Asked]]
    expression: Expression
    any_term: bool

    @property
    def capped(self) -> bool:
        """Whether more documents answer than can be ranked."""
        return len(self.candidates) > RANKED
