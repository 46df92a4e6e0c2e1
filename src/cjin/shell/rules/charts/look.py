"""How charts look: the stylesheet's colours by day and night, marks that differ in more than colour, sizes, fonts."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from babel.numbers import get_decimal_symbol, get_group_symbol

from cjin.shell.rules.dates import locale_of

MOST_SERIES = 6
"""So many curves a reader can tell apart; a seventh would have the marks of the first."""
DASHES: tuple[tuple[int, ...], ...] = ((1, 0), (7, 3), (2, 3), (9, 3, 2, 3), (4, 2), (12, 4))
SHAPES = ("circle", "square", "triangle-up", "diamond", "triangle-down", "cross")
FONT = "ui-sans-serif, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', system-ui, sans-serif"
FONTS = {
    "ar": "'Noto Sans Arabic', 'Noto Sans Arabic UI', 'Segoe UI', 'Geeza Pro', Tahoma, 'Noto Sans', sans-serif",
    "zh": "'Noto Sans SC', 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif",
}


@dataclass(frozen=True)
class Colours:
    """The colours of a scheme; the first four are those of the stylesheet under the same names."""

    paper: str
    ink: str
    ink_2: str
    rule: str
    series: tuple[str, ...]


DAY = Colours(
    "#fcfbf8", "#1f1d1a", "#4a463f", "#d9d5cb", ("#0f4a5e", "#b3541e", "#6f56a3", "#7d6f00", "#2f86b0", "#a3255e")
)
NIGHT = Colours(
    "#16181a", "#eae7e0", "#bdb8ae", "#383c40", ("#9fd0e0", "#f2a36b", "#c7aee8", "#d8c95a", "#6fa8ff", "#f09ac0")
)


class Scheme(StrEnum):
    """By day or by night."""

    LIGHT = "light"
    DARK = "dark"

    @property
    def colours(self) -> Colours:
        """The colours of the scheme."""
        return NIGHT if self is Scheme.DARK else DAY


class Size(StrEnum):
    """For a wide screen, for a narrow one, or small among others."""

    WIDE = "wide"
    NARROW = "narrow"
    SMALL = "small"

    @property
    def width(self) -> int:
        """How wide the picture is, in pixels."""
        return {Size.WIDE: 700, Size.NARROW: 360, Size.SMALL: 300}[self]


@dataclass(frozen=True)
class Setting:
    """For whom a chart is drawn: the language, the scheme, the size."""

    language: str = "en"
    scheme: Scheme = Scheme.LIGHT
    size: Size = Size.WIDE

    @property
    def mirrored(self) -> bool:
        """Whether the language runs from right to left; then time does too, and the scale stands at the right."""
        return self.language.partition("-")[0] == "ar"

    @property
    def colours(self) -> Colours:
        """The colours of the scheme."""
        return self.scheme.colours

    @property
    def font(self) -> str:
        """The fonts of the language."""
        return FONTS.get(self.language.partition("-")[0], FONT)

    def isolated(self, text: str) -> str:
        """A text that keeps its own direction among others: a first-strong isolate where the language is mirrored."""
        return f"\u2067{text}\u2069" if self.mirrored else text


def frame(setting: Setting, width: int, height: int, padding: Mapping[str, int]) -> dict[str, Any]:
    """What every specification begins with: the sizes of plot and padding, no background, the fonts and colours."""
    colours = setting.colours
    text = {"labelFont": setting.font, "labelFontSize": 12, "labelColor": colours.ink_2, "labelFontWeight": 400}
    return {
        "width": width,
        "height": height,
        "padding": dict(padding),
        "autosize": {"type": "none", "contains": "content"},
        "background": None,
        "config": {
            "font": setting.font,
            "aria": False,
            "view": {"stroke": None, "fill": None},
            "text": {"font": setting.font, "fontSize": 12, "fill": colours.ink, "aria": False},
            "axis": {**text, "title": None, "ticks": False, "labelPadding": 8, "domainColor": colours.ink_2},
        },
    }


def number_format(language: str) -> dict[str, Any]:
    """The separators of a language, as d3 reads them."""
    locale = locale_of(language)
    return {
        "decimal": get_decimal_symbol(locale),
        "thousands": get_group_symbol(locale),
        "grouping": [3],
        "currency": ["", ""],
    }
