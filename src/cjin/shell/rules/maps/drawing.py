"""A map as SVG for the page itself: shapes take their colours from the stylesheet, each has its words as a title."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape

from cjin.shell.rules.maps.sheet import DOT, Sheet
from cjin.shell.rules.maps.tiles import SIDE, SPACE, place_of


@dataclass(frozen=True)
class Shade:
    """What is known of an area: its class from 0 (None: nothing), the words that name it, where they lead."""

    level: int | None
    title: str
    url: str = ""


def draw(sheet: Sheet, shades: Mapping[str, Shade], alt: str) -> str:
    """The map. Areas without a value lie below in a layer of their own, hatched; those with one lie above it.

    The whole is one group with ``alt`` as its name, not a picture: it holds links. They are for the pointer only,
    the table beside the map has them all.
    """
    known = {code: shade for code, shade in shades.items() if shade.level is not None and code in sheet}
    lines = [
        f'<svg class="map" viewBox="0 0 {sheet.width} {sheet.height}" role="group" aria-label="{escape(alt)}">',
        f'<defs><pattern id="map-none" width="10" height="10" patternUnits="userSpaceOnUse"{_TURN}>',
        '<rect class="map-ground" width="10" height="10"/><path class="map-hatch" d="M0 0v10"/></pattern></defs>',
        '<g class="map-none" fill="url(#map-none)">',
        *(f'<path d="{path}"/>' for path in sheet.others),
        *_layer(sheet, {code: shades.get(code, Shade(None, code)) for code in _codes(sheet) if code not in known}),
        '</g><g class="map-known">',
        *_layer(sheet, known),
        "</g></svg>",
    ]
    return "\n".join(lines)


_TURN = ' patternTransform="rotate(45)"'


def _codes(sheet: Sheet) -> list[str]:
    return [*sheet.shapes, *sheet.dots]


def _layer(sheet: Sheet, shades: Mapping[str, Shade]) -> Iterator[str]:
    """Shapes first, dots above them."""
    for code, shade in sorted(shades.items(), key=lambda item: item[0] in sheet.dots):
        drawn = _shape(sheet, code, shade)
        link = f'<a href="{escape(shade.url)}" tabindex="-1">{drawn}</a>' if shade.url else drawn
        yield link + (_letters(sheet, code, shade) if sheet.tiles else "")


def _shape(sheet: Sheet, code: str, shade: Shade) -> str:
    level = "" if shade.level is None else f' class="level-{shade.level + 1}"'
    title = f"<title>{escape(shade.title)}</title>"
    if code in sheet.shapes:
        return f'<path d="{sheet.shapes[code]}"{level}>{title}</path>'
    x, y = sheet.dots[code]
    return f'<circle cx="{x}" cy="{y}" r="{DOT}"{level}>{title}</circle>'


def _letters(sheet: Sheet, code: str, shade: Shade) -> str:
    x, y = place_of(sheet.shapes[code])
    middle = (SIDE - SPACE) // 2
    ground = "" if shade.level is None else f' class="on-{shade.level + 1}"'
    return f'<text x="{x + middle}" y="{y + middle + 6}"{ground}>{escape(code)}</text>'
