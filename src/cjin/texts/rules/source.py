"""A file as its reader delivers it: numbered lines with what the format knew about each."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Hint:
    """What a format knows about a line beyond its characters; plain text knows nothing.

    ``level`` is the level of a heading style (0: none), ``small`` marks the type size of notes, ``gap`` a space
    above that
    sets the line off as a new paragraph, ``page`` the page it stands on (0: unknown).
    """

    level: int = 0
    bold: bool = False
    italic: bool = False
    centred: bool = False
    small: bool = False
    gap: bool = False
    page: int = 0
    furniture: bool = False


PLAIN = Hint()


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the source. ``number`` counts from 1 in the file, or in the reader's lines where a format has
    none.
    """

    number: int
    raw: str
    hint: Hint = PLAIN


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was read. ``laid_out`` says that the reader knew the paragraphs (gaps are complete, lines are
    wrapped).
    """

    name: str
    format: str
    lines: tuple[Line, ...]
    laid_out: bool = False
    remarks: tuple[str, ...] = field(default=())

    @classmethod
    def of_text(cls, text: str, name: str = "text", format: str = "text") -> "Source":
        """Lines of a plain text, split at line feeds only, so that line numbers agree with an editor's."""
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        return cls(name, format, tuple(Line(number, raw) for number, raw in enumerate(lines, 1)))
