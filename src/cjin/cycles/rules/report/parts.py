"""What a report consists of."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ..compiling.counting import Count


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: by which phrase it was made, from which count, and what else was filled in.

    ``key`` tells it from all others of the report and stays when the report is made anew.
    """

    key: str
    text: str
    phrase: str = ""
    count: Count | None = None
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is a chapter."""

    key: str
    text: str
    level: int

    @property
    def sentence(self) -> Sentence:
        """The heading as a sentence, so that a number in it can be traced."""
        return Sentence(f"heading/{self.key}", self.text, "heading", None, {"heading": self.text})


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph. One with a ``spill`` may go to the annex: the highest first, of equals those of least ``interest``.

    ``edited``: a person wrote it; ``stale``: it stands in the place of words that the draft does not have any more.
    """

    key: str
    sentences: tuple[Sentence, ...]
    spill: int = 0
    interest: float = 0.0
    numbered: bool = True
    edited: bool = False
    stale: bool = False

    @property
    def text(self) -> str:
        """The paragraph as it reads."""
        return join(one.text for one in self.sentences)


@dataclass(frozen=True, slots=True)
class Table:
    """A table. Each cell is a sentence, so that a number in it can be traced as one in a paragraph."""

    key: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Sentence, ...], ...]


type Block = Heading | Paragraph | Table


@dataclass(frozen=True, slots=True)
class Report:
    """A report in one language. ``heads`` stand above it: its title, and what kind of report it is.

    The compilation for a discussion has its number, and says whether it is ``whole`` or for the public.
    """

    heads: tuple[Heading, ...]
    language: str
    blocks: tuple[Block, ...]
    annexes: tuple[Block, ...]
    budget: int
    simulated: bool = False
    discussion: int = 0
    whole: bool = True

    @property
    def words(self) -> int:
        """How many words the body has; annexes do not count."""
        return words_in(self.blocks)

    @property
    def sentences(self) -> Iterator[Sentence]:
        """Every heading, sentence and cell, in order."""
        for block in (*self.heads, *self.blocks, *self.annexes):
            if isinstance(block, Heading):
                yield block.sentence
            elif isinstance(block, Paragraph):
                yield from block.sentences
            elif isinstance(block, Table):
                yield from (cell for row in block.rows for cell in row)

    def sentence(self, key: str) -> Sentence | None:
        """A sentence by its key."""
        return next((one for one in self.sentences if one.key == key), None)


def words_in(blocks: Sequence[Block]) -> int:
    """The words of these blocks. Of Chinese, two signs count as a word."""
    return sum(_words(block) for block in blocks)


def _words(block: Block) -> int:
    if isinstance(block, Table):
        return sum(count_words(cell.text) for row in block.rows for cell in row)
    return count_words(block.text)


def count_words(text: str) -> int:
    """How many words a text has."""
    signs = sum("\u4e00" <= one <= "\u9fff" for one in text)
    rest = "".join(" " if "\u4e00" <= one <= "\u9fff" else one for one in text)
    return len([one for one in rest.split() if any(sign.isalnum() for sign in one)]) + (signs + 1) // 2


def join(texts: Iterator[str]) -> str:
    """Sentences one after the other; no blank stands after a Chinese full stop."""
    found = ""
    for text in texts:
        found += text if not found or found.endswith(("。", "：")) else f" {text}"
    return found
