"""Text in the six languages, where a missing language is shown as missing and never guessed."""

from collections.abc import Iterator, Mapping
from typing import Any, Self

from cjin.core.rules.errors import Fault, Invalid
from cjin.core.rules.identifiers import Language
from cjin.core.rules.storable import is_storable


class Multilingual(Mapping[str, str]):
    """Texts by language: a value that does not change. A blank text counts as missing.

    ``get("fr")`` is the French text or None, and takes a tag such as ``zh-hans`` as well. Raises Invalid, with one
    fault for each wrong entry, where a language is not one of the six or a text is not a string.
    """

    __slots__ = ("_texts",)

    def __init__(self, texts: Mapping[str, str] | None = None, /, **more: str) -> None:
        given = {**(texts or {}), **more}
        faults = [fault for tag, text in given.items() for fault in _faults(tag, text)]
        if faults:
            raise Invalid("The text in several languages has faults.", faults)
        kept = {str(Language.of(tag)): text for tag, text in given.items() if text.strip()}
        self._texts = dict(sorted(kept.items()))

    @classmethod
    def of(cls, value: Any) -> Self:
        """The value itself, or one made from a mapping; None makes an empty one. Raises Invalid for anything else."""
        if isinstance(value, cls):
            return value
        if value is None or isinstance(value, Mapping):
            return cls(value)
        raise Invalid("A text in several languages is a mapping from language to text.")

    def __getitem__(self, tag: str) -> str:
        return self._texts[tag if tag in self._texts else tag.replace("_", "-").partition("-")[0].lower()]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)

    def __hash__(self) -> int:
        return hash(tuple(self._texts.items()))

    def __repr__(self) -> str:
        return f"Multilingual({self._texts!r})"

    @property
    def missing(self) -> tuple[str, ...]:
        """The languages without a text, in the order of their codes."""
        return tuple(code for code in Language.ALL if code not in self._texts)


def _faults(tag: Any, text: Any) -> Iterator[Fault]:
    try:
        Language.of(str(tag))
    except Invalid as error:
        yield Fault(str(tag)[:40], error.message)
    if not isinstance(text, str) or not is_storable(text):
        yield Fault(str(tag)[:40], "A text is expected here.")
