"""Plain text: as a careful typist would set it, and as the parser reads it back word for word."""

from cjin.texts.rules.export.edition import Edition, depth, label_of, openings
from cjin.texts.rules.marks import MARK


def write(edition: Edition) -> str:
    """The edition as Markdown-flavoured text: headings marked, notes at the foot, one paragraph a block."""
    one = edition.instrument
    blocks = [*edition.front, f"# {one.title}"]
    blocks += [one.author_line] if one.author_line else []
    for unit in one.preamble:
        blocks.append(_line(label_of(unit), _marked(unit.marked or unit.text)))
    blocks += [one.enacting_clause] if one.enacting_clause else []
    for unit, headings, chapeau in openings(one.operative):
        blocks += [chapeau] if chapeau else []
        blocks += [f"## {heading}" for heading in headings]
        label = label_of(unit)
        if depth(unit) == 0 and unit.kind != "paragraph":
            blocks += [f"### {label}", *([unit.title] if unit.title else [])]
            blocks += [_marked(unit.marked or unit.text)] if unit.text else []
        else:
            blocks.append(_line(label, _marked(unit.marked or unit.text)))
    blocks += [one.closing_formula] if one.closing_formula else []
    blocks += [f"[^{note.label}]: {note.text}" for note in one.notes.values()]
    return "\n\n".join(blocks) + "\n"


def _line(label: str, text: str) -> str:
    return f"{label} {text}".strip()


def _marked(text: str) -> str:
    return MARK.sub(lambda match: f"[^{match.group(1)}]", text)
