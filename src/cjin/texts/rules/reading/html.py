"""HTML: the visible text, a line per block, with headings, superscripts and list numbers."""

import re

from lxml import etree, html

from cjin.texts.rules.reading.numbering import numeral
from cjin.texts.rules.reading.outcome import Reading, Unreadable
from cjin.texts.rules.source import Hint

_BLOCKS = {
    "p", "div", "section", "article", "main", "header", "footer", "aside", "nav", "ul", "ol", "li", "dl", "dt",
    "dd", "table",
    "tr", "td", "th", "thead", "tbody", "blockquote", "pre", "figure", "figcaption", "h1", "h2", "h3", "h4", "h5",
    "h6", "body",
    "html", "hr", "form", "fieldset", "address",
}  # fmt: skip
_SKIPPED = {
    "script",
    "style",
    "head",
    "template",
    "noscript",
    "svg",
    "math",
    "iframe",
    "object",
    "select",
    "button",
    "nav",
}
_FORMS = {
    "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "1": "decimal",
    "lower-alpha": "lowerLetter", "lower-latin": "lowerLetter", "upper-alpha": "upperLetter", "none": "none",
    "upper-latin": "upperLetter", "lower-roman": "lowerRoman", "upper-roman": "upperRoman",
}  # fmt: skip
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([a-z-]+)")
_LABELLED = re.compile(r"\s*(\(\w{1,5}\)|\w{1,4}[.)])\s")
_MAX_DEPTH = 400


def read(data: bytes) -> Reading:
    """The lines of an HTML file. Raises Unreadable when it holds no text."""
    try:
        root = html.document_fromstring(
            data, parser=html.HTMLParser(no_network=True, huge_tree=False, encoding=_encoding(data))
        )
    except (etree.LxmlError, ValueError) as error:
        raise Unreadable("it is no HTML that can be parsed") from error
    writer = _Writer()
    writer.walk(root, 0)
    writer.flush()
    if not writer.reading.lines:
        raise Unreadable("it holds no visible text")
    writer.reading.laid_out = True
    return writer.reading


def _encoding(data: bytes) -> str | None:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"


class _Writer:
    """Walks the tree and writes a line for each block."""

    def __init__(self) -> None:
        self.reading = Reading()
        self.parts: list[str] = []
        self.level = 0
        self.bold = 0
        self.had_plain = False
        self.prefix = ""
        self.lists: list[int] = []

    def walk(self, node: html.HtmlElement, depth: int) -> None:
        tag = node.tag if isinstance(node.tag, str) else ""
        if tag and tag not in _SKIPPED and depth < _MAX_DEPTH:
            self._element(node, tag, depth)
        self._text(node.tail)

    def _element(self, node: html.HtmlElement, tag: str, depth: int) -> None:
        block = tag in _BLOCKS
        if block:
            self.flush()
        if tag == "br":
            self.flush(gap=False)
        heading = len(tag) == 2 and tag[0] == "h" and tag[1].isdigit()
        self.level = int(tag[1]) if heading else self.level
        self.bold += tag in ("b", "strong")
        if tag == "ol":
            self._bare_label()
            self.lists.append(_number(node.get("start"), 1) - 1)
        if tag == "li":
            self.prefix = self._list_label(node)
        opening = tag == "sup"
        if opening:
            self.parts.append("<sup>")
        self._text(node.text)
        for child in node:
            self.walk(child, depth + 1)
        if opening:
            self.parts.append("</sup>")
        if block:
            self.flush()
        if tag == "ol":
            self.lists.pop()
        self.bold -= tag in ("b", "strong")
        self.level = 0 if heading else self.level

    def _text(self, text: str | None) -> None:
        if text:
            self.parts.append(text.replace("<", "&lt;"))
            self.had_plain = self.had_plain or bool(text.strip() and not self.bold)

    def _bare_label(self) -> None:
        """An item that begins with a list has its number on a line of its own."""
        if self.prefix:
            self.reading.lines.append((self.prefix.strip(), Hint(gap=True)))
            self.prefix = ""

    def _list_label(self, node: html.HtmlElement) -> str:
        """The number that a browser would show before an item of an ordered list, unless its words have their own."""
        parent = node.getparent()
        if parent is None or parent.tag != "ol":
            return ""
        self.lists[-1] = _number(node.get("value"), self.lists[-1] + 1)
        style = _LIST_STYLE.search(parent.get("style", ""))
        form = _FORMS.get(style.group(1) if style else parent.get("type", "1"), "decimal")
        if form == "none" or _LABELLED.match((node.text_content() or "")[:40]):
            return ""
        label = numeral(self.lists[-1], form)
        return f"{label}. " if form in ("decimal", "upperRoman", "upperLetter") else f"({label}) "

    def flush(self, *, gap: bool = True) -> None:
        """Ends a line."""
        text = " ".join("".join(self.parts).split())
        if text:
            self.reading.lines.append(
                (self.prefix + text, Hint(level=self.level, bold=not self.had_plain, gap=self.next_gap))
            )
            self.prefix = ""
        if text or gap:
            self.next_gap = gap
        self.parts, self.had_plain = [], False

    next_gap = True


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and re.fullmatch(r"-?[0-9]{1,6}", text) else otherwise
