"""Polygons of areas out of a TopoJSON or GeoJSON file, as rings of longitude and latitude."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from cjin.core.rules.errors import Fault, Invalid

type Place = tuple[float, float]
type Ring = list[Place]
CODES = ("iso3", "iso_a3", "ISO_A3", "ADM0_A3", "iso_n3", "ISO_N3", "m49", "M49")
"""Properties in which files of polygons keep the code of an area that has no identifier."""


@dataclass(frozen=True)
class Area:
    """One area of a file: its code as it stands there, or "", and its outlines."""

    code: str
    rings: tuple[Ring, ...]


def areas(content: Any, name: str) -> list[Area]:
    """The areas of a file that was read as JSON. Raises Invalid with ``name`` for what is no such file."""
    try:
        if content["type"] == "Topology":
            return list(_of_topology(content))
        if content["type"] == "FeatureCollection":
            return [_area(one, _coordinates(one["geometry"])) for one in content["features"] if one["geometry"]]
    except (KeyError, IndexError, TypeError, ValueError, AttributeError) as error:
        raise Invalid(f"{name} cannot be read.", [Fault(name, f"its polygons are broken ({error!r})")]) from None
    raise Invalid(f"{name} cannot be read.", [Fault(name, "it is neither a Topology nor a FeatureCollection")])


def _of_topology(content: Mapping[str, Any]) -> Iterator[Area]:
    objects = content["objects"]
    chosen = objects["countries"] if "countries" in objects else next(iter(objects.values()))
    arcs = [_arc(arc, content.get("transform")) for arc in content["arcs"]]
    for geometry in chosen["geometries"]:
        if geometry.get("type") in ("Polygon", "MultiPolygon"):
            parts = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
            yield _area(geometry, [_joined(ring, arcs) for part in parts for ring in part])


def _arc(arc: Sequence[Sequence[float]], transform: Mapping[str, Any] | None) -> Ring:
    """An arc in degrees: with a transform it is kept as steps of whole numbers."""
    if transform is None:
        return [(float(x), float(y)) for x, y, *_ in arc]
    (across, up), (west, south) = transform["scale"], transform["translate"]
    steps = accumulate(((x, y) for x, y, *_ in arc), lambda at, step: (at[0] + step[0], at[1] + step[1]))
    return [(x * across + west, y * up + south) for x, y in steps]


def _joined(numbers: Sequence[int], arcs: Sequence[Ring]) -> Ring:
    """A ring of arcs; a negative number stands for an arc that is walked backwards."""
    ring: Ring = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring += arc[1:] if ring else arc
    return ring


def _coordinates(geometry: Mapping[str, Any]) -> list[Ring]:
    if geometry["type"] not in ("Polygon", "MultiPolygon"):
        return []
    parts = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return [[(float(x), float(y)) for x, y, *_ in ring] for part in parts for ring in part]


def _area(one: Mapping[str, Any], rings: list[Ring]) -> Area:
    properties = one.get("properties") or {}
    found = next((properties[name] for name in CODES if properties.get(name)), "")
    return Area(str(one.get("id") or found), tuple(ring for ring in rings if len(ring) > 2))
