"""What counts towards a document's score and is marked in its sentence."""

from dataclasses import dataclass

from cjin.core.rules.search.expressions import Beginning, Expression, Word


@dataclass(frozen=True)
class Sought:
    """A token, or with ``beginning`` all tokens that begin like it."""

    token: str
    beginning: bool = False

    @property
    def expression(self) -> Expression:
        return Beginning(self.token) if self.beginning else Word(self.token)

    @property
    def needle(self) -> str:
        """What to count in a text of tokens with blanks around each: a word that stands twice in a row counts once."""
        return f" {self.token}" if self.beginning else f" {self.token} "
