"""How a unit is named to a reader: its number as printed, its path in the manner of a citation."""

import re

CONTAINERS = {
    "ar": {"art": "المادة", "rule": "القاعدة", "principle": "المبدأ", "recommendation": "التوصية"},
    "en": {
        "art": "Article", "rule": "Rule", "principle": "Principle", "guideline": "Guideline",
        "regulation": "Regulation", "standard": "Standard", "recommendation": "Recommendation",
    },
    "es": {"art": "Artículo", "rule": "Regla", "principle": "Principio", "guideline": "Directriz"},
    "fr": {"art": "Article", "rule": "Règle", "principle": "Principe", "guideline": "Ligne directrice"},
    "ru": {"art": "Статья", "rule": "Правило", "principle": "Принцип", "recommendation": "Рекомендация"},
    "zh": {"rule": "规则", "principle": "原则"},
}  # fmt: skip
"""What containers of paragraphs are called, by language and by the beginning of their identifiers."""

PLAIN = frozenset({"recital", "paragraph", "subparagraph", "point", "item"})
_SEGMENT = re.compile(r"(?P<word>[a-z]+)_(?P<num>.+)")
_CHINESE_ARTICLE = "第{}条"


def segments_of(eid: str) -> list[tuple[str, str]]:
    """The parts of an identifier as (word, number): ``para_3__subpara_b`` is ("para", "3"), ("subpara", "b")."""
    found = [_SEGMENT.fullmatch(part) for part in eid.split("__")]
    return [(one["word"], one["num"]) for one in found if one]


def is_unit(eid: str) -> bool:
    """Whether an identifier is that of a provision: chapters and sections hold provisions and are none."""
    return bool(eid) and not eid.startswith(("chapter_", "section_"))


def is_container(kind: str) -> bool:
    """Whether a unit is an article, a rule or another part with a name of its own."""
    return kind not in PLAIN


def shown_number(kind: str, num: str, eid: str, language: str) -> str:
    """The number as it hangs beside a unit: ``61.``, ``(a)``, ``Article 18``; nothing for a recital."""
    if kind == "recital" or not num:
        return ""
    if is_container(kind):
        return container_name(eid, num, language)
    if num.isdigit():
        return f"{num}."
    return f"({num})"


def container_name(eid: str, num: str, language: str) -> str:
    """``Article 18`` in the language of the text."""
    word = (segments_of(eid) or [("", "")])[-1][0]
    if language == "zh" and word == "art":
        return _CHINESE_ARTICLE.format(num)
    name = CONTAINERS.get(language, {}).get(word) or CONTAINERS["en"].get(word, word.capitalize())
    return f"{name} {num}"


def path_in_words(eid: str) -> str:
    """The unit in the manner of United Nations citations: ``para. 3 (b) (i)``, ``art. 18, para. 15 (a)``."""
    said: list[str] = []
    for word, num in segments_of(eid):
        if word in ("subpara", "point", "item"):
            said.append(f"{' ' if said else 'subpara. '}({num})")
        else:
            said.append(f"{', ' if said else ''}{_ABBREVIATED.get(word, word)} {num.replace('_', ' ')}")
    return "".join(said) or eid


_ABBREVIATED = {"para": "para.", "art": "art.", "preamble": "preambular para.", "unnumbered": "unnumbered para."}


def depth_of(eid: str) -> int:
    """How far a unit is indented: subparagraphs once, points twice; paragraphs of an article not at all."""
    return sum(1 for word, _ in segments_of(eid)[1:] if word != "para")
