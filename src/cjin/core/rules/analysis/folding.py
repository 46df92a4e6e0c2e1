"""Folding: the forms of a letter that a reader takes for the same become the same."""

import unicodedata
from typing import Final

LONGEST: Final = 64
BREVE_OF_SHORT_I = "\u0438\u0306"
# Two ligatures; alef with wasla, alef maksura, ta marbuta, the Persian kaf and ya. Others come apart by themselves.
LETTERS = str.maketrans(
    {"œ": "oe", "æ": "ae"} | {"ٱ": "ا", "ى": "ي", "ة": "ه", "ک": "ك", "ی": "ي", "ې": "ي", "ہ": "ه", "ە": "ه", "ـ": None}
)


def fold(word: str) -> str:
    """The word without case, accents, vowel signs, width and other variants, as letters and digits only.

    Folding twice is folding once. Cyrillic й stays apart from и, because endings hang on it.
    """
    if word.isascii():
        return word.lower() if word.isalnum() else "".join(filter(str.isalnum, word)).lower()
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold())
    kept = apart.replace(BREVE_OF_SHORT_I, "й").translate(LETTERS)
    plain = "".join(_digit(sign) for sign in kept if sign.isalnum())
    return unicodedata.normalize("NFC", plain)


def fold_ideograph(sign: str) -> str:
    """One ideograph, kana or hangul syllable in its ordinary form."""
    usual = unicodedata.normalize("NFKC", sign)
    return usual if usual.isalnum() else sign


def _digit(sign: str) -> str:
    return str(unicodedata.decimal(sign)) if sign.isdecimal() else sign
