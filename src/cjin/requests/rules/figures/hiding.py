"""Hiding small groups: none under five is told, and none can be worked out from the others and the total."""

from collections.abc import Mapping

FEWEST = 5
"""A group of fewer requests is not told."""


def in_fives(groups: Mapping[str, int]) -> dict[str, int]:
    """Each group in whole fives, as sealed requests are counted; those under five are left out."""
    return {name: count // FEWEST * FEWEST for name, count in groups.items() if count >= FEWEST}


def hidden(groups: Mapping[str, int]) -> frozenset[str]:
    """The groups that are not told beside their total: those under five, and where the rest would tell what they are,
    the smallest others besides. At least two are hidden, or none, with five requests together or more.
    """
    left_out = {name for name, count in groups.items() if 0 < count < FEWEST}
    rest = sorted((name for name in groups if name not in left_out), key=lambda name: (groups[name], name))
    while left_out and rest and (len(left_out) < 2 or sum(groups[name] for name in left_out) < FEWEST):
        left_out.add(rest.pop(0))
    return frozenset(left_out)
