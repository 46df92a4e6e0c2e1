"""The six official languages of the United Nations, with their names in each other."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cjin.core.rules.errors import Invalid
from cjin.core.rules.identifiers import Language
from cjin.core.rules.multilingual import Multilingual

from .entries import check_unique, only, read_each
from .states import all_languages

FILE = "catalogue/languages.yaml"


@dataclass(frozen=True)
class LanguageEntry:
    """A language: our code, the tag for ``lang`` attributes, ISO 639-2 and ISO 15924 codes, direction, names."""

    code: Language
    tag: str
    iso639_2: str
    script: str
    direction: str
    names: Multilingual

    @property
    def own_name(self) -> str:
        """The name of the language in itself."""
        return self.names[self.code]


def read_languages(content: Any) -> tuple[LanguageEntry, ...]:
    """The entries of languages.yaml: exactly the six. Raises Invalid otherwise."""
    entries = read_each(FILE, content, "code", _language)
    check_unique(FILE, "language", (entry.code for entry in entries))
    if {entry.code for entry in entries} != set(Language.ALL):
        raise Invalid(f"{FILE} does not list the six languages.")
    return entries


def _language(entry: Mapping[str, Any]) -> LanguageEntry:
    only(entry, ("code", "tag", "iso639_2", "script", "direction", "names"))
    code = Language.of(str(entry["code"]))
    if entry["direction"] != code.direction:
        raise Invalid(f"{code} is written {code.direction}")
    names = all_languages(entry["names"])
    return LanguageEntry(code, str(entry["tag"]), str(entry["iso639_2"]), str(entry["script"]), code.direction, names)
