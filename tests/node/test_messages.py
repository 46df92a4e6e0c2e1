"""Translations of all packages in one catalogue a language, made when something has changed."""

import gettext
from importlib import resources
from pathlib import Path

import pytest

from cjin.core.rules.errors import Invalid
from cjin.node.prepare import messages
from cjin.node.prepare.messages import LOCALES, compile_into

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: {plurals};\\n"\n\n'
TWO = "nplurals=2; plural=(n > 1)"


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(messages, "files", lambda package: tmp_path / "source" / package)
    return tmp_path / "source"


def put(packages: Path, package: str, body: str, language: str = "fr", plurals: str = TWO) -> None:
    path = packages / package / "locale" / language / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEAD.format(plurals=plurals) + body, encoding="utf-8")


def read(target: Path, language: str = "fr") -> gettext.GNUTranslations:
    with (target / LOCALES[language] / "LC_MESSAGES" / "django.mo").open("rb") as file:
        return gettext.GNUTranslations(file)


def test_packages_are_joined_and_the_upper_floor_stands(packages: Path, tmp_path: Path) -> None:
    put(packages, "upper", 'msgid "due"\nmsgstr "à faire"\n')
    put(packages, "lower", 'msgid "due"\nmsgstr "dû"\n\nmsgid "State"\nmsgstr "État"\n')
    compile_into(tmp_path / "out", ["upper", "lower"])
    assert read(tmp_path / "out").gettext("due") == "à faire"
    assert read(tmp_path / "out").gettext("State") == "État"


def test_contexts_and_plurals_come_through(packages: Path, tmp_path: Path) -> None:
    put(
        packages,
        "a",
        'msgctxt "post"\nmsgid "term"\nmsgstr "mandat"\n\n'
        'msgid "day"\nmsgid_plural "days"\nmsgstr[0] "jour"\nmsgstr[1] "jours"\n',
    )
    compile_into(tmp_path / "out", ["a"])
    assert read(tmp_path / "out").pgettext("post", "term") == "mandat"
    assert read(tmp_path / "out").ngettext("day", "days", 5) == "jours"


def test_what_nobody_has_confirmed_is_left_out(packages: Path, tmp_path: Path) -> None:
    put(packages, "a", '#, fuzzy\nmsgid "due"\nmsgstr "?"\n\nmsgid "new"\nmsgstr ""\n')
    compile_into(tmp_path / "out", ["a"])
    assert read(tmp_path / "out").gettext("due") == "due"
    assert read(tmp_path / "out").gettext("new") == "new"


def test_nothing_is_done_twice(packages: Path, tmp_path: Path) -> None:
    put(packages, "a", 'msgid "due"\nmsgstr "dû"\n')
    assert compile_into(tmp_path / "out", ["a"]) == "5 of 5 languages compiled"
    assert compile_into(tmp_path / "out", ["a"]) == "up to date"
    put(packages, "a", 'msgid "due"\nmsgstr "à rendre"\n')
    assert compile_into(tmp_path / "out", ["a"]) == "1 of 5 languages compiled"
    assert read(tmp_path / "out").gettext("due") == "à rendre"


@pytest.mark.parametrize("body", [b"this is no catalogue", b'msgid "due"\nmsgstr "d\xfb"\n'])
def test_a_broken_file_is_named(packages: Path, tmp_path: Path, body: bytes) -> None:
    put(packages, "a", "")
    with (packages / "a/locale/fr/LC_MESSAGES/django.po").open("ab") as file:
        file.write(body)
    with pytest.raises(Invalid) as refused:
        compile_into(tmp_path / "out", ["a"])
    assert refused.value.faults[0].where.endswith("django.po")


def test_a_file_with_other_plurals_is_refused(packages: Path, tmp_path: Path) -> None:
    put(packages, "a", 'msgid "due"\nmsgstr "dû"\n', language="ru", plurals="nplurals=2; plural=(n != 1)")
    with pytest.raises(Invalid, match="cannot be read"):
        compile_into(tmp_path / "out", ["a"])


def test_every_language_of_the_project_has_its_files() -> None:
    place = resources.files("cjin.node")
    assert all((place / "locale" / language / "LC_MESSAGES" / "django.po").is_file() for language in LOCALES)
