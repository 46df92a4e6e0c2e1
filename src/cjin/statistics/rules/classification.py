"""Classifications: categories in a tree, each with a code that is text and never a number."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from io import StringIO

from cjin.core.rules.errors import Fault, Invalid, NotFound

_RANGE = re.compile(r"(?P<first>[A-Za-z0-9]+)-(?P<last>[A-Za-z0-9]+)")


@dataclass(frozen=True, slots=True)
class Category:
    """A category: its code, its parent's code ("" at the top), its level from 1, its titles by language."""

    code: str
    parent: str
    level: int
    title: Mapping[str, str]

    def named(self, language: str) -> str:
        """The title in a language, in English where there is none."""
        return self.title.get(language) or self.title.get("en", self.code)


@dataclass(frozen=True)
class Classification:
    """A tree of categories by code, in their order."""

    name: str
    version: str
    categories: Mapping[str, Category]
    children: Mapping[str, tuple[str, ...]] = field(repr=False)

    @classmethod
    def of(cls, name: str, version: str, rows: Iterable[tuple[str, str, Mapping[str, str]]]) -> "Classification":
        """From rows of code, parent and titles, parents first. Raises Invalid for orphans and codes that come twice."""
        categories: dict[str, Category] = {}
        children: dict[str, list[str]] = {"": []}
        for line, (code, parent, title) in enumerate(rows, 2):
            if code in categories:
                raise _broken(name, line, f"the code {code} comes twice")
            if parent and parent not in categories:
                raise _broken(name, line, f"the parent {parent} of {code} does not stand before it")
            level = categories[parent].level + 1 if parent else 1
            categories[code] = Category(code, parent, level, title)
            children[code] = []
            children[parent].append(code)
        return cls(name, version, categories, {code: tuple(under) for code, under in children.items()})

    def __contains__(self, code: object) -> bool:
        return code in self.categories

    def __getitem__(self, code: str) -> Category:
        if code not in self.categories:
            raise NotFound(f"{self.name} has no category {code[:20]}.")
        return self.categories[code]

    def path(self, code: str) -> tuple[str, ...]:
        """The code and those above it, outermost first."""
        found: list[str] = []
        while code:
            found.append(code)
            code = self[code].parent
        return tuple(reversed(found))

    def under(self, code: str) -> Iterator[str]:
        """The code and everything below it, in order."""
        yield self[code].code
        for child in self.children[code]:
            yield from self.under(child)

    def leaves(self) -> list[str]:
        """Categories without children; they stand on several levels."""
        return [code for code in self.categories if not self.children[code]]

    def at_level(self, code: str, level: int) -> str:
        """The category on this level that a code belongs to; the code itself where it is not so deep."""
        path = self.path(code)
        return path[min(level, len(path)) - 1]

    def set_of(self, expression: str) -> tuple[str, ...]:
        """The codes of a set such as ``0101+0102`` or ``02-04`` (those of one level from the first to the last).

        Raises Invalid for what names no category.
        """
        found: list[str] = []
        for part in re.split(r"\s*\+\s*", expression.strip()):
            span = _RANGE.fullmatch(part)
            found += self._span(span["first"], span["last"]) if span else [self[part].code]
        return tuple(dict.fromkeys(found))

    def _span(self, first: str, last: str) -> list[str]:
        beside = self.children[self[first].parent]
        if self[last].parent != self[first].parent or beside.index(last) < beside.index(first):
            raise Invalid(f"{first}-{last} is no span of {self.name}: both must stand under one category, in order.")
        return list(beside[beside.index(first) : beside.index(last) + 1])


def _broken(name: str, line: int, what: str) -> Invalid:
    return Invalid(f"The classification {name} is broken.", [Fault(f"{name}, line {line}", what)])


@cache
def iccs() -> Classification:
    """The International Classification of Crime for Statistical Purposes, version 1.0."""
    rows = [(row["code"], row["parent"], {"en": row["en"], "es": row["es"]}) for row in table("iccs/categories")]
    return Classification.of("ICCS", "1.0", rows)


def no_code(code: str) -> str:
    """What to say of a text that is no code of ICCS, with a hint where a first zero was lost."""
    if not code:
        return "the code is missing"
    hint = f"; did its first zero get lost? 0{code} is one" if f"0{code}" in iccs() else ""
    return f"{code[:20]} is no code of ICCS{hint}"


def table(name: str) -> list[dict[str, str]]:
    """The rows of ``catalogue/classifications/<name>.csv``; every value is text."""
    text = files("cjin.catalogue").joinpath(f"classifications/{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(StringIO(text)))
