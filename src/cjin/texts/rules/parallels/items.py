"""A provision as it is compared: its words, the headings above it, what it cites, its topics."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Item:
    """A provision by its identifier (``kyoto-2021/para_61``).

    ``works`` are the works that it cites; ``points_to`` the provisions of other instruments that it names; ``context``
    the headings above it. ``topics`` are those that somebody read in it, or ``mentions`` where nobody did: the topics
    whose words it has.
    """

    key: str
    text: str
    context: str = ""
    works: frozenset[str] = field(default_factory=frozenset)
    topics: frozenset[str] = field(default_factory=frozenset)
    mentions: frozenset[str] = field(default_factory=frozenset)
    points_to: frozenset[str] = field(default_factory=frozenset)

    @property
    def instrument(self) -> str:
        """The work that the provision stands in."""
        return self.key.partition("/")[0]
