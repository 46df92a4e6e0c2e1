"""Numbers and letters of the six languages: roman and Chinese numerals, Arabic and Cyrillic letters as labels."""

import re

ARABIC_ORDINALS = ("أولا", "ثانيا", "ثالثا", "رابعا", "خامسا", "سادسا", "سابعا", "ثامنا", "تاسعا", "عاشرا")
ARABIC_NAMES = ("ألف", "باء", "جيم", "دال", "هاء", "واو", "زاي", "حاء", "طاء", "ياء")
_ARABIC_LETTERS = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
_CYRILLIC_LETTERS = "абвгдежзиклмнопрстуфхцчшщэюя"
_ROMAN = re.compile(r"^m{0,3}(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})$")
_ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_CHINESE = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0}


def latin(num: str) -> str:
    """The label by which a unit is identified in every language: أ and а are a, the second of any alphabet is b."""
    for letters in (_ARABIC_LETTERS, _CYRILLIC_LETTERS):
        place = letters.find(num[:1].replace("ا", "أ")) if num else -1
        if place >= 0:
            return chr(ord("a") + place) if place < 26 else chr(ord("a") + place - 26) * 2
    return num


def roman(value: int) -> str:
    """A number below 100 as a small roman numeral."""
    tens, ones = divmod(value, 10)
    return "x" * tens + ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[ones]


def roman_value(text: str) -> int:
    """The value of a roman numeral, 0 when it is none."""
    low = text.lower()
    if not low or not _ROMAN.match(low):
        return 0
    values = [_ROMAN_DIGITS[letter] for letter in low]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))


def chinese_value(text: str) -> str:
    """A Chinese number up to 999 in digits."""
    if text.isdigit():
        return text
    total, digit = 0, 0
    for character in text:
        if character in "十百":
            total += (digit or 1) * (10 if character == "十" else 100)
            digit = 0
        else:
            digit = _CHINESE.get(character, 0)
    return str(total + digit)
