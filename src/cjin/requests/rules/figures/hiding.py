"""Hiding small groups: none under five is told, and none can be worked out from the others and the total."""

from collections.abc import Mapping

FEWEST = 5
"""A group of fewer requests is not told."""


def with_sealed(open_ones: Mapping[str, int], sealed: Mapping[str, int]) -> dict[str, int]:
    """Each group with the sealed requests in it, counted in whole fives.

    Whoever sees all open requests can take them off; what is left changes by five at once and not with each sealed
    request, so that nobody learns of a single one by looking twice.
    """
    found = {name: open_ones.get(name, 0) + sealed.get(name, 0) // FEWEST * FEWEST for name in {*open_ones, *sealed}}
    return {name: count for name, count in found.items() if count}


def hidden(groups: Mapping[str, int]) -> frozenset[str]:
    """The groups that are not told beside their total: those under five, and where the rest would tell what they are,
    the smallest others besides. At least two are hidden, or none, with five requests together or more.
    """
    left_out = {name for name, count in groups.items() if 0 < count < FEWEST}
    rest = sorted((name for name in groups if name not in left_out), key=lambda name: (groups[name], name))
    while left_out and rest and (len(left_out) < 2 or sum(groups[name] for name in left_out) < FEWEST):
        left_out.add(rest.pop(0))
    return frozenset(left_out)
