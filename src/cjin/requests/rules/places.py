"""Where an article stands, in the way in which each of the six languages cites it."""

from collections.abc import Mapping

from cjin.texts.rules.naming import path_in_words, segments_of

NAMES: Mapping[str, Mapping[str, str]] = {
    "ar": {"art": "المادة {}", "para": "الفقرة {}", "sub": " ({})", "and": "، "},
    "es": {"art": "art. {}", "para": "párr. {}", "sub": " {})", "and": ", "},
    "fr": {"art": "art. {}", "para": "par. {}", "sub": " {})", "and": ", "},
    "ru": {"art": "статья {}", "para": "пункт {}", "sub": " ({})", "and": ", "},
    "zh": {"art": "第{}条", "para": "第{}款", "sub": "({})项", "and": ""},
}
ARABIC = dict(
    zip("abcdefghijklmn", ("أ", "ب", "ج", "د", "هـ", "و", "ز", "ح", "ط", "ي", "ك", "ل", "م", "ن"), strict=True)
)
"""The letters of subparagraphs as the Arabic texts have them."""


def place_in_words(eid: str, language: str) -> str:
    """``art. 18, para. 15 (a)`` in one of the six languages; what has no words in it is cited as in English."""
    said = NAMES.get(language)
    parts = segments_of(eid)
    if said is None or not parts or not {word for word, _ in parts} <= {"art", "para", "subpara"}:
        return path_in_words(eid)
    found = ""
    for word, num in parts:
        shown = ARABIC.get(num, num) if language == "ar" else num
        whole = said.get(word, said["sub"]).format(shown)
        found += whole if word == "subpara" or not found else f"{said['and']}{whole}"
    return found.strip()
