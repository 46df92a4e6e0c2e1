"""Maps: what is laid out stays on the sheet, what is not known is a layer of its own, each area has its words."""

from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from cjin.core.rules.catalogue import read
from cjin.core.rules.errors import Invalid
from cjin.shell import maps
from cjin.shell.rules.maps.classes import quantiles
from cjin.shell.rules.maps.drawing import Shade, draw
from cjin.shell.rules.maps.sheet import HEIGHT, WIDTH, Sheet, cut, equal_earth, laid_out, placed
from cjin.shell.rules.maps.topology import Area, areas

SVG = "{http://www.w3.org/2000/svg}"
SQUARE = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0), (0.0, 0.0)]
ROUND = [(170.0, 0.0), (-170.0, 0.0), (-170.0, 10.0), (170.0, 10.0), (170.0, 0.0)]
TOPOLOGY = {
    "type": "Topology",
    "transform": {"scale": [1, 1], "translate": [0, 0]},
    "arcs": [[[0, 0], [10, 0], [0, 10]], [[10, 10], [-10, 0], [0, -10]]],
    "objects": {"countries": {"geometries": [{"type": "Polygon", "id": "404", "arcs": [[0, 1]]}]}},
}


def test_a_topology_and_a_collection_tell_the_same_areas() -> None:
    ring = [list(place) for place in SQUARE]
    feature = {"properties": {"iso_a3": "404"}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    found = areas(TOPOLOGY, "t"), areas({"type": "FeatureCollection", "features": [feature]}, "c")
    assert found[0] == found[1] == [Area("404", (SQUARE,))]


@pytest.mark.parametrize(
    "broken", [[], None, "x", {}, {"type": "Topology"}, {"type": "FeatureCollection", "features": 3}]
)
def test_a_broken_file_is_named(broken: object) -> None:
    with pytest.raises(Invalid, match=r"atlas\.json"):
        areas(broken, "atlas.json")


@given(st.floats(-180, 180), st.floats(-58, 84))
def test_every_place_is_on_the_sheet(longitude: float, latitude: float) -> None:
    x, y = placed(longitude, latitude)
    assert 0 <= x <= WIDTH
    assert 0 <= y <= HEIGHT


def test_the_projection_keeps_areas() -> None:
    def extent(latitude: float) -> float:
        """Of a narrow trapezoid of one degree, beside what it has on a sphere."""
        import math

        (x, low), (_, high) = equal_earth(1, latitude), equal_earth(1, latitude + 0.01)
        return x * (high - low) / math.cos(math.radians(latitude))

    assert extent(60) == pytest.approx(extent(0), rel=0.001)


def test_a_ring_over_the_antimeridian_is_cut_and_nothing_is_drawn_across() -> None:
    west, east = sorted(cut(ROUND), key=lambda ring: ring[0][0] + ring[1][0])
    assert {abs(x) for x, _ in west + east} <= {170.0, 180.0}
    assert max(x for x, _ in west) == -170
    assert min(x for x, _ in east) == 170
    assert cut(SQUARE) == [SQUARE]


def test_small_areas_become_dots_and_land_without_a_code_stays_land() -> None:
    found = [Area("404", (SQUARE,)), Area("", (ROUND,))]
    sheet = laid_out(found, [*found, Area("470", (SQUARE,))], {"404": "KEN", "470": "MLT"}, "test")
    assert set(sheet.shapes) == {"KEN"}
    assert len(sheet.others) == 1
    assert sheet.dots == {"MLT": placed(5, 5)}
    assert Sheet.of(sheet.told()) == sheet


def test_what_is_not_known_is_a_layer_of_its_own() -> None:
    sheet = laid_out([Area("404", (SQUARE,))], [Area("470", (SQUARE,))], {"404": "KEN", "470": "MLT"}, "test")
    shades = {"MLT": Shade(4, 'Malta: 3 <"a">', "/x?a=1&b=2"), "ZZZ": Shade(1, "on no map")}
    svg = ElementTree.fromstring(draw(sheet, shades, 'alt "text"'))
    none, known = svg.findall("g")
    assert svg.attrib["aria-label"] == 'alt "text"'
    assert [one.tag for one in none] == ["path"]
    assert [one.attrib["href"] for one in known] == ["/x?a=1&b=2"]
    assert known[0][0].attrib["class"] == "level-5"
    assert known[0][0][0].text == 'Malta: 3 <"a">'


@given(st.lists(st.floats(0, 1e9), min_size=1, max_size=60))
def test_classes_hold_every_value_once_and_equal_values_together(values: list[float]) -> None:
    classes = quantiles(values)
    assert sum(classes.sizes) == len(values)
    assert min(classes.sizes) > 0
    for value in values:
        at = classes.of(value)
        assert classes.lows[at] <= value <= classes.highs[at]


def test_every_member_has_a_tile_of_its_own() -> None:
    tiles = read("maps/tiles")["tiles"]
    states = read("states")["states"]
    today = {one["iso3"] for one in states if one.get("member_since") and not one.get("member_until")}
    assert today <= set(tiles)
    assert len({tuple(place) for place in tiles.values()}) == len(tiles)


def test_without_a_map_or_with_a_broken_one_there_are_tiles(settings: Settings, tmp_path: Path) -> None:
    settings.CJIN_HOME = str(tmp_path)
    assert maps.sheet().tiles
    (tmp_path / "maps").mkdir()
    for broken in ("", "{}", '{"sheet": []}'):
        maps.sheet_path(tmp_path).write_text(broken)
        assert maps.sheet().tiles
