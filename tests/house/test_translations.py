"""Every string that a person meets is translated into five languages, with its placeholders."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

from cjin.node.packages import APPS
from cjin.node.prepare.messages import LOCALES, source
from tests.house.tree import SOURCE, shown, text

KEYWORDS = {
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "_": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}|%[sd]")
Message = tuple[str, str | tuple[str, ...], str | None]


def messages(package: Path) -> Iterator[Message]:
    """Where, what and in which context: every translatable string of a package."""
    for path in sorted(package.rglob("*.py")):
        yield from _found(path, text(path))
    for path in sorted(one for ending in ("html", "txt") for one in (package / "templates").rglob(f"*.{ending}")):
        yield from _found(path, templatize(text(path), origin=str(path)))


def _found(path: Path, code: str) -> Iterator[Message]:
    for line, what, _, context in extract("python", BytesIO(code.encode()), KEYWORDS):
        if what and what != ("", ""):
            yield f"{shown(path)}:{line}", what, context


def catalogue(package: str, language: str) -> Catalog:
    path = source(package, language)
    if path is None:
        return Catalog(locale=LOCALES[language])
    with path.open("rb") as file:
        return read_po(file, locale=LOCALES[language], abort_invalid=True)


@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize("package", APPS)
def test_every_string_is_translated(package: str, language: str) -> None:
    known = catalogue(package, language)
    missing = []
    for where, what, context in messages(SOURCE / package.removeprefix("cjin.")):
        found = known.get(what[0] if isinstance(what, tuple) else what, context)
        if found is None or found.fuzzy or not found.string or not all(_forms(found.string)):
            missing.append(f"{where}: {what}")
    assert not missing, f"{package} lacks {language}:\n" + "\n".join(missing)


@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize("package", APPS)
def test_translations_keep_their_placeholders(package: str, language: str) -> None:
    wrong = []
    for message in catalogue(package, language):
        wanted = {place for form in _forms(message.id) for place in PLACEHOLDER.findall(form)}
        given = {place for form in _forms(message.string) for place in PLACEHOLDER.findall(form)}
        if message.id and message.string and wanted != given:
            wrong.append(f"{message.id}: {wanted ^ given}")
    assert not wrong


def _forms(what: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (what,) if isinstance(what, str) else tuple(what)


def test_strings_are_found_at_all() -> None:
    found = list(messages(SOURCE / "shell"))
    assert len(found) > 20
    assert any(where.split(":")[0].endswith(".html") for where, _, _ in found)
