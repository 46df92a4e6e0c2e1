"""Numbers choose the right form of a word in each language."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.utils.translation import ngettext, override

from cjin.node.packages import APPS
from cjin.node.prepare.messages import LOCALES, source

FORMS = {
    "ar": {0: 0, 1: 1, 2: 2, 3: 3, 10: 3, 11: 4, 99: 4, 100: 5, 102: 5, 103: 3, 253: 4, 1002: 5},
    "es": {0: 1, 1: 0, 2: 1, 253: 1},
    "fr": {0: 0, 1: 0, 2: 1, 253: 1},
    "ru": {0: 2, 1: 0, 2: 1, 5: 2, 11: 2, 21: 0, 22: 1, 112: 2, 253: 1},
    "zh-hans": {0: 0, 1: 0, 2: 0, 253: 0},
}
ONE, MANY = "%(shown)s State on %(day)s", "%(shown)s States on %(day)s"


def written(language: str) -> tuple[str, ...]:
    path = source("cjin.reference", language)
    assert path
    with path.open("rb") as file:
        found = read_po(file, locale=LOCALES[language]).get(ONE)
    assert found
    return (found.string,) if isinstance(found.string, str) else tuple(found.string)


@pytest.mark.parametrize("language", FORMS)
def test_each_number_takes_the_form_that_the_language_has_for_it(language: str) -> None:
    forms = written(language)
    with override(language):
        chosen = {count: ngettext(ONE, MANY, count) for count in FORMS[language]}
    assert chosen == {count: forms[form] for count, form in FORMS[language].items()}


@pytest.mark.parametrize("language", LOCALES)
def test_every_package_orders_its_forms_by_the_same_rule(language: str) -> None:
    rules = {}
    for package in APPS:
        path = source(package, language)
        if path:
            rules[package] = rule_of(path)
    assert len(set(rules.values())) == 1, rules


def rule_of(path: Path) -> str:
    """The rule in a file's header, without the brackets and blanks that make no difference."""
    found = re.search(r'"Plural-Forms: nplurals=\d; plural=\(?(.*?)\)?;\\n"', path.read_text(encoding="utf-8"))
    assert found, path
    return found[1].replace(" ", "")
