"""DOCX: the paragraphs of a Word file with their automatic numbers, heading styles and notes."""

import re
import zipfile
from io import BytesIO

from lxml import etree

from cjin.texts.rules.reading.lists import Numbers, W
from cjin.texts.rules.reading.outcome import Reading, Unreadable
from cjin.texts.rules.source import Hint

_MAX_PART = 64 * 1024 * 1024
_MAX_RATIO = 200
_MAX_ENTRIES = 10_000


def read(data: bytes) -> Reading:
    """The lines of a DOCX file, notes at the end. Raises Unreadable for bombs, damage and files without text."""
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise Unreadable("the DOCX file is damaged") from error
    _check(archive)
    body = _part(archive, "word/document.xml")
    if body is None:
        raise Unreadable("it has no document part")
    styles = _part(archive, "word/styles.xml")
    writer = _Writer(Numbers(_part(archive, "word/numbering.xml"), styles), _styles(styles))
    for paragraph in body.iter(f"{W}p"):
        writer.paragraph(paragraph)
    for kind in ("footnotes", "endnotes"):
        writer.notes(_part(archive, f"word/{kind}.xml"), kind[:-1])
    if not any(text.strip() for text, _ in writer.reading.lines):
        raise Unreadable("it holds no text")
    return writer.reading


def _check(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    if len(entries) > _MAX_ENTRIES:
        raise Unreadable("it holds too many parts")
    for entry in entries:
        if entry.file_size > _MAX_PART or entry.file_size > _MAX_RATIO * max(entry.compress_size, 1024):
            raise Unreadable("it unpacks to far more than it holds, as a zip bomb does")


def _part(archive: zipfile.ZipFile, name: str) -> etree._Element | None:
    try:
        with archive.open(name) as stream:
            content = stream.read(_MAX_PART + 1)
    except KeyError:
        return None
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError, ValueError) as error:
        raise Unreadable("the DOCX file is damaged or encrypted") from error
    if len(content) > _MAX_PART:
        raise Unreadable("it unpacks to far more than it says, as a zip bomb does")
    if re.search(rb"<!\s*(DOCTYPE|ENTITY)", content[:100_000], re.I):
        raise Unreadable("its XML defines entities, which no Word file does")
    try:
        return etree.fromstring(
            content, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        )
    except etree.XMLSyntaxError as error:
        raise Unreadable("its XML is damaged") from error


def _styles(root: etree._Element | None) -> dict[str, int]:
    """Heading level by style id, from the style's outline level or its name."""
    levels: dict[str, int] = {}
    for style in root.iter(f"{W}style") if root is not None else ():
        outline = style.find(f"{W}pPr/{W}outlineLvl")
        name = style.find(f"{W}name")
        named = re.match(r"heading (\d)", name.get(f"{W}val", "").lower()) if name is not None else None
        if outline is not None and outline.get(f"{W}val", "").isdigit():
            levels[style.get(f"{W}styleId", "")] = int(outline.get(f"{W}val", "0")) + 1
        elif named:
            levels[style.get(f"{W}styleId", "")] = int(named.group(1))
    return {style: level for style, level in levels.items() if level < 10}


class _Writer:
    """Writes a line for each paragraph; superscripts and note references become markers."""

    def __init__(self, numbers: Numbers, styles: dict[str, int]) -> None:
        self.numbers = numbers
        self.styles = styles
        self.reading = Reading()
        self.order: dict[tuple[str, str], str] = {}

    def paragraph(self, paragraph: etree._Element) -> None:
        runs = [run for run in paragraph.iter(f"{W}r") if run.find(f"{W}t") is not None]
        bold = bool(runs) and all(_is_on(run, "b") for run in runs)
        text = self.numbers.label(paragraph) + self._text(paragraph)
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        level = self.styles.get(style.get(f"{W}val", ""), 0) if style is not None else 0
        centred = paragraph.find(f"{W}pPr/{W}jc")
        hint = Hint(
            level=level, bold=bold, gap=True, centred=centred is not None and centred.get(f"{W}val") == "center"
        )
        for place, line in enumerate(text.split("\n")):
            self.reading.lines.append((line, hint if place == 0 else Hint(bold=bold)))

    def _text(self, node: etree._Element) -> str:
        parts: list[str] = []
        for run in node.iter(f"{W}r"):
            if any(above.tag in (f"{W}del", f"{W}moveFrom") for above in run.iterancestors()):
                continue
            raised = run.find(f"{W}rPr/{W}vertAlign")
            words = "".join(self._piece(piece) for piece in run)
            if (
                raised is not None
                and raised.get(f"{W}val") == "superscript"
                and re.fullmatch(r"\s*(\d{1,3}|[a-z]|\*+)\s*", words)
            ):
                words = f"<sup>{words.strip()}</sup>"
            parts.append(words)
        return "".join(parts)

    def _piece(self, piece: etree._Element) -> str:
        tag = piece.tag.removeprefix(W) if isinstance(piece.tag, str) else ""
        if tag == "t":
            return (piece.text or "").replace("<", "&lt;")
        if tag in ("footnoteReference", "endnoteReference"):
            return f"<sup>{self._number(tag.removesuffix('Reference'), piece.get(f'{W}id', ''))}</sup>"
        return {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}.get(tag, "")

    def _number(self, kind: str, identity: str) -> str:
        """Notes count from 1 in the order of their references, as Word shows them."""
        return self.order.setdefault((kind, identity), str(len(self.order) + 1))

    def notes(self, root: etree._Element | None, kind: str) -> None:
        texts = {
            note.get(f"{W}id", ""): " ".join(self._text(p).strip() for p in note.iter(f"{W}p"))
            for note in (root.iter(f"{W}{kind}") if root is not None else ())
            if note.get(f"{W}type") in (None, "normal")
        }
        for (of, identity), label in list(self.order.items()):
            if of == kind and identity in texts:
                self.reading.lines.append((f"<sup>{label}</sup> {texts[identity].strip()}", Hint(gap=True, small=True)))
        uncited = [text for identity, text in texts.items() if (kind, identity) not in self.order and text.strip()]
        self.reading.lines.extend((f"<sup>†</sup> {text}", Hint(gap=True, small=True)) for text in uncited)


def _is_on(run: etree._Element, name: str) -> bool:
    switch = run.find(f"{W}rPr/{W}{name}")
    return switch is not None and switch.get(f"{W}val", "1") not in ("0", "false", "off")
