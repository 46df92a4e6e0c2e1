"""The preamble: who speaks, what they recall, and the words that enact."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from cjin.texts.rules.blocks import Block
from cjin.texts.rules.document import Role
from cjin.texts.rules.endings import ends_in_comma, is_ended
from cjin.texts.rules.kinds import Judge, Kind
from cjin.texts.rules.labels import Form
from cjin.texts.rules.lexicon import fold
from cjin.texts.rules.marks import without_marks
from cjin.texts.rules.operative import Unit


@dataclass(slots=True)
class Preamble:
    """What was read of the preamble. ``length`` counts the blocks it takes up."""

    author_line: str = ""
    enacting_clause: str = ""
    units: list[Unit] = field(default_factory=list)
    roles: dict[int, tuple[Role, object]] = field(default_factory=dict)
    length: int = 0
    run_on: list[Block] = field(default_factory=list)
    recitals: int = 0


def read_preamble(blocks: Sequence[Block], kinds: Sequence[Kind], judge: Judge) -> Preamble:
    """Reads from the author line to the first paragraph, article or heading of the operative part."""
    preamble = Preamble()
    opened = False
    for index, block in enumerate(blocks):
        kind = kinds[index]
        if kind is Kind.PREAMBLE_WORD:
            _place(preamble, block, Role.HEADING, block.plain)
        elif kind is Kind.AUTHOR and not opened:
            _author(preamble, block, judge)
            opened = True
        elif _is_end(blocks, kinds, index, preamble, judge, opened=opened):
            break
        elif block.label:
            _listed(preamble, block)
        elif not preamble.enacting_clause and _is_enacting(blocks, index, judge):
            preamble.enacting_clause = block.plain
            _place(preamble, block, Role.ENACTING, block.plain)
        else:
            _recital(preamble, block)
        preamble.length = index + 1
        if preamble.enacting_clause:
            break
    _embedded(preamble, blocks, kinds)
    return preamble


def _embedded(preamble: Preamble, blocks: Sequence[Block], kinds: Sequence[Kind]) -> None:
    """A declaration inside its resolution, after "adopts the following": its titles, and who speaks as a recital."""
    place = preamble.length
    while place < len(kinds) and kinds[place] is Kind.TITLE:
        place += 1
    if not preamble.enacting_clause or place == len(kinds) or kinds[place] is not Kind.AUTHOR:
        return
    for block in blocks[preamble.length : place]:
        _place(preamble, block, Role.TITLE, block.plain)
    _recital(preamble, blocks[place])
    preamble.length = place + 1


def _is_end(
    blocks: Sequence[Block], kinds: Sequence[Kind], index: int, preamble: Preamble, judge: Judge, *, opened: bool
) -> bool:
    """Whether the operative part begins at this block."""
    block, kind = blocks[index], kinds[index]
    if kind in (Kind.CONTAINER, Kind.DIVISION, Kind.CLOSING):
        return True
    if kind is Kind.LABELLED and block.label:
        return not (block.label.form in (Form.LETTER, Form.ROMAN) and preamble.units)
    if kind is Kind.TITLE and (block.level or block.bold or not judge.is_recital(block)):
        return not _is_enacting(blocks, index, judge)
    if kind is Kind.TEXT and not _is_enacting(blocks, index, judge):
        if not opened:
            return not judge.is_recital(block) and not any(later.label for later in blocks[index : index + 30])
        return _is_operative_verb(block, judge) and not ends_in_comma(block.text)
    return False


def _is_enacting(blocks: Sequence[Block], index: int, judge: Judge) -> bool:
    after = blocks[index + 1] if index + 1 < len(blocks) else None
    if not judge.is_enacting(blocks[index], last=after is None or after.label is not None or after.level > 0):
        return False
    return not (after and after.label and after.label.form in (Form.LETTER, Form.ROMAN))


_PRESENT = re.compile(r"[A-Z][a-z]+(?:s|es)\b")


def _is_operative_verb(block: Block, judge: Judge) -> bool:
    """An unnumbered operative paragraph: a verb in the third person first, and closed like a sentence."""
    if judge.lexicon.language != "en" or judge.is_recital(block) or not is_ended(block.text):
        return False
    first = block.plain.split(" ", 1)[0]
    return bool(_PRESENT.fullmatch(first))


def _place(preamble: Preamble, block: Block, role: Role, unit: object) -> None:
    for line in block.lines:
        preamble.roles[line] = (role, unit)


def _recital(preamble: Preamble, block: Block, words: str | None = None) -> None:
    preamble.recitals += 1
    unit = Unit("recital", str(preamble.recitals), "recital", None)
    unit.pieces.append(block.words if words is None else words)
    unit.lines.extend(block.lines)
    preamble.units.append(unit)
    _place(preamble, block, Role.PREAMBLE, unit)


def _listed(preamble: Preamble, block: Block) -> None:
    assert block.label
    parent: Unit = next(unit for unit in reversed(preamble.units) if unit.parent is None)
    kind = "subparagraph"
    if block.label.form is Form.ROMAN and preamble.units[-1].parent is not None:
        above = preamble.units[-1]
        parent = above if above.kind == "subparagraph" else (above.parent or parent)
        kind = "point"
    unit = Unit(kind, block.label.num, block.label.form.value, parent, [block.words], list(block.lines))
    preamble.units.append(unit)
    _place(preamble, block, Role.PREAMBLE, unit)


def _author(preamble: Preamble, block: Block, judge: Judge) -> None:
    """The author line; words that run on behind it in the same paragraph are split off, and each split is kept
    known.
    """
    pieces = _run_on_pieces(judge.after_preamble_word(block.text), judge)
    if len(pieces) == 1 and len(block.plain) > 300:
        head, comma, tail = block.words.partition(",")
        more, second, rest = tail.partition(",")
        pieces = (
            [head + comma + more + second, rest.strip()]
            if judge.lexicon.peoples.match(fold(head + ","))
            else [block.words]
        )
    preamble.author_line = without_marks(pieces[0])
    _place(preamble, block, Role.AUTHOR, preamble.author_line)
    if len(pieces) == 1:
        return
    preamble.run_on.append(block)
    for piece in pieces[1:]:
        if piece is pieces[-1] and judge.lexicon.enacting.match(fold(piece[:80])):
            preamble.enacting_clause = without_marks(piece)
        else:
            _recital(preamble, block, piece)


_RUN_ON = re.compile(r"[,;.]\s*(?=[A-Z\u0600-\u06ff\u0410-\u042f])")


def _run_on_pieces(text: str, judge: Judge) -> list[str]:
    """Splits "The Parties to this Convention, Recalling …, Noting …, Have agreed as follows:" at its participles."""
    cuts = [0]
    for match in _RUN_ON.finditer(text):
        folded = fold(text[match.end() : match.end() + 40])
        word = re.match(r"[^\W\d_]+", folded)
        enacting = judge.lexicon.enacting.match(folded) and len(text) - match.end() < 200
        if word and (word.group(0) in judge.lexicon.participles or enacting):
            cuts.append(match.end())
    if len(cuts) == 1:
        return [text]
    return [text[a:b].strip() for a, b in zip(cuts, [*cuts[1:], len(text)], strict=True)]
