"""Folding: from a cube to a table, narrowed, by categories, with its totals and the status of each cell."""

from collections.abc import Sequence

import numpy as np

from cjin.statistics.rules.counting.categories import divided, shares, whole
from cjin.statistics.rules.counting.cells import CATEGORY, PERIOD, STATUSES, Counted
from cjin.statistics.rules.counting.decoding import Axis, Numbers, age_axis
from cjin.statistics.rules.counting.held import Load
from cjin.statistics.rules.counting.plan import AGE, ATTEMPTED, OFFENCE, Cube, Need, attempts_of
from cjin.statistics.rules.tableset import Counted as What
from cjin.statistics.rules.units import TOTAL, Attempts, Status


def fold(need: Need, cube: Cube, values: Numbers, load: Load, more: Numbers | None = None) -> Counted:
    """A table out of a cube: narrowed, summed over what it does not show, by categories, with totals.

    ``more`` is added to it where keys are counted that stand in several rows of the cube.
    """
    axes = list(cube.axes)
    values = _narrowed(values, axes, need, load)
    shown = [OFFENCE] if OFFENCE in need.axes else []
    shown += need.table.dimensions
    values = values.sum(axis=tuple(place for place, one in enumerate(axes, 1) if one not in shown))
    axes = [one for one in axes if one in shown]
    values = np.transpose(values, (0, *(axes.index(one) + 1 for one in shown)))
    status = None
    if OFFENCE in need.axes:
        values, status = _by_category(values, need, load)
    else:
        values = values[:, None]
    whole = _with_totals(values)
    return _finished(need, whole if more is None else whole + more, status, load)


def _narrowed(values: Numbers, axes: Sequence[str], need: Need, load: Load) -> Numbers:
    for name, kept in narrowing(need, load).items():
        codes = load.codes[name]
        places = [place for place, code in enumerate(codes) if code in kept]
        mask = np.zeros(len(codes), dtype=bool)
        mask[places] = True
        shape = [1] * values.ndim
        shape[list(axes).index(name) + 1] = len(codes)
        values = values * mask.reshape(shape)
    return values


def narrowing(need: Need, load: Load) -> dict[str, frozenset[str]]:
    """The codes that a row must have to be taken, by concept; rows are taken after the gravest were chosen."""
    where = {name: frozenset(codes) for name, codes in need.table.where.items()}
    attempts = attempts_of(need.table, load.mapping)
    if attempts is not Attempts.INCLUDED:
        every = frozenset(load.codes[ATTEMPTED])
        kept = frozenset({"ATT"}) if attempts is Attempts.ONLY else every - {"ATT"}
        where[ATTEMPTED] = kept & where.get(ATTEMPTED, kept)
    return where


def _by_category(values: Numbers, need: Need, load: Load) -> tuple[Numbers, Numbers]:
    """From national codes to the sets of a table, and the status of each set in each period.

    A key is no quantity: it goes whole to the set that holds at least half of its code.
    """
    share = _shares(need, load)
    national = values.reshape(*values.shape[:2], -1).sum(axis=2)
    status = _standing(share, national, need, load)
    if need.way.counted is not What.UNITS:
        share = (share >= 0.5).astype(float)
    return _summed(values, share), status


def _summed(values: Numbers, share: Numbers) -> Numbers:
    """The shares of national codes in sets, added up: (periods, sets, dimensions...)."""
    sets, codes = np.nonzero(share.any(axis=0))
    parts = share[:, sets, codes]
    if whole(parts):
        parts = np.rint(parts).astype(np.int64)
    found = np.zeros((values.shape[0], share.shape[1], *values.shape[2:]), dtype=parts.dtype)
    if sets.size:
        there, starts = np.unique(sets, return_index=True)
        parted = values[:, codes] * parts.reshape(*parts.shape, *[1] * (values.ndim - 2))
        found[:, there] = np.add.reduceat(parted, starts, axis=1)
    return found


def shares_of(need: Need, load: Load) -> Numbers:
    """The share of each national code in each set of a table: (periods, sets, codes)."""
    share = _shares(need, load)
    return np.broadcast_to(share, (len(load.periods(need.period).codes), *share.shape[1:]))


def _shares(need: Need, load: Load) -> Numbers:
    """The same, with one period for all of them where no code changes its place."""
    assert load.correspondence is not None
    name = (tuple(need.table.categories.items()), need.period)
    if name not in load.shares:
        starts = load.periods(need.period).starts()
        load.shares[name] = shares(need.table.categories, load.codes[OFFENCE], load.correspondence, starts)
    return load.shares[name]


def _standing(share: Numbers, national: Numbers, need: Need, load: Load) -> Numbers:
    """Not available where no national code belongs to a set; estimated where only a share of one does."""
    assert load.correspondence is not None
    covered = load.correspondence.covered
    found = np.full((national.shape[0], share.shape[1]), STATUSES.index(Status.EXACT))
    found[(divided(share) & (national[:, None, :] > 0)).any(axis=2)] = STATUSES.index(Status.ESTIMATED)
    for number, codes in enumerate(need.table.categories.values()):
        if not covered.intersection(codes):
            found[:, number] = STATUSES.index(Status.NOT_AVAILABLE)
    return found


def _with_totals(values: Numbers) -> Numbers:
    for axis in range(2, values.ndim):
        values = np.concatenate([values, values.sum(axis=axis, keepdims=True)], axis=axis)
    return values


def axes_of(need: Need, load: Load) -> tuple[Axis, ...]:
    """The axes of a table: its periods, its sets, and its dimensions with their totals."""
    table = need.table
    axes = [Axis(PERIOD, load.periods(need.period).codes), Axis(CATEGORY, tuple(table.categories) or (TOTAL,))]
    for name in table.dimensions:
        codes = age_axis(table.ages.firsts, table.ages.codes)[0].codes if name == AGE else tuple(load.codes[name])
        axes.append(Axis(name, (*codes, TOTAL)))
    return tuple(axes)


def _finished(need: Need, values: Numbers, status: Numbers | None, load: Load) -> Counted:
    standing = np.full(values.shape[:2], STATUSES.index(Status.EXACT)) if status is None else status
    every = np.broadcast_to(standing.reshape(*standing.shape, *[1] * (values.ndim - 2)), values.shape)
    return Counted(need.table, axes_of(need, load), values, every)
