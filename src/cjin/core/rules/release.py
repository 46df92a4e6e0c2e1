"""Who may see what: the release level of an object and what a reader may see.

The rule in one line: an object grants keys, a reader holds keys, and whoever holds one of the granted keys may see it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar


class ReleaseLevel(StrEnum):
    """How far an object has been released, from its owner alone to everybody. Levels are ordered: OWN < PUBLIC."""

    OWN = "own"
    NAMED = "named"
    ALL_STATES = "all-states"
    PUBLIC = "public"

    @property
    def reach(self) -> int:
        return list(ReleaseLevel).index(self)

    def __lt__(self, other: str) -> bool:
        return self.reach < ReleaseLevel(other).reach

    def __le__(self, other: str) -> bool:
        return self.reach <= ReleaseLevel(other).reach

    def __gt__(self, other: str) -> bool:
        return self.reach > ReleaseLevel(other).reach

    def __ge__(self, other: str) -> bool:
        return self.reach >= ReleaseLevel(other).reach

    def grants(self, owner: int | None, states: Iterable[str]) -> frozenset[str]:
        """The keys that open an object of this level. ``owner`` is an organization; None means the node itself."""
        match self:
            case ReleaseLevel.PUBLIC:
                return frozenset({"public"})
            case ReleaseLevel.ALL_STATES:
                return frozenset({"states", owner_key(owner)})
            case ReleaseLevel.NAMED:
                return frozenset({owner_key(owner), *map(state_key, states)})
            case ReleaseLevel.OWN:
                return frozenset({owner_key(owner)})

    def allows(self, reader: "Reader", *, owner: int | None, states: Iterable[str] = ()) -> bool:
        """Whether this reader may see an object of this level, this owner and these named States."""
        return not self.grants(owner, states).isdisjoint(reader.keys)


@dataclass(frozen=True)
class Reader:
    """Somebody who reads: the organizations whose posts they hold and the States that these stand for.

    ``is_owner_of_node`` is true for whoever holds a post in the organization that runs this node: to them belongs
    what has no other owner. It does not open what another organization keeps to itself.
    """

    PUBLIC: ClassVar["Reader"]

    user_id: int | None = None
    organization_ids: frozenset[int] = frozenset()
    state_codes: frozenset[str] = frozenset()
    is_owner_of_node: bool = False

    @property
    def keys(self) -> frozenset[str]:
        """What the reader holds: compare with ``ReleaseLevel.grants``."""
        held = {"public", *map(owner_key, self.organization_ids), *map(state_key, self.state_codes)}
        if self.state_codes:
            held.add("states")
        if self.is_owner_of_node:
            held.add(owner_key(None))
        return frozenset(held)


Reader.PUBLIC = Reader()


def owner_key(organization: int | None) -> str:
    """What people of an organization hold; without one, the people of the node."""
    return "owner-node" if organization is None else f"owner-{organization}"


def state_key(code: str) -> str:
    """What people who stand for a State hold."""
    return f"state-{code}"
