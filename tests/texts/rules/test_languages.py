"""The model declaration in three languages is one work, aligned unit by unit."""

from importlib.resources import files

import pytest

from cjin.texts.rules.parse import parse
from cjin.texts.rules.source import Source

MODELS = files("cjin.catalogue").joinpath("models")


def units(language: str) -> list[str]:
    text = MODELS.joinpath(f"model-declaration-{language}.md").read_text(encoding="utf-8")
    document = parse(Source.of_text(text))
    assert document.language == language
    (instrument,) = document.instruments
    assert instrument.instrument_id == "model-declaration"
    assert instrument.warnings == []
    assert instrument.enacting_clause
    assert list(instrument.notes) == ["1", "2"]
    return [
        f"{unit.id} {len(unit.heading_path)} {bool(unit.chapeau)}"
        for unit in [*instrument.preamble, *instrument.operative]
    ]


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_languages_align_by_identifier(language: str) -> None:
    assert units(language) == units("en")
