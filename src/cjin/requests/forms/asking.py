"""What the forms of a request are made with, in the reader's language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

from cjin.directory.forms.asking import offence_choices
from cjin.directory.queries.wording import language_names

from ..queries.dual import There
from ..rules.wording import LANGUAGES, Words, words
from ..rules.writing.kinds import KindOfRequest


@dataclass(frozen=True)
class Asking:
    """The kind of request, the reader's words for it, languages by name, categories of ICCS to choose from, and by
    category what is known of such offences under the other law.
    """

    kind: KindOfRequest
    words: Words
    languages: Mapping[str, str]
    offences: list[tuple[str, Any]]
    there: Mapping[str, Sequence[There]]

    @property
    def offered(self) -> frozenset[str]:
        """The codes of the categories that can be chosen."""
        return frozenset(code for _section, listed in self.offences for code, _name in listed)


def asking(kind: KindOfRequest, languages: set[str], there: Mapping[str, Sequence[There]]) -> Asking:
    """What forms are made with; ``languages`` are those that are known here besides the six."""
    named = language_names([*LANGUAGES, *sorted(languages - set(LANGUAGES))])
    return Asking(kind, words(get_language() or "en"), named, offence_choices(), there)
