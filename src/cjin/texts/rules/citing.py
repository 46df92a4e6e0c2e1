"""Citations as people type them: "A/RES/76/181 para 61", "Kyoto 61", "55/25 annex I article 18(15)"."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from cjin.texts.rules.alphabets import latin, roman_value
from cjin.texts.rules.lexicon import fold

LONGEST = 200
PLACES = {
    "para": ("paragraphs", "paragraph", "paras", "para", "par", "paragraphe", "paragraphes", "parrafo", "parrafos",
             "parr", "пункт", "пункта", "пункте", "п", "الفقره", "فقره", "¶", "§"),
    "art": ("articles", "article", "arts", "art", "articulo", "articulos", "статья", "статьи", "статье", "ст",
            "الماده", "ماده"),
    "rule": ("rules", "rule", "regle", "regla", "правило", "القاعده", "قاعده"),
    "principle": ("principles", "principle", "principe", "principio", "принцип", "المبدا"),
    "subpara": ("subparagraph", "subpara", "sub-para"),
}  # fmt: skip
_WORDS = {word: kind for kind, words in PLACES.items() for word in words}
_LABEL = re.compile(r"[\s,]*(?P<open>\(?)\s*(?P<label>\d{1,4}|[^\W\d_]{1,6})\s*\)?")
_HERE = "|".join(sorted(map(re.escape, _WORDS), key=len, reverse=True))
_PLACE = re.compile(rf"(?:(?<=[\s,;])|^)(?P<word>{_HERE})\.?\s*(?=[\d(])")
_CHINESE = re.compile(r"第\s*(?P<num>\d{1,4})\s*(?P<word>段|条)")
_BARE = re.compile(r"(?:(?<=[\s,;]))(?P<num>\d{1,3})(?P<rest>(?:\s*\(\s*[^\W_]{1,6}\s*\))*)\s*\.?$")
_SHORT = re.compile(r"(?<![\w/])(?P<session>\d{1,4})/(?P<number>\d{1,4})(?![\w/])")
_LONG = re.compile(r"(?<![\w/])[aes]/[a-z0-9./-]*\d[a-z0-9./-]*")
_ANNEX = re.compile(r"\b(?:annex|annexe|anexo|приложение|المرفق|附件)\b\s*(?P<num>[ivx]{1,4}\b|\d{1,2}\b)?")
_KEY = re.compile(r"(?:\S*/texts/)?(?P<slug>[a-z0-9]+(?:-[a-z0-9]+)+)/(?P<eid>[a-z]+_[a-z0-9_]+)")
_SMALL = frozenset(
    "the of on and a an in to du de la le des el los y et resolution general assembly declaration".split()  # noqa: SIM905
)


@dataclass(frozen=True)
class Cited:
    """What somebody seems to cite: an instrument by slug, symbol or the words of its name, and a place in it.

    ``annex`` is None where none is named. ``eids`` are identifiers that the place may have, likeliest first; none
    where only an instrument is named. ``sure`` is false where a mere number was taken for a paragraph.
    """

    slug: str = ""
    symbols: tuple[str, ...] = ()
    name: str = ""
    annex: int | None = None
    eids: tuple[str, ...] = ()
    sure: bool = True


def parse(typed: str) -> Cited | None:
    """What the words cite, or None where they are no citation. Never raises; takes digits of every script."""
    if len(typed) > LONGEST or '"' in typed:
        return None
    plain = " ".join(_digits(fold(typed)).replace("⁄", "/").split())
    if key := _KEY.fullmatch(plain):
        return Cited(slug=key["slug"], eids=(key["eid"],))
    head, eids, sure = _place(plain)
    annex, head = _annex(head)
    symbols, head = _symbols(head)
    name = " ".join(re.findall(r"[^\W_]+(?:['-][^\W_]+)*", head))
    if _telling(name) == bool(symbols) and not (symbols and eids):
        return None  # neither symbol nor name; or a symbol among words that ask for something else
    return Cited(symbols=symbols, name="" if symbols else name, annex=annex, eids=eids, sure=sure)


def _digits(text: str) -> str:
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text)


def _telling(name: str) -> bool:
    """Whether a name has a word that can tell an instrument from others."""
    return any(len(word) > 2 and word not in _SMALL for word in name.split())


def _place(text: str) -> tuple[str, tuple[str, ...], bool]:
    """What names the instrument, the identifiers that the place may have, and whether a word announced the place."""
    if found := _CHINESE.search(text):
        kind = "para" if found["word"] == "段" else "art"
        labels, _ = _labels(text, found.end())
        return text[: found.start()], _eids([(kind, found["num"]), *labels]), True
    if starts := list(_PLACE.finditer(text)):
        return _announced(text, starts)
    if found := _BARE.search(text):
        labels, _ = _labels(found["rest"], 0)
        return text[: found.start()], _eids([("para", found["num"]), *labels]), False
    return text, (), True


def _announced(text: str, starts: list[re.Match[str]]) -> tuple[str, tuple[str, ...], bool]:
    """A place whose parts are named: "article 18, paragraph 15 (a)"; the instrument stands before it or after it."""
    steps: list[tuple[str, str]] = []
    end = len(text)
    for start in starts:
        labels, end = _labels(text, start.end())
        if labels:
            steps += [(_WORDS[start["word"]], labels[0][1]), *labels[1:]]
    head = text[: starts[0].start()]
    return head if head.strip(" ,;") else text[end:], _eids(_outermost_first(steps)), True


def _outermost_first(steps: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """ "para 3 of article 6" names the inner place first: the article and its labels are put before it."""
    containers = [place for place, (kind, _) in enumerate(steps) if kind not in ("para", "subpara", "")]
    return steps[containers[0] :] + steps[: containers[0]] if containers and containers[0] > 0 else steps


def _labels(text: str, place: int) -> tuple[list[tuple[str, str]], int]:
    """Labels one after another, "15 (a) (i)", and where they end: the first may stand without brackets."""
    found: list[tuple[str, str]] = []
    while match := _LABEL.match(text, place):
        label = match["label"]
        if (found and not match["open"]) or (label.isalpha() and len(label) > 2 and not roman_value(label)):
            break
        found.append(("", label))
        place = match.end()
    return found, place


def _eids(steps: list[tuple[str, str]]) -> tuple[str, ...]:
    """Identifiers for the steps of a place. A letter that is a roman numeral too may be a subparagraph or a point."""
    if not steps:
        return ()
    options = [list(_segments(kind, label, place, steps)) for place, (kind, label) in enumerate(steps)]
    return tuple(dict.fromkeys("__".join(parts) for parts in product(*options)))[:32]


def _segments(kind: str, label: str, place: int, steps: list[tuple[str, str]]) -> Iterator[str]:
    num = latin(label).lower()
    if kind:
        yield f"{kind}_{num}"
        return
    if num.isdigit():
        yield f"para_{num}"
        yield f"subpara_{num}"
        return
    letters_before = sum(1 for before, other in steps[:place] if not before and not other.isdigit())
    order = ("point", "subpara") if letters_before and roman_value(num) else ("subpara", "point")
    yield from (f"{word}_{num}" for word in order)
    if letters_before:
        yield f"item_{num}"


def _annex(head: str) -> tuple[int | None, str]:
    found = _ANNEX.search(head)
    if not found:
        return None, head
    num = found["num"] or "1"
    rest = head[: found.start()] + " " + head[found.end() :]
    return int(num) if num.isdigit() else roman_value(num) or 1, rest


def _symbols(head: str) -> tuple[tuple[str, ...], str]:
    """The symbol in a head, and what else stands there: 76/181 is of the Assembly, 2015/24 of the Council."""
    if found := _LONG.search(head):
        return (found[0].rstrip("./-").upper(),), head[: found.start()] + head[found.end() :]
    if found := _SHORT.search(head):
        organ = "E" if len(found["session"]) == 4 else "A"
        return (f"{organ}/RES/{found['session']}/{found['number']}",), head[: found.start()] + head[found.end() :]
    return (), head
