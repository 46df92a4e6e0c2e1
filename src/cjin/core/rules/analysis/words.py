"""Where words begin and end: the patterns behind the analyser."""

import re
import sys
import unicodedata


def _marks() -> str:
    """A pattern's list of the signs that stand inside a word without being letters: accents, vowel signs, joiners."""
    kinds, breaks = {"Mn", "Mc", "Me", "Cf"}, "\u200b"
    found = (chr(code) for code in range(0x0300, 0x10000) if unicodedata.category(chr(code)) in kinds)
    return "\u00ad" + "".join(sign for sign in found if sign not in breaks)


MARKS = _marks()
CJK = (
    "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"  # ideographs
    f"\U00020000-{chr(min(0x3FFFD, sys.maxunicode))}"
    "\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9d"  # kana
    "\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3"  # hangul
)
LETTERS = rf"[^\W_{CJK}]+"
# "co-operation" and "cooperation", "sub-regional" and "subregional" are one word each; "anti-corruption" stays two,
# because whoever looks for corruption wants it.
JOINED = r"(?:(?:[cC][oO]|[sS]ub|[iI]nter|[mM]ulti|[cC]yber|[tT]rans|[iI]ntra)[-\u2010\u2011](?=[^\W\d_]))?"
# French articles before a vowel, and the English genitive, are no part of the word.
ELIDED = r"(?:(?:[cdjlmnstCDJLMNST]|(?:[jJ]us|[lL]ors|[pP]uis|[qQ]uoi)?[qQ]u)['\u2019\u02bc](?=[^\W\d_]))?"
GENITIVE = r"(?:['\u2019]s(?![^\W_]))?"
WORD = rf"{ELIDED}({JOINED}{LETTERS}(?:[{MARKS}]+(?:{LETTERS})?)*){GENITIVE}"

WORDS = re.compile(WORD)
"""Each word as group 1; only for text without ideographs, kana or hangul."""

IDEOGRAPHS = re.compile(f"[{CJK}]")
PIECES = re.compile(rf"{WORD}|((?:(?=\w)[{CJK}])+)")
"""A word as group 1, or a run of ideographs, kana or hangul as group 2."""
