"""The founding texts, against a reference made by reading them: every id, text, note reference and heading path."""

import html
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from cjin.texts.rules.document import Instrument, Provision
from tests.texts.inputs import SHARED, needs_shared, read

REFERENCE: dict[str, dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "reference" / "founding.yaml").read_text(encoding="utf-8")
)
FOLDER = SHARED / "founding-texts"
pytestmark = needs_shared
each = pytest.mark.parametrize("slug", REFERENCE)


@cache
def instruments(file: str) -> dict[str, Instrument]:
    return {one.instrument_id: one for one in read(FOLDER / file)[1].instruments}


@cache
def source(file: str) -> list[str]:
    return (FOLDER / file).read_text(encoding="utf-8").split("\n")


def found(slug: str) -> Instrument:
    return instruments(REFERENCE[slug]["file"])[slug]


def letters(span: str) -> list[str]:
    first, _, last = span.partition("-")
    romans = ["i", "ii", "iii", "iv", "v"]
    if first in romans and last in romans[1:]:
        return romans[romans.index(first) : romans.index(last) + 1]
    return [chr(code) for code in range(ord(first), ord(last or first) + 1)]


def expanded(units: str, prefix: str) -> list[str]:
    """The identifiers that the short notation of the reference stands for."""
    ids: list[str] = []
    for first, last, inside in re.findall(r"(\d+)(?:-(\d+))?(?:\(([^)]*)\))?", units):
        for number in range(int(first), int(last or first) + 1):
            ids.append(f"{prefix}_{number}")
            subs, _, points = inside.partition(";")
            for letter in letters(subs) if subs else []:
                ids.append(f"{prefix}_{number}__subpara_{letter}")
                above, _, span = points.strip().partition(": ")
                ids += [f"{ids[-1]}__point_{point}" for point in (letters(span) if above == letter else [])]
    return ids


def eids(units: list[Provision]) -> list[str]:
    return [unit.id.partition("/")[2] for unit in units]


@each
def test_every_unit_is_found_and_none_is_invented(slug: str) -> None:
    assert eids(found(slug).operative) == expanded(REFERENCE[slug]["units"], "para")
    assert eids(found(slug).preamble) == expanded(REFERENCE[slug]["recitals"], "preamble")


@each
def test_every_paragraph_that_goes_on_elsewhere_is_joined_and_no_other(slug: str) -> None:
    units = [*found(slug).preamble, *found(slug).operative]
    split = {unit.id.partition("/")[2]: list(unit.lines) for unit in units if unit.lines[0] != unit.lines[1]}
    assert split == REFERENCE[slug]["goes_on"]


MARKERS = re.compile(r"<sup>.{1,3}?</sup>|[¹²³⁴⁵⁶⁷⁸⁹⁰]+")
LABEL = re.compile(r"^(?:- )?(?:\d+\.|\([a-z]{1,3}\))\s+")


def bare(slug: str, lines: tuple[int, int]) -> str:
    """The words of the first and last line of a unit, cleaned by other means than the parser's."""
    chosen = dict.fromkeys((lines[0], lines[1]))
    text = " ".join(LABEL.sub("", source(REFERENCE[slug]["file"])[line - 1].strip()) for line in chosen)
    return " ".join(re.sub(r"\*(.+?)\*", r"\1", MARKERS.sub("", html.unescape(text))).split())


@each
def test_every_text_is_that_of_its_lines(slug: str) -> None:
    """White space, and the digits of markers that conversion glued or set loose, are left out on both sides."""
    plain = re.compile(r"(?<=[);,])\s\d{1,2}(?=\s|$)|(?<=[a-z,;:)])\d{1,2}(?=\s|$|[.,;])|\s")
    for unit in [*found(slug).preamble, *found(slug).operative]:
        assert plain.sub("", unit.text) == plain.sub("", bare(slug, unit.lines)), unit.id


@each
def test_every_heading_path_is_that_of_its_lines(slug: str) -> None:
    known = REFERENCE[slug]["headings"]
    for unit in found(slug).operative:
        number = int(re.findall(r"para_(\d+)", unit.id)[0])
        lines = known[max(first for first in known if first <= number)]
        wanted = [re.sub(r"^#+\s*|\*", "", source(REFERENCE[slug]["file"])[line - 1]).strip() for line in lines]
        assert list(unit.heading_path) == wanted, unit.id


@each
def test_every_chapeau_is_that_of_its_line(slug: str) -> None:
    known = REFERENCE[slug].get("chapeaux", {1: None})
    for unit in found(slug).operative:
        number = int(re.findall(r"para_(\d+)", unit.id)[0])
        line = known[max(first for first in known if first <= number)]
        assert unit.chapeau == (source(REFERENCE[slug]["file"])[line - 1].strip() if line else None), unit.id


@pytest.mark.parametrize("slug", [slug for slug in REFERENCE if "notes" in REFERENCE[slug]])
def test_every_note_is_cited_where_it_stands(slug: str) -> None:
    units = [*found(slug).preamble, *found(slug).operative]
    cited = {unit.id.partition("/")[2]: unit.footnotes for unit in units if unit.footnotes}
    assert cited == REFERENCE[slug]["notes"]


@each
def test_exactly_the_orphan_notes_are_told(slug: str) -> None:
    told = [warning.message for warning in found(slug).warnings if warning.code == "orphan-note"]
    assert told == [f"Note {label} is cited nowhere in the text." for label in REFERENCE[slug].get("orphans", [])]


def test_the_three_bangkok_texts_are_one_work_and_align() -> None:
    files = ("bangkok-declaration-2005.txt", "a-res-60-177.txt", "compendium-declarations-1991-2005.txt")
    texts = [instruments(file)["bangkok-2005"] for file in files]
    assert eids(texts[0].operative) == eids(texts[1].operative) == eids(texts[2].operative)
    assert len(texts[0].preamble) == len(texts[1].preamble) == len(texts[2].preamble) == 10
