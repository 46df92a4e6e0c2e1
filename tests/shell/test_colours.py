"""The colours of the stylesheet hold the contrast that the accessibility statement promises."""

import re
from pathlib import Path

import pytest

TOKENS = (Path(__file__).parents[2] / "src/cjin/shell/static/shell/css/tokens.css").read_text(encoding="utf-8")
LIGHT, DARK = (
    dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", part))
    for part in TOKENS.split("@media (prefers-color-scheme: dark)")
)
TEXT = [
    ("ink", "paper"),
    ("ink", "paper-2"),
    ("ink", "accent-paper"),
    ("ink", "warning-paper"),
    ("ink", "success-paper"),
    ("ink", "mark"),
    ("ink-2", "paper"),
    ("ink-2", "paper-2"),
    ("accent", "paper"),
    ("accent", "paper-2"),
    ("accent", "accent-paper"),
    ("warning", "paper"),
    ("warning", "warning-paper"),
    ("success", "paper"),
    ("success", "success-paper"),
    ("paper", "accent"),
]


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_the_measure_itself() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT)
def test_text_has_seven_to_one(scheme: dict[str, str], text: str, ground: str) -> None:
    assert contrast(scheme[text], scheme[ground]) >= 7


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("shape", ["rule-2", "focus", "accent", "warning"])
def test_shapes_that_tell_something_have_three_to_one(scheme: dict[str, str], shape: str) -> None:
    assert contrast(scheme[shape], scheme["paper"]) >= 3


def test_night_changes_every_colour_of_day() -> None:
    assert LIGHT.keys() == DARK.keys()
    assert not [name for name in LIGHT if LIGHT[name] == DARK[name]]
