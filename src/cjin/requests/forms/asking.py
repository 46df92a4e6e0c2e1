"""What the forms of a request are made with, in the reader's language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language

from cjin.directory.queries.wording import language_names

from ..queries.dual import There
from ..queries.earlier import Before
from ..rules.wording import LANGUAGES, Words, words
from ..rules.writing.kinds import KindOfRequest


@dataclass(frozen=True)
class Asking:
    """The kind of request, the reader's words for it, languages by name, by category of ICCS what is known of such
    offences under the other law, and by question the entries of earlier requests that can be taken over.
    """

    kind: KindOfRequest
    words: Words
    languages: Mapping[str, str]
    there: Mapping[str, Sequence[There]]
    earlier: Mapping[str, Sequence[Before]]


def asking(
    kind: KindOfRequest,
    languages: set[str],
    there: Mapping[str, Sequence[There]],
    earlier: Mapping[str, Sequence[Before]],
) -> Asking:
    """What forms are made with; ``languages`` are those that are known here besides the six."""
    named = language_names([*LANGUAGES, *sorted(languages - set(LANGUAGES))])
    return Asking(kind, words(get_language() or "en"), named, there, earlier)
