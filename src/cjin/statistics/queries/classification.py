"""ICCS as a reader meets it: its categories with what is imported about them, searched and walked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from cjin.statistics.models import Description
from cjin.statistics.rules.classification import Category, iccs, table
from cjin.statistics.rules.suggesting import Suggester, tokens

LANGUAGES = ("en", "es")
HOMICIDE = "0101"


@dataclass(frozen=True)
class Node:
    """A category with those below it that are shown."""

    category: Category
    below: tuple["Node", ...]


def tree() -> list[Node]:
    """All categories from the top."""
    return [_node(code) for code in iccs().children[""]]


def _node(code: str) -> Node:
    return Node(iccs()[code], tuple(_node(below) for below in iccs().children[code]))


def found(words: str) -> list[Category]:
    """Categories by code or by words of their titles and inclusions in either language, in the tree's order."""
    said = words.strip()[:200]
    if not said:
        return []
    inclusions = {language: _said("inclusions", language) for language in LANGUAGES}
    return [one for one in iccs().categories.values() if _matches(one, said, inclusions)]


def _matches(one: Category, said: str, inclusions: Mapping[str, Mapping[str, str]]) -> bool:
    if one.code.startswith(said.upper().removeprefix("ICCS")):
        return True
    for language in LANGUAGES:
        asked = set(tokens(said, language))
        text = f"{one.named(language)} {inclusions[language].get(one.code, '')}"
        if asked and asked <= set(tokens(text, language)):
            return True
    return False


def descriptions(code: str) -> dict[str, Description]:
    """What is imported about a category, by language."""
    return {one.language: one for one in Description.objects.filter(code=code)}


def has_descriptions() -> bool:
    """Whether any description was imported."""
    return Description.objects.exists()


def _said(field: str, language: str) -> dict[str, str]:
    return dict(Description.objects.filter(language=language).values_list("code", field))


def inclusions_and_exclusions(codes: Iterable[str]) -> dict[str, Description]:
    """The English descriptions of some categories."""
    return {one.code: one for one in Description.objects.filter(code__in=list(codes), language="en")}


def suggester() -> Suggester:
    """The suggester with the inclusions that are imported here."""
    said = _said("inclusions", "en")
    return _built(tuple(sorted(said.items())))


@lru_cache(maxsize=2)
def _built(inclusions: tuple[tuple[str, str], ...]) -> Suggester:
    return Suggester.of(dict(inclusions))


@dataclass(frozen=True)
class Variable:
    """A disaggregating variable and its values."""

    tag: str
    applies_to: str
    name: str
    values: tuple[str, ...]


def variables() -> list[Variable]:
    """The disaggregating variables of ICCS, in their order."""
    rows: dict[tuple[str, str, str], list[str]] = {}
    for row in table("iccs/variables"):
        rows.setdefault((row["tag"], row["applies_to"], row["variable"]), []).append(row["value"])
    return [Variable(*key, tuple(values)) for key, values in rows.items()]


def mechanisms(code: str) -> list[dict[str, str]]:
    """The mechanisms of homicide with their codes of ICD-10, for intentional homicide."""
    return table("iccs/mechanisms") if code == HOMICIDE else []
