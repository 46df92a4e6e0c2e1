"""Assembling instruments: header, preamble, operative part and closing of each part, its notes, identifiers and
warnings.
"""

from collections.abc import Sequence

from cjin.texts.rules.blocks import Block
from cjin.texts.rules.checks import check_numbering
from cjin.texts.rules.document import Instrument, Note, Provision, Role, Warning
from cjin.texts.rules.header import body_of, find_date, read_header, symbol_in_front, symbol_in_note, symbol_of_number
from cjin.texts.rules.identifying import identifiers
from cjin.texts.rules.kinds import Judge, Kind
from cjin.texts.rules.labels import Form
from cjin.texts.rules.marks import labels_in, without_marks
from cjin.texts.rules.notes import Definition
from cjin.texts.rules.operative import Builder, Unit
from cjin.texts.rules.preamble import read_preamble
from cjin.texts.rules.references import Resolver
from cjin.texts.rules.split import Part, is_date
from cjin.texts.rules.works import UNKNOWN, find_work, identifier


class Assembler:
    """Assembles the instruments of one file; knows the resolution that an annex belongs to."""

    def __init__(self, notes: Sequence[Definition], judge: Judge, front: Sequence[str], body_words: set[str]) -> None:
        self.judge = judge
        self.front = front
        self.body_words = body_words
        self.notes = notes
        self.resolver = Resolver(notes)
        self.roles: dict[int, tuple[Role, str]] = {}
        self.carrier: Instrument | None = None
        self.annexes = 0
        self.used: set[str] = set()
        self.repeats: dict[str, int] = {}
        self.titles_notes: set[str] = set()

    def assemble(self, parts: Sequence[Part]) -> list[Instrument]:
        """One instrument per part, in order."""
        spans = _spans(parts)
        instruments = [self._instrument(part, span) for part, span in zip(parts, spans, strict=True)]
        for instrument, span in zip(instruments, spans, strict=True):
            self._orphans(instrument, span)
        return instruments

    def place(self, block: Block, role: Role, unit: str = "") -> None:
        """Gives the lines of a block their role."""
        for line in block.lines:
            self.roles[line] = (role, unit)

    # One instrument

    def _instrument(self, part: Part, span: tuple[int, int]) -> Instrument:
        header = read_header(part, self.judge, self.body_words)
        for block in part.blocks[: header.length]:
            self.place(block, Role.FRONT if block in header.front else Role.TITLE)
        body, kinds = part.blocks[header.length :], part.kinds[header.length :]
        preamble = read_preamble(body, kinds, self.judge)
        rest, closing, strays = _closing(body[preamble.length :], kinds[preamble.length :])
        for block in strays:
            self.place(block, Role.BACK)
        built = Builder(self.judge).build(rest)
        instrument = Instrument(
            "", header.title, author_line=preamble.author_line, enacting_clause=preamble.enacting_clause, lines=span
        )
        instrument.closing_formula = " ".join(without_marks(block.text) for block in closing[:2])
        self._name(instrument, part, header.number, header.adopted, closing)
        self._titles(instrument, part.blocks[: header.length], span)
        for block in closing:
            self.place(block, Role.CLOSING if block in closing[:2] else Role.BACK)
        ids = self._ids(instrument, preamble.units, built.units)
        instrument.preamble = [self._provision(instrument, unit, ids, span) for unit in preamble.units]
        instrument.operative = [self._provision(instrument, unit, ids, span) for unit in built.units]
        self._roles({**preamble.roles, **built.roles}, ids)
        instrument.warnings += [Warning(code, message, (b.first, b.last)) for code, message, b in built.doubts]
        instrument.warnings += [
            Warning("run-on-preamble", "The preamble runs on in one paragraph; it was split.", (b.first, b.last))
            for b in preamble.run_on
        ]  # fmt: skip
        instrument.warnings += check_numbering(instrument)
        return instrument

    def _name(self, instrument: Instrument, part: Part, number: str, adopted: str, closing: Sequence[Block]) -> None:
        """Symbol, date and identifier, from the header, the closing formula, the title's note or the front matter."""
        annex = 0
        if part.start is Kind.ANNEX:
            self.annexes += 1
            annex = self.annexes
            instrument.is_annex = True
            if self.carrier:
                instrument.symbol, instrument.adopted = self.carrier.symbol, self.carrier.adopted
        else:
            self.annexes = 0
            instrument.symbol = symbol_of_number(number, instrument.author_line)
            instrument.adopted = adopted or _date_in(closing, self.judge) or self._front_date(number)
            self.carrier = instrument
        noted = self._title_note(part)
        if noted:
            instrument.symbol, annex = noted, 1
        if not instrument.symbol and part.start is not Kind.ANNEX:
            instrument.symbol = symbol_in_front(self.front) if self._is_first() else ""
            annex = UNKNOWN if instrument.symbol else 0
        stem = self.carrier.instrument_id if annex > 0 and self.carrier else ""
        instrument.instrument_id = self._unique(identifier(instrument.symbol, annex, instrument.title, stem))
        work = find_work(instrument.symbol, annex, instrument.title)
        if work and not instrument.adopted:
            instrument.adopted = work.date
        instrument.body = work.body if work else body_of(instrument.symbol)

    def _is_first(self) -> bool:
        return not self.used

    def _front_date(self, number: str) -> str:
        return (
            next((d for d in (find_date(t, self.judge.lexicon) for t in self.front if "adopted" in t.lower()) if d), "")
            if number
            else ""
        )

    def _title_note(self, part: Part) -> str:
        """The symbol that an asterisk note to the title gives, in a collection of instruments."""
        for block in part.blocks[:3]:
            for label in labels_in(block.text):
                if label.startswith("*"):
                    note = self.resolver.resolve(label, block.last, (block.first, 10**9))
                    if note:
                        return symbol_in_note(note.text)
        return ""

    def _titles(self, instrument: Instrument, blocks: Sequence[Block], span: tuple[int, int]) -> None:
        for block in blocks:
            for label in labels_in(block.text):
                self._note(instrument, label, block.last, span)

    def _unique(self, wanted: str) -> str:
        """Two instruments of one file never share an identifier."""
        name = wanted
        while name in self.used:
            self.repeats[wanted] = self.repeats.get(wanted, 1) + 1
            name = f"{wanted}-{self.repeats[wanted]}"
        self.used.add(name)
        return name

    # Identifiers

    def _ids(self, instrument: Instrument, recitals: Sequence[Unit], units: Sequence[Unit]) -> dict[int, str]:
        """The identifier of each unit by its ``id()``; a repeated number becomes a doubt."""
        every = [*recitals, *units]
        places = {id(unit): place for place, unit in enumerate(every)}
        parents = [places[id(unit.parent)] if unit.parent else None for unit in every]
        found, repeated = identifiers(instrument.instrument_id, every, parents)
        for unit in (every[place] for place in repeated):
            lines = (unit.lines[0], unit.lines[-1]) if unit.lines else instrument.lines
            message = f"The number {unit.num or unit.kind} occurs again."
            instrument.warnings.append(Warning("duplicate-number", message, lines))
        return {id(unit): name for unit, name in zip(every, found, strict=True)}

    def _provision(self, instrument: Instrument, unit: Unit, ids: dict[int, str], span: tuple[int, int]) -> Provision:
        lines = (min(unit.lines), max(unit.lines)) if unit.lines else span
        labels = list(dict.fromkeys(label for piece in unit.pieces for label in labels_in(piece)))
        for label in labels:
            self._note(instrument, label, lines[1], span)
        return Provision(
            ids[id(unit)], unit.kind, unit.num, ids[id(unit.parent)] if unit.parent else None,
            " ".join(filter(None, (without_marks(piece) for piece in unit.pieces))),
            labels, unit.path, unit.chapeau, lines, unit.title, " ".join(piece.strip() for piece in unit.pieces if
            piece.strip()),
        )  # fmt: skip

    def _roles(self, roles: dict[int, tuple[Role, object]], ids: dict[int, str]) -> None:
        for line, (role, unit) in roles.items():
            self.roles[line] = (
                role,
                ids.get(id(unit), "") if isinstance(unit, Unit) else str(getattr(unit, "text", unit)),
            )

    # Notes

    def _note(self, instrument: Instrument, label: str, line: int, span: tuple[int, int]) -> None:
        note = self.resolver.resolve(label, line, span)
        if note:
            instrument.notes[label] = Note(label, note.text, (note.lines[0], note.lines[-1]))
        elif not any(w.code == "note-missing" and label in w.message for w in instrument.warnings):
            instrument.warnings.append(
                Warning("note-missing", f"Note {label} is cited, but its text is not in the file.", (line, line))
            )

    def _orphans(self, instrument: Instrument, span: tuple[int, int]) -> None:
        """Notes that stand in an instrument and that nothing in the file cites."""
        for place, note in enumerate(self.notes):
            lines = (note.lines[0], note.lines[-1])
            if place not in self.resolver.used and span[0] <= lines[0] <= span[1]:
                instrument.notes.setdefault(note.label, Note(note.label, note.text, lines))
                instrument.warnings.append(
                    Warning("orphan-note", f"Note {note.label} is cited nowhere in the text.", lines)
                )

    def file_warnings(self, front: Sequence[Block], parts: Sequence[Part]) -> list[Warning]:
        """Doubts about the file as a whole."""
        if not parts:
            last = front[-1].last if front else 1
            return [
                Warning(
                    "no-instrument",
                    "No instrument was found: no title with numbered paragraphs, articles or an author line.",
                    (1, last),
                )
            ]
        labelled = [block for block in front if block.label and block.label.form in _UNITS]
        if labelled:
            return [
                Warning(
                    "fragment",
                    "Text before the first instrument belongs to one that begins elsewhere.",
                    (front[0].first, front[-1].last),
                )
            ]
        return []


