"""Labels: "12.", "(a)", "(iv)", "1.3", "Article 5", "II.", "A.", and what kind of unit each can open."""

import re
from dataclasses import dataclass
from enum import StrEnum

from cjin.texts.rules.alphabets import ARABIC_NAMES, ARABIC_ORDINALS, chinese_value, latin, roman, roman_value
from cjin.texts.rules.lexicon import Lexicon, fold


class Form(StrEnum):
    """The shape of a label. A shape that can be two things (the letter i, the roman one) is decided by its
    neighbours.
    """

    NUMBER = "number"
    DOTTED = "dotted"
    LETTER = "letter"
    ROMAN = "roman"
    UPPER = "upper"
    UPPER_ROMAN = "upper-roman"
    PAREN_NUMBER = "paren-number"
    CONTAINER = "container"
    DIVISION = "division"


@dataclass(frozen=True, slots=True)
class Label:
    """A label at the beginning of a line: its shape, its number as it is cited, and where the words begin after it.

    ``roman`` is set when a letter label could also be a roman numeral. ``word`` names a container or a division.
    """

    form: Form
    num: str
    end: int
    raw: str
    roman: bool = False
    word: str = ""
    loose: bool = False

    @property
    def style(self) -> str:
        """The punctuation around the label: "()", ")" or "."; series of one form and another style nest."""
        bare = self.raw.strip().translate(_FULL_WIDTH)
        return "()" if bare.startswith("(") else bare[-1:]


_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹０１２３４５６７８９", "012345678901234567890123456789")
_QUOTED = re.compile(r"['’‘](\d{1,2})['’‘]\s*")
_DOTTED = re.compile(r"(\d{1,3}(?:\.\d{1,3}){1,3})\.?(?=\s|$)\s*")
_NUMBER = re.compile(r"(\d{1,3}(?:\s?(?:bis|ter|quater))?)\s?([.．、]|\)|[-–](?=\s))(?!\d)\s*")
_PAREN = re.compile(r"[(（]\s?([^\W\d_]{1,5}|\d{1,3})\s?[)）]\s*")
_CLOSE = re.compile(r"([a-z]{1,2}|[ivxl]{1,6}|[\u0621-\u064a]ـ?|[а-я])\)\s*")
_LETTER_DOT = re.compile(r"([a-z]|[ivx]{2,6})\.(?![a-z]{1,2}\.)\s*(?=\S|$)")
_UPPER = re.compile(r"([A-Z])[.)]\s*(?=\S|$)(?![A-Za-z]\.)")
_UPPER_ROMAN = re.compile(r"([IVXLC]{1,7})(?:[.)]\s*(?=\S|$)(?![A-Za-z]\.)|\s*[-–—:]\s+|\s+(?=[A-Z][A-Z ]{3,}))")
_CONTAINER_NUM = re.compile(
    r"\s*(premier|premiere|1er|[ivxlc]{1,7}(?!\w)|\d{1,4}(?:\s?(?:bis|ter|quater)(?!\w)|-\d{1,2}|[a-z](?!\w))?)\s*([.:)–—-]?)(?!\w)\s*"
)
_CITED = re.compile(r"[,;)]|\((?:\d{1,2}|[a-z]{1,2})\)")
_ZH_CONTAINER = re.compile(r"第\s?([一二三四五六七八九十百零〇\d]{1,6})\s?(条|條|章|节|節|部分|编)\s*")
_ZH_NUMBER = re.compile(r"([一二三四五六七八九十]{1,3})\s?[、．.]\s*")


_FULL_WIDTH = str.maketrans("（）．", "().")


def read_label(text: str, lexicon: Lexicon) -> Label | None:
    """The label at the beginning of a cleaned line, or None. Only the shape is judged here."""
    if not text:
        return None
    head = text[:60].translate(_DIGITS)
    return _word_label(text, lexicon) or _simple_label(head)


def _simple_label(head: str) -> Label | None:
    """The first shape of the table that fits."""
    for pattern, make in _SHAPES:
        match = pattern.match(head)
        label = make(match) if match else None
        if label:
            return label
    return None


def _quoted(match: re.Match[str]) -> Label:
    return Label(Form.ROMAN, roman(int(match.group(1))), match.end(), match.group(0), roman=True)


def _arabic_head(match: re.Match[str]) -> Label:
    word = match.group(1)
    if word in ARABIC_ORDINALS:
        num = roman(ARABIC_ORDINALS.index(word) + 1).upper()
        return Label(Form.UPPER_ROMAN, num, match.end(), match.group(0))
    return Label(Form.UPPER, chr(ord("A") + ARABIC_NAMES.index(word)), match.end(), match.group(0))


def _dotted(match: re.Match[str]) -> Label:
    return Label(Form.DOTTED, match.group(1), match.end(), match.group(0))


def _number(match: re.Match[str]) -> Label:
    return Label(Form.NUMBER, _tight(match.group(1)), match.end(), match.group(0), loose=match.group(2) != ".")


def _closed(match: re.Match[str]) -> Label | None:
    return _lettered(match.group(1), match, loose=False)


def _upper_roman(match: re.Match[str]) -> Label | None:
    single = len(match.group(1)) == 1
    label = Label(Form.UPPER_ROMAN, match.group(1), match.end(), match.group(0), roman=single)
    return label if roman_value(match.group(1)) else None


