"""What a block is, judged by itself: an annex mark, an author line, an enacting clause, words that could be a title."""

import re
from dataclasses import dataclass
from enum import StrEnum

from cjin.texts.rules.blocks import Block
from cjin.texts.rules.endings import ends_in_comma, is_ended, starts_small
from cjin.texts.rules.labels import Form
from cjin.texts.rules.lexicon import Lexicon, fold
from cjin.texts.rules.marks import without_marks
from cjin.texts.rules.openers import RESOLUTION


class Kind(StrEnum):
    """The kinds that matter for finding where an instrument begins and its parts lie."""

    RESOLUTION = "resolution"
    ANNEX = "annex"
    ADOPTED = "adopted"
    SOURCE = "source"
    MASTHEAD = "masthead"
    AUTHOR = "author"
    PREAMBLE_WORD = "preamble-word"
    CLOSING = "closing"
    CONTAINER = "container"
    DIVISION = "division"
    LABELLED = "labelled"
    TITLE = "title"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges single blocks with the words of one language."""

    lexicon: Lexicon

    def kind(self, block: Block) -> Kind:
        """The kind of a block."""
        text = without_marks(block.text)
        folded = fold(text[:400])
        if RESOLUTION.match(text[:40]) and len(text) < 600 and not is_ended(text):
            return Kind.RESOLUTION
        if self.annex_number(block) is not None:
            return Kind.ANNEX
        if block.label:
            return self._labelled(block)
        return self._unlabelled(block, text, folded)

    def _labelled(self, block: Block) -> Kind:
        assert block.label
        if block.label.form is Form.CONTAINER:
            return Kind.CONTAINER
        return Kind.DIVISION if block.label.form is Form.DIVISION else Kind.LABELLED

    def _unlabelled(self, block: Block, text: str, folded: str) -> Kind:
        lexicon = self.lexicon
        if lexicon.closing.match(folded) and not starts_small(text):
            return Kind.CLOSING
        if lexicon.sources.match(folded):
            return Kind.SOURCE
        if lexicon.adopted.match(folded) and len(text) < 200:
            return Kind.ADOPTED
        if folded.strip(" .:") in lexicon.preamble:
            return Kind.PREAMBLE_WORD
        if self.is_author(block):
            return Kind.AUTHOR
        if lexicon.mastheads.match(folded) and len(text) < 80:
            return Kind.MASTHEAD
        return Kind.TITLE if self.is_title_like(block) else Kind.TEXT

    def annex_number(self, block: Block) -> str | None:
        """The number of an annex mark ("" where it has none), or None when the block is no annex mark."""
        text = without_marks(block.text).strip(" *")
        if len(text) > 30 or starts_small(text):
            return None
        folded = fold(text)
        for word in self.lexicon.annexes:
            if folded.startswith(word):
                rest = folded[len(word) :].strip(" .:")
                if not rest or re.fullmatch(r"[ivxlc]{1,5}|\d{1,2}|[a-z]|[一二三四五]", rest):
                    return rest
        return None

    def after_preamble_word(self, text: str) -> str:
        """The text without a leading "Preamble" that a converter put on the same line."""
        for word in self.lexicon.preamble:
            if fold(text[: len(word)]) == word and text[len(word) : len(word) + 2].lstrip()[:1].isupper():
                return text[len(word) :].lstrip()
        return text

    def is_author(self, block: Block) -> bool:
        """Whether a block names who speaks: "The General Assembly,", "We, …,", "The States Parties to this
        Protocol,".
        """
        text = self.after_preamble_word(without_marks(block.text))
        folded = fold(text[:300])
        if self.lexicon.peoples.match(folded):
            return ends_in_comma(text) or (len(text) < 300 and text.rstrip().endswith((".", "،"))) or "," in text[:300]
        if not self.lexicon.bodies.match(folded):
            return False
        alone = self.lexicon.bodies.fullmatch(folded.rstrip(" .,:;"))
        short = len(text) < 160 and (ends_in_comma(text) or not is_ended(text))
        return bool(alone) or short or self.speaks_at_once(text)

    def speaks_at_once(self, text: str) -> bool:
        """Whether an author line runs on into its preamble in the same paragraph, as in treaties on the web."""
        head = text[:400]
        return any(
            fold(word) in self.lexicon.participles
            for word in re.findall(r",\s*([^\W\d_]{3,})", head)
            if word[:1].isupper()
        )

    def is_enacting(self, block: Block, *, last: bool) -> bool:
        """Whether a block of the preamble is its enacting clause: a verb in the present, closed by a colon or
        standing last.
        """
        text = without_marks(block.text)
        folded = fold(text[:80])
        if not self.lexicon.enacting.match(folded):
            return False
        return text.rstrip().endswith((":", "：")) or len(text) < 60 or (last and not self.is_recital(block))

    def is_recital(self, block: Block) -> bool:
        """Whether a block begins with a preambular participle."""
        words = re.findall(r"[^\W\d_]+", fold(without_marks(block.words)[:60]))
        return bool(words) and words[0] in self.lexicon.participles

    def is_title_like(self, block: Block, limit: int = 260) -> bool:
        """Whether words could be a title or a heading: short, not closed like a sentence, not begun in small
        letters.
        """
        text = without_marks(block.words or block.text).strip()
        if not text or len(text) > limit or text[:1].islower():
            return False
        return not re.search(r"[.;:,。；：，،؛]$", text) or bool(re.search(r"\b(etc|v|no)\.$", text))
