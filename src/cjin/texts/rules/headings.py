"""Which blocks of an operative part are headings: labelled ones, plain ones, and numbers that count no paragraph."""

from collections.abc import Sequence

from cjin.texts.rules.blocks import Block
from cjin.texts.rules.endings import closes_sentence, is_ended, starts_small
from cjin.texts.rules.kinds import Judge
from cjin.texts.rules.labels import Form, Label, follows, is_first


def find_headings(blocks: Sequence[Block], judge: Judge) -> list[bool]:
    """Which of the blocks are headings."""
    found = [False] * len(blocks)
    last_para = ""
    for index, block in enumerate(blocks):
        found[index] = _is_heading(blocks, index, judge, last_para, found)
        if block.label and block.label.form is Form.NUMBER and not found[index]:
            last_para = block.label.num
        if block.label and block.label.form is Form.CONTAINER:
            last_para = ""
    return found


def _is_heading(blocks: Sequence[Block], index: int, judge: Judge, last_para: str, found: list[bool]) -> bool:
    block = blocks[index]
    label = block.label
    if label is None:
        return _is_plain_heading(blocks, index, judge, found)
    if label.form is Form.DIVISION:
        return True
    if label.form in (Form.UPPER, Form.UPPER_ROMAN):
        return not block.plain or judge.is_title_like(block) or len(block.plain) < 120
    if not judge.is_title_like(block, 200):
        return False
    if label.form is Form.NUMBER:
        return _is_numbered_heading(blocks, index, label, last_para, judge)
    return _is_lettered_heading(blocks, index, judge) and not _is_item(blocks, index)


def _is_lettered_heading(blocks: Sequence[Block], index: int, judge: Judge) -> bool:
    """Whether a lettered block looks like a heading and an article or rule begins right below it."""
    label = blocks[index].label
    after = blocks[index + 1].label if index + 1 < len(blocks) else None
    lettered = label is not None and label.form in (Form.LETTER, Form.ROMAN) and judge.is_title_like(blocks[index], 200)
    return lettered and after is not None and after.form is Form.CONTAINER


def _is_item(blocks: Sequence[Block], index: int) -> bool:
    """Whether a label goes on the list that the block above belongs to, or begins the one it opens."""
    above, label = blocks[index - 1] if index else None, blocks[index].label
    if above is None or label is None:
        return False
    alike = above.label is not None and above.label.form is label.form
    return above.text.endswith((":", "：")) or (alike and not closes_sentence(above.text))


def _is_plain_heading(blocks: Sequence[Block], index: int, judge: Judge, found: list[bool]) -> bool:
    block = blocks[index]
    if not judge.is_title_like(block) or index + 1 == len(blocks):
        return False
    before = blocks[index - 1] if index else None
    if before and before.label and before.label.form is Form.CONTAINER and not before.plain and not found[index - 1]:
        return False
    if (
        before
        and not found[index - 1]
        and not is_ended(before.text)
        and before.label
        and not (block.bold or block.level)
    ):
        return not starts_small(block.text) and len(block.text) < 150
    return True


def _is_numbered_heading(blocks: Sequence[Block], index: int, label: Label, last_para: str, judge: Judge) -> bool:
    block = blocks[index]
    if block.level or block.bold:
        return True
    after = blocks[index + 1] if index + 1 < len(blocks) else None
    if after is None:
        return False
    if after.label is None:
        return judge.is_title_like(after) or not starts_small(after.text)
    form, num = after.label.form, after.label.num
    if form is Form.CONTAINER or _is_lettered_heading(blocks, index + 1, judge):
        return not _is_item(blocks, index)
    if form is Form.DOTTED:
        return num.startswith(label.num + ".")
    if form is not Form.NUMBER:
        return False
    expected = bool(last_para) and follows(label.num, last_para, Form.NUMBER)
    runs_on = bool(last_para) and follows(num, last_para, Form.NUMBER)
    return (runs_on and not expected) or (is_first(num, form) and not follows(num, label.num, form))