def _upper(match: re.Match[str]) -> Label:
    return Label(Form.UPPER, match.group(1), match.end(), match.group(0))


def _letter_dot(match: re.Match[str]) -> Label | None:
    return _lettered(match.group(1), match, loose=True)


def _chinese_head(match: re.Match[str]) -> Label:
    return Label(Form.UPPER_ROMAN, match.group(1), match.end(), match.group(0))


_ARABIC_HEAD = re.compile("(" + "|".join((*ARABIC_ORDINALS, *ARABIC_NAMES)) + r")\s?[-–—:]\s*(?=\S)")


def _parenthesised(match: re.Match[str]) -> Label | None:
    inner = match.group(1)
    if inner.isdigit():
        return Label(Form.PAREN_NUMBER, inner, match.end(), match.group(0))
    if inner.isupper() and inner.isascii():
        form = Form.UPPER if len(inner) == 1 else Form.UPPER_ROMAN
        return Label(form, inner, match.end(), match.group(0)) if len(inner) == 1 or roman_value(inner) else None
    return _lettered(inner, match, loose=False)


def _lettered(inner: str, match: re.Match[str], *, loose: bool) -> Label | None:
    """A small letter, a doubled one, or a roman numeral; a word in brackets is none of them."""
    value = roman_value(inner) if inner.isascii() and (len(inner) > 1 or inner in "ivx") else 0
    doubled = len(inner) == 2 and inner[0] == inner[1]
    if len(inner) == 1 or doubled or (len(inner) == 2 and not inner.isascii()):
        return Label(Form.LETTER, inner, match.end(), match.group(0), roman=bool(value), loose=loose)
    if value:
        return Label(Form.ROMAN, inner, match.end(), match.group(0), roman=True, loose=loose)
    return None


def _word_label(text: str, lexicon: Lexicon) -> Label | None:
    """ "Article 5", "Rule 12", "Chapter II", "Part one"."""
    if lexicon.language == "zh":
        return _chinese(text)
    head = text[:80]
    folded = fold(head)
    for words, form in ((lexicon.containers, Form.CONTAINER), (((d, d) for d in lexicon.divisions), Form.DIVISION)):
        for word, name in words:
            if folded.startswith(word):
                label = _numbered_word(head, folded, word, name, form)
                if label:
                    return label
    return None


_ORDINALS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_ORDINAL = re.compile(r"\s+(" + "|".join(_ORDINALS) + r")(?!\w)\s*([.:–—-]?)\s*")


def _numbered_word(head: str, folded: str, word: str, name: str, form: Form) -> Label | None:
    rest = folded[len(word) :].translate(_DIGITS)
    match = _CONTAINER_NUM.match(rest)
    if not match and form is Form.DIVISION:
        match = _ORDINAL.match(rest)
    if not match or (not head[: len(word)][:1].isupper() and head[:1].isascii()):
        return None
    num = {"premier": "1", "premiere": "1", "1er": "1"}.get(match.group(1), match.group(1))
    end = len(word) + match.end()
    if not match.group(2) and end < len(head) and (head[end].islower() or _CITED.match(head, end)):
        return None
    if roman_value(num):
        num = str(roman_value(num)) if form is Form.CONTAINER else num.upper()
    return Label(form, _tight(num), end, head[:end], word=name)


def _chinese(text: str) -> Label | None:
    match = _ZH_CONTAINER.match(text[:20].translate(_DIGITS))
    if not match:
        return None
    form = Form.CONTAINER if match.group(2) in "条條" else Form.DIVISION
    return Label(
        form,
        chinese_value(match.group(1)),
        match.end(),
        match.group(0),
        word="article" if form is Form.CONTAINER else match.group(2),
    )


def _tight(num: str) -> str:
    return num.replace(" ", "")


def follows(num: str, before: str, form: Form) -> bool:
    """Whether a label comes right after another of its form: b after a, iv after iii, 13 after 12."""
    if form in (Form.NUMBER, Form.PAREN_NUMBER, Form.CONTAINER):
        return _int(num) == _int(before) + 1 or (_int(num) == _int(before) and num != before)
    num, before = latin(num), latin(before)
    if form in (Form.ROMAN, Form.UPPER_ROMAN):
        return roman_value(num) == roman_value(before) + 1
    if len(num) == len(before) == 1:
        return ord(num) == ord(before) + 1
    return (num == "aa" and before == "z") or (len(num) == len(before) == 2 and ord(num[0]) == ord(before[0]) + 1)


def is_first(num: str, form: Form) -> bool:
    """Whether a label opens a series."""
    return num in {Form.ROMAN: ("i",), Form.UPPER_ROMAN: ("I", "一")}.get(form, ("1", "a", "A", "أ", "ا", "а"))


def _int(num: str) -> int:
    digits = re.match(r"\d+", num)
    return int(digits.group(0)) if digits else -10


_SHAPES = (
    (_QUOTED, _quoted),
    (_ARABIC_HEAD, _arabic_head),
    (_DOTTED, _dotted),
    (_NUMBER, _number),
    (_PAREN, _parenthesised),
    (_CLOSE, _closed),
    (_UPPER_ROMAN, _upper_roman),
    (_UPPER, _upper),
    (_LETTER_DOT, _letter_dot),
    (_ZH_NUMBER, _chinese_head),
)
