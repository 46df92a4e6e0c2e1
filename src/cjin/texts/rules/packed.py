"""Labels that stand together at the beginning of a paragraph: "2. (a) …" is paragraph 2 and its subparagraph (a)."""

import re
from collections.abc import Iterator
from dataclasses import replace

from cjin.texts.rules.blocks import Block
from cjin.texts.rules.endings import is_conjunction
from cjin.texts.rules.labels import Form, Label, read_label
from cjin.texts.rules.lexicon import Lexicon

_RANKS = {
    Form.CONTAINER: 0, Form.NUMBER: 1, Form.DOTTED: 1, Form.PAREN_NUMBER: 2, Form.LETTER: 2, Form.ROMAN: 3,
}  # fmt: skip


def unpacked(block: Block, lexicon: Lexicon) -> Iterator[Block]:
    """A block for each label at the beginning of a block."""
    while (inner := _inner(block, lexicon)) and block.label:
        words = block.words.lstrip()
        yield replace(block, text=block.text[: block.label.end], words="")
        block = replace(block, text=words, label=inner, words=words[inner.end :], gap=False)
    yield block


def _inner(block: Block, lexicon: Lexicon) -> Label | None:
    """The label that opens a series below the first one, with words of its own behind it."""
    inner = read_label(block.words.lstrip(), lexicon) if block.label and not block.level else None
    if inner is None or block.label is None or inner.num not in ("1", "a", "i", "أ", "а"):
        return None
    rest = re.match(r"[^\W\d_]+", block.words.lstrip()[inner.end :])
    lower = _RANKS.get(block.label.form, 9) < _rank(inner, block.label)
    return inner if lower and rest and not is_conjunction(rest.group(0)) else None


def _rank(inner: Label, outer: Label) -> int:
    """How deep a label can stand; the letter i below a letter is the roman one."""
    roman = inner.form is Form.LETTER and inner.roman and outer.form is Form.LETTER
    return _RANKS[Form.ROMAN] if roman else _RANKS.get(inner.form, 0)
