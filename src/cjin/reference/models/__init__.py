"""What is stored of States, groups and topics."""

from .states import Group, Membership, Region, State
from .topics import Topic

__all__ = ["Group", "Membership", "Region", "State", "Topic"]
