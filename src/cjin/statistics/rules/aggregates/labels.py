"""Labels as the only key: what one portal file spells in three ways is one label."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from cjin.core.rules.catalogue import read

_BLANKS = re.compile(r"\s+")
_SAME = re.compile(r"[\s\-\u00ad\u2010\u2011]+")


def plain(text: str) -> str:
    """A label with single blanks and no blank around it."""
    return _BLANKS.sub(" ", unicodedata.normalize("NFKC", text).replace("\u00ad", "")).strip()


def same(text: str) -> str:
    """What two spellings of a label have in common: case, hyphens and blanks do not tell labels apart."""
    return _SAME.sub("", unicodedata.normalize("NFKC", text)).casefold()


@dataclass
class Labels:
    """The labels of a file: known spellings first, then the first spelling that the file has."""

    known: dict[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of_portal(cls) -> "Labels":
        """Those of the catalogue."""
        declared = portal()
        return cls({same(label): label for label in declared["labels"]}, declared["words"])

    def __call__(self, said: str) -> str:
        """The label that a spelling stands for."""
        label = plain(said)
        for broken, whole in self.words.items():
            label = re.sub(re.escape(broken), whole, label, flags=re.IGNORECASE)
        return self.known.setdefault(same(label), label)


@cache
def portal() -> Mapping[str, Any]:
    """What the catalogue knows of the portal's labels."""
    declared: Mapping[str, Any] = read("statistics/portal-labels")
    return declared


@cache
def codes(name: str) -> Mapping[str, str]:
    """The codes of ``sex``, ``age`` or ``unit`` by what their labels have in common."""
    return {same(label): code for label, code in portal()[name].items()}
