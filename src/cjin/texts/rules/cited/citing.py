"""A provision that may cite."""

from dataclasses import dataclass

from cjin.texts.rules.cited.plain import plain
from cjin.texts.rules.marks import MARK, without_marks


@dataclass(frozen=True, slots=True)
class Citing:
    """A provision that may cite: its identifier, words, the labels of its notes, the headings above it.

    ``marked`` is its text with the markers of its notes in their places, empty where it is not known.
    """

    eid: str
    text: str
    footnotes: tuple[str, ...] = ()
    heading_path: tuple[str, ...] = ()
    marked: str = ""

    def markers(self) -> list[tuple[int, str]]:
        """Where in the text the markers of notes stand."""
        marked = plain(self.marked).text
        return [(len(without_marks(marked[: hit.start()])), hit[1]) for hit in MARK.finditer(marked)]
