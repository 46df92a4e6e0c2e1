"""Reading a source into instruments: the one way through, from lines to provisions."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cjin.texts.rules.assemble import Assembler
from cjin.texts.rules.blocks import Block, Item, Joiner, is_wrapped
from cjin.texts.rules.cleaning import Clean, Cleaner
from cjin.texts.rules.document import Cleaning, Document, Placed, Role, Warning
from cjin.texts.rules.endings import is_ended
from cjin.texts.rules.export import akn
from cjin.texts.rules.furniture import find_furniture
from cjin.texts.rules.header import symbol_in_note
from cjin.texts.rules.kinds import Judge
from cjin.texts.rules.lexicon import Lexicon, language_of, lexicon
from cjin.texts.rules.notes import Definition, find_definitions
from cjin.texts.rules.packed import unpacked
from cjin.texts.rules.references import restore_markers
from cjin.texts.rules.source import Source
from cjin.texts.rules.split import split


@dataclass(frozen=True, slots=True)
class Prepared:
    """A source after cleaning and joining, before its structure is read."""

    lines: Sequence[Clean]
    furniture: dict[int, str]
    notes: Sequence[Definition]
    blocks: Sequence[Block]
    lexicon: Lexicon
    cleaning: list[Cleaning]


def parse(source: Source, language: str | None = None) -> Document:
    """Every instrument of a source with its provisions, notes and warnings, a role for every line, a log of changes.

    ``language`` is one of the six codes; without it the text tells. Never raises on any text; time is linear in
    its length.
    """
    if source.format == "akn":
        return _own_export(source)
    prepared = prepare(source, language)
    judge = Judge(prepared.lexicon)
    front, parts = split(prepared.blocks, judge, _starred(prepared.notes))
    assembler = Assembler(prepared.notes, judge, _front_texts(prepared, front), _vocabulary(prepared.blocks))
    instruments = assembler.assemble(parts)
    for block in front:
        assembler.place(block, Role.FRONT)
    warnings = [*assembler.file_warnings(front, parts), *_remarks(source)]
    return Document(
        tuple(instruments),
        tuple(prepared.cleaning),
        _placed(prepared, assembler),
        tuple(warnings),
        prepared.lexicon.language,
    )


def _own_export(source: Source) -> Document:
    """A text that this software exported comes back as it was, without guessing."""
    instrument, language = akn.read("\n".join(line.raw for line in source.lines).encode(), source.name)
    placed = tuple(Placed(line.number, Role.PROVISION, instrument.instrument_id) for line in source.lines)
    return Document((instrument,), (), placed, (), language)


def prepare(source: Source, language: str | None = None) -> Prepared:
    """Cleans the lines, takes furniture and notes out, and joins what remains into blocks."""
    cleaner = Cleaner()
    lines = [cleaner.clean(line) for line in source.lines]
    words = lexicon(language or language_of("\n".join(line.text for line in lines[:400])))
    furniture = find_furniture(source.lines, lines, words)
    wrapped = source.laid_out or is_wrapped(lines, set(furniture))
    notes = find_definitions(lines, furniture, words, wrapped=wrapped)
    taken = {number for note in notes for number in note.lines}
    joined = Joiner(words, wrapped=wrapped, laid_out=source.laid_out).join(
        _items(lines, furniture, taken, wrapped=wrapped)
    )
    blocks = [piece for block in joined for piece in unpacked(block, words)]
    log = cleaner.log
    log += [Cleaning(code, lines[i].number, source.lines[i].raw, "") for i, code in furniture.items()]
    log += [
        Cleaning("joined-across-gap", block.lines[at], "", block.text[-40:])
        for block in blocks for at in range(1, len(block.lines)) if block.lines[at] - block.lines[at - 1] > 1
    ]  # fmt: skip
    log += restore_markers(blocks, notes, words)
    log.sort(key=lambda step: step.line)
    return Prepared(lines, furniture, notes, blocks, words, log)


def _starred(notes: Sequence[Definition]) -> list[int]:
    return [note.lines[0] for note in notes if note.label.startswith("*") and symbol_in_note(note.text)]


def _items(lines: Sequence[Clean], furniture: dict[int, str], taken: set[int], *, wrapped: bool) -> list[Item]:
    items: list[Item] = []
    gap = True
    for index, line in enumerate(lines):
        if index in furniture or not line.text or line.number in taken:
            gap = True
            continue
        items.append(Item(line, gap or line.hint.gap))
        gap = False
    return _with_tails(items) if wrapped else items


def _with_tails(items: list[Item]) -> list[Item]:
    """Each line with the last line of its run: up to the next gap."""
    told: list[Item] = []
    tail = ""
    for place in range(len(items) - 1, -1, -1):
        last = place + 1 == len(items) or items[place + 1].gap
        tail = items[place].line.text if last else tail
        told.append(Item(items[place].line, items[place].gap, tail))
    return told[::-1]


def _front_texts(prepared: Prepared, front: Sequence[Block]) -> list[str]:
    """Furniture and front matter, where symbol, date and session are looked for."""
    return [block.text for block in front] + [prepared.lines[i].text for i in sorted(prepared.furniture)]


def _vocabulary(blocks: Sequence[Block]) -> set[str]:
    return {
        word for block in blocks if is_ended(block.text) for word in re.findall(r"[^\W\d_]{3,}", block.text.casefold())
    }


def _remarks(source: Source) -> list[Warning]:
    return [Warning("reader", remark, (1, max(1, len(source.lines)))) for remark in source.remarks]


def _placed(prepared: Prepared, assembler: Assembler) -> tuple[Placed, ...]:
    """A role for every line: blank, furniture, note, or what its block became."""
    notes = {number: note.label for note in prepared.notes for number in note.lines}
    placed = []
    for index, line in enumerate(prepared.lines):
        if index in prepared.furniture:
            placed.append(Placed(line.number, Role.FURNITURE, prepared.furniture[index]))
        elif not line.text:
            placed.append(Placed(line.number, Role.BLANK))
        elif line.number in notes:
            placed.append(Placed(line.number, Role.NOTE, notes[line.number]))
        else:
            role, unit = assembler.roles.get(line.number, (Role.BACK, ""))
            placed.append(Placed(line.number, role, unit))
    return tuple(placed)
