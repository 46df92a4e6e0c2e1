"""The operative part: paragraphs and what stands in them, articles and rules, headings and chapeaux."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from cjin.texts.rules.alphabets import roman_value
from cjin.texts.rules.blocks import Block
from cjin.texts.rules.document import Role
from cjin.texts.rules.endings import is_ended, starts_small
from cjin.texts.rules.headings import find_headings
from cjin.texts.rules.kinds import Judge
from cjin.texts.rules.labels import Form, Label, follows, is_first
from cjin.texts.rules.outline import Heading, Outline, heading_of, plain_ranks

_PARAGRAPH = (Form.NUMBER, Form.DOTTED)


@dataclass(slots=True)
class Unit:
    """A provision while it is being built: its own pieces of text, and its place in the tree."""

    kind: str
    num: str
    form: str
    parent: "Unit | None"
    pieces: list[str] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    path: tuple[str, ...] = ()
    chapeau: str | None = None
    title: str = ""
    children: int = 0
    style: str = ""


@dataclass(slots=True)
class Built:
    """What became of the operative blocks: units in order, a role per line, and doubts."""

    units: list[Unit] = field(default_factory=list)
    roles: dict[int, tuple[Role, object]] = field(default_factory=dict)
    doubts: list[tuple[str, str, Block]] = field(default_factory=list)
    closing: list[Block] = field(default_factory=list)


class Builder:
    """Builds the tree of provisions from blocks in one pass."""

    def __init__(self, judge: Judge) -> None:
        self.judge = judge
        self.built = Built()
        self.outline = Outline()
        self.chapeau: str | None = None
        self.governed = 0
        self.open: list[Unit] = []
        self.last_upper: dict[str, str] = {}
        self.after_heading = False

    def build(self, blocks: Sequence[Block]) -> Built:
        """The units of the blocks. Every block gets a role."""
        headings = find_headings(blocks, self.judge)
        ranks, doubtful, self.outline.steady = plain_ranks(blocks, headings)
        skip = -1
        for index, block in enumerate(blocks):
            if index == skip:
                continue
            after = blocks[index + 1] if index + 1 < len(blocks) else None
            if headings[index]:
                skip = self._heading(blocks, headings, index, ranks.get(index, 1))
                if index in doubtful:
                    self._doubt("heading-level", "The level of this heading was inferred from its neighbours.", block)
            elif block.label:
                self._labelled(blocks, index)
            elif self._is_chapeau(block, after, headings[index + 1] if after else False):
                self._new_chapeau(block)
            else:
                self._plain(block)
        return self.built

    def _doubt(self, code: str, message: str, block: Block) -> None:
        self.built.doubts.append((code, message, block))

    def _heading(self, blocks: Sequence[Block], headings: Sequence[bool], index: int, rank: int) -> int:
        """Opens a heading; a bare division ("CHAPTER I") takes the title on the next line with it."""
        block = blocks[index]
        heading = heading_of(block, rank, self.last_upper)
        used = -1
        after = blocks[index + 1] if index + 1 < len(blocks) else None
        if block.label and not block.plain and after and after.label is None and headings[index + 1]:
            heading = Heading(f"{heading.text} {after.plain}", heading.form, heading.rank, heading.label)
            self._place(after, Role.HEADING, heading)
            used = index + 1
        self.outline.open(heading)
        if len(self.outline.stack) <= self.governed:
            self.chapeau, self.governed = None, 0
        self._place(block, Role.HEADING, heading)
        self.open.clear()
        self.after_heading = True
        return used

    def _is_chapeau(self, block: Block, after: Block | None, heading_next: bool) -> bool:
        if not block.text.rstrip().endswith((":", "：")) or len(block.text) > 600 or after is None:
            return False
        if self.open and self.open[0].form == Form.CONTAINER.value:
            return False
        if self.open and starts_small(block.text):
            return False
        return heading_next or bool(after.label and after.label.form is Form.NUMBER)

    def _new_chapeau(self, block: Block) -> None:
        """A chapeau right under a heading governs what stands under it; any other governs all that follows."""
        self.chapeau = block.plain
        if not self.after_heading:
            self.outline.clear()
        self.governed = len(self.outline.stack)
        self.open.clear()
        self.after_heading = False
        self._place(block, Role.CHAPEAU, self.chapeau)

    def _labelled(self, blocks: Sequence[Block], index: int) -> None:
        block = blocks[index]
        label = block.label
        assert label
        if label.form is Form.CONTAINER:
            self._container(block, label)
            return
        kind, form, parent = self._position(blocks, index, label)
        self._add(Unit(kind, label.num, form, parent, style=label.style), block)

    def _container(self, block: Block, label: Label) -> None:
        self.open.clear()
        unit = self._add(Unit(label.word, label.num, Form.CONTAINER.value, None), block, text="")
        title_like = self.judge.is_title_like(block) and not (block.plain and is_ended(block.plain))
        if block.plain and title_like:
            unit.title = block.plain
            unit.path = (*self.outline.path, unit.title)
        elif block.plain:
            unit.pieces.append(block.words)

    def _position(self, blocks: Sequence[Block], index: int, label: Label) -> tuple[str, str, Unit | None]:
        """Kind, form and parent of a labelled unit."""
        container = self.open[0] if self.open and self.open[0].form == Form.CONTAINER.value else None
        form = self._form(blocks, index, label)
        if form in (Form.NUMBER.value, Form.DOTTED.value) and not self._is_nested_number(label):
            return "paragraph", form, container
        same = self._series(form, label, container)
        if same is not None:
            return same.kind, form, same.parent
        parent = self.open[-1] if self.open else None
        return self._kind_under(parent, form), form, parent

    def _series(self, form: str, label: Label, container: Unit | None) -> Unit | None:
        """The open unit whose series this label goes on; None where it opens a series of its own."""
        alike = [unit for unit in self.open if unit.form == form and unit is not container]
        follower = next(
            (u for u in reversed(alike) if u.style == label.style and follows(label.num, u.num, Form(form))), None
        )
        if follower is None:
            follower = next((u for u in reversed(alike) if follows(label.num, u.num, Form(form))), None)
        if follower is not None or not is_first(label.num, Form(form)):
            return follower or (alike[-1] if alike else None)
        last = self.open[-1] if self.open else None
        opens = last is not None and last.pieces[-1:] and last.pieces[-1].rstrip().endswith((":", "："))
        return None if opens or not any(u.style == label.style for u in alike) else alike[-1]

    def _is_nested_number(self, label: Label) -> bool:
        """Whether a numbered list stands inside a lettered item: it restarts at 1 where the paragraphs have gone on."""
        para = next((u for u in self.open if u.form == Form.NUMBER.value and u.kind == "paragraph"), None)
        if para is None or self.after_heading:
            return False
        nested = next((u for u in self.open if u.form == Form.NUMBER.value and u.kind != "paragraph"), None)
        if nested is not None:
            return follows(label.num, nested.num, Form.NUMBER) and not follows(label.num, para.num, Form.NUMBER)
        opens = self.open[-1].pieces[-1:] and self.open[-1].pieces[-1].rstrip().endswith(":")
        return bool(opens) and label.num == "1"

    def _form(self, blocks: Sequence[Block], index: int, label: Label) -> str:
        """The form of a label, with the letter i told from the roman numeral."""
        if label.form is not Form.LETTER or not label.roman:
            return label.form.value
        letter = next((u for u in reversed(self.open) if u.form == Form.LETTER.value), None)
        roman = next((u for u in reversed(self.open) if u.form == Form.ROMAN.value), None)
        if (
            roman
            and roman_value(label.num) == roman_value(roman.num) + 1
            and not self._letter_next(blocks, index, letter, label)
        ):
            return Form.ROMAN.value
        if letter and follows(label.num, letter.num, Form.LETTER):
            return self._after_letter(blocks, index, label, letter)
        return Form.ROMAN.value if label.num == "i" else Form.LETTER.value

    def _letter_next(self, blocks: Sequence[Block], index: int, letter: Unit | None, label: Label) -> bool:
        """Whether, for a label that both a roman and a letter series could take, the next label follows the letters."""
        if letter is None or not follows(label.num, letter.num, Form.LETTER):
            return False
        after = _next_label(blocks, index)
        return bool(after and after.form is Form.LETTER and follows(after.num, label.num, Form.LETTER))

    def _after_letter(self, blocks: Sequence[Block], index: int, label: Label, letter: Unit) -> str:
        """(i) right after (h): the next label tells; without one, an open colon means a list below (h)."""
        after = _next_label(blocks, index)
        if after and after.num == "ii":
            return Form.ROMAN.value
        if after and after.form is Form.LETTER and follows(after.num, label.num, Form.LETTER):
            return Form.LETTER.value
        opens = letter.pieces and letter.pieces[-1].rstrip().endswith(":")
        return Form.ROMAN.value if opens else Form.LETTER.value

    def _kind_under(self, parent: Unit | None, form: str) -> str:
        if parent is None:
            return "paragraph" if form == Form.PAREN_NUMBER.value else _KIND_BY_FORM.get(form, "subparagraph")
        if parent.form == Form.CONTAINER.value:
            return "paragraph" if form == Form.PAREN_NUMBER.value else _KIND_BY_FORM.get(form, "subparagraph")
        if parent.kind == "paragraph":
            return _KIND_BY_FORM.get(form, "subparagraph")
        return "point" if parent.kind == "subparagraph" else "item"

    def _add(self, unit: Unit, block: Block, text: str | None = None) -> Unit:
        if unit.parent is not None:
            while self.open and self.open[-1] is not unit.parent:
                self.open.pop()
            unit.parent.children += 1
        else:
            self.open.clear()
        self.open.append(unit)
        unit.pieces.extend([block.words] if text is None else [])
        unit.path = unit.parent.path if unit.parent else self.outline.path
        unit.chapeau = self.chapeau
        self.outline.fill()
        self.built.units.append(unit)
        self._place(block, Role.PROVISION, unit)
        self.after_heading = False
        return unit

    def _plain(self, block: Block) -> None:
        """Words without a label: an article's title or text, words that close a list, or an unnumbered paragraph."""
        target = self._target(block)
        if target is None:
            self._add(Unit("paragraph", "", "plain", None), block)
            return
        if (
            target.form == Form.CONTAINER.value
            and not target.pieces
            and not target.title
            and self._is_container_title(block, target)
        ):
            target.title = block.plain
            target.path = (*target.path, block.plain)
            self._place(block, Role.HEADING, target)
            target.lines.extend(block.lines)
            return
        target.pieces.append(block.words)
        target.lines.extend(block.lines)
        self._place(block, Role.PROVISION, target)

    def _is_container_title(self, block: Block, target: Unit) -> bool:
        return self.judge.is_title_like(block) and target.children == 0

    def _target(self, block: Block) -> Unit | None:
        """The open unit that unlabelled words belong to; None makes them a paragraph of their own."""
        if not self.open:
            return None
        if self.open[-1].form == "plain":
            return self.open[-1] if starts_small(block.text) else None
        last = self.open[-1]
        parents = [unit for unit in self.open if unit.children]
        if not parents or (last.kind == "paragraph" and last.children == 0):
            return last
        return parents[-1]

    def _place(self, block: Block, role: Role, unit: object) -> None:
        for line in block.lines:
            self.built.roles[line] = (role, unit)
        if isinstance(unit, Unit) and role is Role.PROVISION:
            unit.lines.extend(line for line in block.lines if line not in unit.lines)


_KIND_BY_FORM = {
    Form.LETTER.value: "subparagraph",
    Form.ROMAN.value: "point",
    Form.NUMBER.value: "item",
    Form.PAREN_NUMBER.value: "subparagraph",
    Form.UPPER.value: "subparagraph",
}


def _next_label(blocks: Sequence[Block], index: int) -> Label | None:
    """The next small label after a block, within the same paragraph."""
    for block in blocks[index + 1 : index + 40]:
        if block.label:
            return block.label if block.label.form in (Form.LETTER, Form.ROMAN) else None
    return None
