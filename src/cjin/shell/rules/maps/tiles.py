"""The tile grid: a square for each State, about where it lies. It shows no boundary and no size."""

from collections.abc import Mapping

from cjin.shell.rules.maps.sheet import Sheet

SIDE, SPACE = 60, 6


def tile_sheet(places: Mapping[str, tuple[int, int]]) -> Sheet:
    """A sheet of equal squares by column and row."""
    columns = max(column for column, _ in places.values()) + 1
    rows = max(row for _, row in places.values()) + 1
    shapes = {
        code: f"M{column * SIDE} {row * SIDE}h{SIDE - SPACE}v{SIDE - SPACE}h-{SIDE - SPACE}z"
        for code, (column, row) in places.items()
    }
    return Sheet(columns * SIDE - SPACE, rows * SIDE - SPACE, shapes, tiles=True)


def place_of(path: str) -> tuple[int, int]:
    """Where a tile begins."""
    x, _, y = path[1 : path.index("h")].partition(" ")
    return int(x), int(y)
