"""Identifiers that every package uses: a language, a State, a slug. Each is a string that has been checked."""

import re
import unicodedata
from typing import ClassVar, Self

from cjin.core.rules.errors import Invalid


class Language(str):
    """One of the six official languages by its code (``ar``, ``en``, ``es``, ``fr``, ``ru``, ``zh``).

    ``Language.of`` takes a language tag of any case with or without script and region (``zh-Hans``, ``en_GB``).
    Raises Invalid for any other language.
    """

    ALL: ClassVar[tuple[str, ...]] = ("ar", "en", "es", "fr", "ru", "zh")

    @classmethod
    def of(cls, tag: str) -> Self:
        code = re.split(r"[-_]", tag.strip().lower(), maxsplit=1)[0]
        if code not in cls.ALL:
            raise Invalid(f"“{tag[:40]}” is not one of the six languages: {', '.join(cls.ALL)}.")
        return cls(code)

    @property
    def direction(self) -> str:
        """``rtl`` or ``ltr``, as the HTML attribute ``dir`` takes it."""
        return "rtl" if self == "ar" else "ltr"


class StateCode(str):
    """A State or area by its ISO 3166-1 alpha-3 code. Whether the code is in use is a question for ``reference``.

    Raises Invalid for anything but three letters from A to Z.
    """

    SHAPE: ClassVar[re.Pattern[str]] = re.compile(r"[A-Z]{3}\Z")

    @classmethod
    def of(cls, code: str) -> Self:
        upper = code.strip().upper()
        if not cls.SHAPE.match(upper):
            raise Invalid(f"“{code[:40]}” is not a State code: three letters are expected, for example KEN.")
        return cls(upper)


class Slug(str):
    """The name of a thing inside an address: small letters, digits and single hyphens, at most 80 characters.

    ``Slug.of`` checks a slug that a person wrote; ``Slug.made_from`` makes one from a title. Both raise Invalid.
    """

    SHAPE: ClassVar[re.Pattern[str]] = re.compile(r"(?=.{1,80}\Z)[a-z0-9]+(?:-[a-z0-9]+)*\Z")

    @classmethod
    def of(cls, text: str) -> Self:
        if not cls.SHAPE.match(text):
            raise Invalid(f"“{text[:40]}” is not a short name: small letters, digits and single hyphens are expected.")
        return cls(text)

    @classmethod
    def made_from(cls, title: str) -> Self:
        """The title without accents, other signs turned to hyphens, cut at 80 characters."""
        plain = unicodedata.normalize("NFKD", title.casefold()).encode("ascii", "ignore").decode()
        return cls.of(re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80].rstrip("-"))