_UNITS = (Form.NUMBER, Form.DOTTED, Form.LETTER, Form.ROMAN, Form.CONTAINER)


def _spans(parts: Sequence[Part]) -> list[tuple[int, int]]:
    firsts = [part.blocks[0].first for part in parts]
    return [(first, (firsts[i + 1] - 1) if i + 1 < len(firsts) else 10**9) for i, first in enumerate(firsts)]


def _closing(blocks: Sequence[Block], kinds: Sequence[Kind]) -> tuple[list[Block], list[Block], list[Block]]:
    """The operative blocks, those from the closing formula on, and what a masthead left among them."""
    end = next((index for index, kind in enumerate(kinds) if kind is Kind.CLOSING), len(blocks))
    while end == len(blocks) and end and is_date(blocks[end - 1].text):
        end -= 1
    strays = [block for block, kind in zip(blocks[:end], kinds[:end], strict=True) if kind is Kind.MASTHEAD]
    rest = [block for block, kind in zip(blocks[:end], kinds[:end], strict=True) if kind is not Kind.MASTHEAD]
    return rest, list(blocks[end:]), strays


def _date_in(blocks: Sequence[Block], judge: Judge) -> str:
    """The date of a closing formula of a meeting; a treaty's closing names the day it was opened for signature."""
    if not blocks or (
        "meeting" not in blocks[0].text.lower() and not is_date(blocks[0].text) and judge.lexicon.language == "en"
    ):
        return ""
    return next((date for date in (find_date(block.text, judge.lexicon) for block in blocks[:2]) if date), "")
