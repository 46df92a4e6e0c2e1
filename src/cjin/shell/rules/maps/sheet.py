"""A sheet: the shapes of areas by their codes, laid out in the plane once, so that drawing a map is only shading."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from itertools import pairwise
from typing import Any

from cjin.shell.rules.maps.topology import Area, Place, Ring

WIDTH = 2000
NORTH, SOUTH = 84.0, -58.0
"""The sheet ends here: south of it no figures are collected, and the rest can be larger."""
DOT = 7
"""The radius of the dot that stands for an area too small to be seen."""


@dataclass(frozen=True)
class Sheet:
    """``shapes`` are paths by ISO 3166-1 alpha-3 code, ``dots`` places of small areas, ``others`` land without a code.

    ``tiles``: the shapes are equal squares that show no boundary at all. ``source`` says where the shapes come from.
    """

    width: int
    height: int
    shapes: Mapping[str, str]
    dots: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    others: tuple[str, ...] = ()
    tiles: bool = False
    source: str = ""

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> "Sheet":
        """A sheet from what ``told`` made of it. KeyError or TypeError for anything else."""
        dots = {code: (int(x), int(y)) for code, (x, y) in told["dots"].items()}
        return cls(**{**told, "dots": dots, "others": tuple(told["others"])})

    def told(self) -> dict[str, Any]:
        """The sheet as JSON keeps it."""
        return asdict(self)

    def __contains__(self, code: str) -> bool:
        return code in self.shapes or code in self.dots


def equal_earth(longitude: float, latitude: float) -> Place:
    """Equal Earth (Šavrič, Patterson, Jenny 2018): areas keep their relation to each other. Degrees in, radians out."""
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
    turned = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(latitude)))
    six = turned**6
    across = 2 * math.sqrt(3) * math.radians(longitude) * math.cos(turned)
    x = across / (3 * (9 * a4 * six * turned**2 + 7 * a3 * six + 3 * a2 * turned**2 + a1))
    return x, turned * (a1 + a2 * turned**2 + six * (a3 + a4 * turned**2))


_EAST = equal_earth(180, 0)[0]
_SCALE = WIDTH / (2 * _EAST)
_TOP = equal_earth(0, NORTH)[1]
HEIGHT = round((_TOP - equal_earth(0, SOUTH)[1]) * _SCALE)


def placed(longitude: float, latitude: float) -> tuple[int, int]:
    """Where a place stands on the sheet."""
    x, y = equal_earth(longitude, max(-90.0, min(90.0, latitude)))
    return round((x + _EAST) * _SCALE), round((_TOP - y) * _SCALE)


def laid_out(found: Iterable[Area], finer: Iterable[Area], codes: Mapping[str, str], source: str) -> Sheet:
    """The areas as a sheet. ``codes`` turns the codes of the file into ISO 3166-1 alpha-3.

    ``finer``: areas of a more detailed file; those that ``found`` has not, and those that would vanish, become dots.
    """
    shapes: dict[str, str] = {}
    others, dots = [], {}
    for area in found:
        path = "".join(_path(part) for ring in area.rings if _is_on(ring) for part in cut(ring))
        if path and area.code in codes:
            shapes[codes[area.code]] = shapes.get(codes[area.code], "") + path
        elif path:
            others.append(path)
    for area in finer:
        code = codes.get(area.code)
        if code and code not in shapes and any(_is_on(ring) for ring in area.rings):
            dots[code] = placed(*_middle(max(area.rings, key=_extent)))
    return Sheet(WIDTH, HEIGHT, shapes, dots, tuple(others), source=source)


def _is_on(ring: Ring) -> bool:
    return max(latitude for _, latitude in ring) > SOUTH


def _extent(ring: Ring) -> float:
    """Twice the area that a ring encloses, in square degrees."""
    return abs(sum(x * v - u * y for (x, y), (u, v) in zip(ring, [*ring[1:], ring[0]], strict=True)))


def _middle(ring: Ring) -> Place:
    west, east = min(x for x, _ in ring), max(x for x, _ in ring)
    south, north = min(y for _, y in ring), max(y for _, y in ring)
    return (west + east) / 2, (south + north) / 2


def cut(ring: Ring) -> list[Ring]:
    """A ring in the parts that lie between 180 degrees west and east, where it runs over that line."""
    unrolled = [ring[0]]
    for longitude, latitude in ring[1:]:
        turns = round((unrolled[-1][0] - longitude) / 360)
        unrolled.append((longitude + 360 * turns, latitude))
    if all(-180 <= longitude <= 180 for longitude, _ in unrolled):
        return [unrolled]
    parts = []
    for turn in (-360, 0, 360):
        part = _within([(longitude + turn, latitude) for longitude, latitude in unrolled], -180, 1)
        part = _within(part, 180, -1)
        if len(part) > 2:
            parts.append(part)
    return parts


def _within(ring: Ring, limit: float, side: int) -> Ring:
    """The part of a ring that lies east (1) or west (-1) of a meridian."""
    kept: Ring = []
    for (x, y), (u, v) in zip(ring[-1:] + ring[:-1], ring, strict=True):
        before, here = (x - limit) * side >= 0, (u - limit) * side >= 0
        if before != here:
            kept.append((limit, y + (v - y) * (limit - x) / (u - x)))
        if here:
            kept.append((u, v))
    return kept


def _path(ring: Ring) -> str:
    """A closed path in whole numbers, each step relative to the one before; steps to the same place are left out."""
    points = [placed(longitude, latitude) for longitude, latitude in ring]
    steps = [(u - x, v - y) for (x, y), (u, v) in pairwise(points) if (x, y) != (u, v)]
    if len(steps) < 3:
        return ""
    x, y = points[0]
    return f"M{x} {y}l" + " ".join(f"{u} {v}" for u, v in steps[:-1]).replace(" -", "-") + "z"
