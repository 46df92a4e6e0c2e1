"""Cleaning a line: what conversion left in it goes, what it says stays, and each step is logged."""

import html
import re
from dataclasses import dataclass

from cjin.texts.rules.document import Cleaning
from cjin.texts.rules.marks import CLOSE, OPEN, mark
from cjin.texts.rules.source import Hint, Line


@dataclass(frozen=True, slots=True)
class Clean:
    """A cleaned line. ``text`` holds note markers as ``marks`` writes them; ``level`` is that of a Markdown heading."""

    number: int
    text: str
    hint: Hint
    level: int = 0
    bold: bool = False
    italic: bool = False
    bullet: bool = False
    hard_break: bool = False


_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", "0123456789abcdefghijklmnoprstuvwxyz")
_SUPERSCRIPT = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4}|[ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ](?![ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ])")
_BROKEN_SUP = re.compile(r"<sup>\s*&(?:amp;)?\s*</sup>\s*lt;", re.I)
_SUP = re.compile(r"<sup>\s*\(?([0-9]{1,4}|[A-Za-z]{1,2}|\*{1,4}|†)\)?\s*</sup>", re.I)
_TAG = re.compile(
    r"</?(?:a|abbr|b|big|blockquote|br|center|cite|code|dd|del|dfn|div|dl|dt|em|font|h[1-6]|hr|i|img|ins|li|mark|ol|p|pre|q|s|small"
    r"|span|strike|strong|sub|sup|table|tbody|td|tfoot|th|thead|tr|tt|u|ul|wbr)(?:\s[^<>]{0,500})?\s?/?>",
    re.I,
)
_CARET = re.compile(r"\^\{?([0-9]{1,3}|[a-z])\}?(?![\w^])")
_BRACKETED = re.compile(r"(?<=[\w.,;:)”\"’'])\[(\d{1,3}|[a-z])\](?!\()|^\[(\d{1,3}|[a-z])\](?=\s+\S)")
_MD_NOTE = re.compile(r"\[\^([^\]\s]{1,8})\]")
_FILE_LINK = re.compile(r"\[([^\[\]]{0,500})\]\(\S{0,1500}?\.\w{2,4}\)")
_LINK = re.compile(r"!?\[([^\[\]]{0,500})\]\((?:[^()\s]|\([^()]*\)){0,1000}\)")
_STRONG = re.compile(r"\*\*(?=[^\s*])([^*]{1,20000}?)(?<=[^\s*])\*\*")
_EMPH = re.compile(r"(?<![\w*\\])\*(?=[^\s*])([^*]{1,20000}?)(?<=[^\s*\\])\*(?![\w*])")
_UNDER = re.compile(r"(?<![\w_])_(?=[^\s_])([^_]{1,20000}?)(?<=[^\s_])_(?![\w_])")
_STAR = re.compile(r"(?<=[\w.,;:)\]”\"'’])\s?(\*{1,3})(?=\s|$)")
_LEADING_STAR = re.compile(r"^(\*{1,3})\s?(?=[\w“\"(])")
_ESCAPE = re.compile(r"\\([\\*_`#\[\]().!~>+-])")
_HASHES = re.compile(r"^\s{0,3}(#{1,6})\s*(?=\S)")
_BULLET = re.compile(r"^\s*[-*•–·]\s+(?=\S)")
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
_INVISIBLE = re.compile("[\u200b\u2060\ufeff\u00ad\ue000-\uf8ff\ufff9-\ufffb\ufffe\uffff]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_SPACE = re.compile(r"\s+")
_GLUED_MARK = re.compile(f"\\s+(?={OPEN})")


class Cleaner:
    """Cleans the lines of one file in order; emphasis opened in one line may close in a later one."""

    def __init__(self) -> None:
        self.log: list[Cleaning] = []
        self._open_strong = False

    def clean(self, line: Line) -> Clean:
        """One cleaned line. Never raises; time grows with the length of the line."""
        text = line.raw
        if not text:
            return Clean(line.number, "", line.hint)
        text = self._step(line, "direction-override", text, _DIRECTION.sub("", text))
        text = self._step(line, "control-character", text, _CONTROL.sub(" ", text))
        text = self._step(line, "invisible-character", text, _INVISIBLE.sub("", text))
        hashes = _HASHES.match(text)
        level = len(hashes.group(1)) if hashes else 0
        text = self._step(line, "heading-mark", text, text[hashes.end() :] if hashes else text)
        text = self._markup(line, text)
        bulleted = _BULLET.match(text)
        text = self._step(line, "bullet", text, text[bulleted.end() :] if bulleted else text)
        text, bold, italic = self._emphasis(line, text)
        hard_break = line.raw.endswith("  ")
        text = self._step(line, "white-space", text.strip(), _SPACE.sub(" ", text).strip())
        return Clean(
            line.number, text, line.hint, level or line.hint.level, bold or line.hint.bold, italic or line.hint.italic,
            bool(bulleted), hard_break,
        )  # fmt: skip

    def _step(self, line: Line, code: str, was: str, now: str) -> str:
        if was != now:
            self.log.append(Cleaning(code, line.number, was, now))
        return now

    def _markup(self, line: Line, text: str) -> str:
        """Entities, note markers, links and tags of HTML and Markdown."""
        if "<" in text or "&" in text:
            text = self._step(line, "broken-superscript", text, _BROKEN_SUP.sub("<", text))
            text = self._step(line, "entity", text, html.unescape(text) if "&" in text else text)
            text = self._step(line, "note-marker", text, _SUP.sub(lambda m: mark(m.group(1)), text))
            text = self._step(line, "tag", text, _TAG.sub("", text))
        if "[" in text:
            text = self._step(line, "note-marker", text, _MD_NOTE.sub(lambda m: mark(m.group(1)), text))
            text = self._step(line, "note-marker", text, _BRACKETED.sub(lambda m: mark(m.group(1) or m.group(2)), text))
            text = self._step(line, "link", text, _LINK.sub(r"\1", _FILE_LINK.sub(r"\1", text)))
        if "^" in text:
            text = self._step(line, "note-marker", text, _CARET.sub(lambda m: mark(m.group(1)), text))
        return self._step(
            line, "note-marker", text, _SUPERSCRIPT.sub(lambda m: mark(m.group(0).translate(_SUPERSCRIPTS)), text)
        )

    def _emphasis(self, line: Line, text: str) -> tuple[str, bool, bool]:
        """The text without Markdown emphasis, and whether all of it was bold or italic."""
        if not any(c in text for c in "*_\\") and not self._open_strong:
            return text, False, False
        was, body = text, text.strip()
        carried = self._open_strong
        if body.count("**") % 2:
            body = self._half_strong(body)
        bold = carried or self._open_strong or bool(_whole(_STRONG, body))
        body = _STRONG.sub(r"\1", body)
        italic = bool(_whole(_EMPH, body) or _whole(_UNDER, body))
        body = _UNDER.sub(r"\1", _EMPH.sub(r"\1", body))
        body = _LEADING_STAR.sub(lambda m: mark(m.group(1)), body)
        body = _STAR.sub(lambda m: mark(m.group(1)), body)
        body = _ESCAPE.sub(r"\1", body)
        return self._step(line, "emphasis", was.strip(), body), bold, italic

    def _half_strong(self, body: str) -> str:
        """Takes the one unpaired ** off a line whose bold goes on from, or into, another line."""
        if self._open_strong:
            self._open_strong = False
            head, _, tail = body.rpartition("**") if body.endswith("**") else body.partition("**")
            return head + tail
        if body.startswith("**") or "**" in body[:12]:
            self._open_strong = True
            return body.replace("**", "", 1)
        return body


def _whole(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """A match that covers the text but for note markers and end punctuation around it."""
    bare = re.sub(f"{OPEN}[^{CLOSE}]*{CLOSE}|[\\s:,.*]+$", "", text) if OPEN in text else text.strip()
    return pattern.fullmatch(bare)
