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

    def matches(self, token: str) -> bool:
        return token.startswith(self.token) if self.beginning else token == self.token

    def count(self, tokens: list[str]) -> int:
        """How often it stands among these tokens."""
        return sum(map(self.matches, tokens)) if self.beginning else tokens.count(self.token)
