"""Templates and stylesheets: nothing inline, nothing that knows only left-to-right."""

import re

from tests.house.tree import shown, text, written

INLINE = re.compile(
    r"<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:|<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")|(?<!help_text)\|\s*safe\b"
)
SIDES = re.compile(r"\b(?:left|right)\b", re.IGNORECASE)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def test_there_are_pages_to_look_at() -> None:
    assert len(written(".html")) > 20
    assert written(".css")


def test_no_template_holds_script_or_style() -> None:
    found = {shown(path): match[0] for path in written(".html") if (match := INLINE.search(text(path)))}
    assert not found


def test_no_stylesheet_names_left_or_right() -> None:
    found = {shown(path): match[0] for path in written(".css") if (match := SIDES.search(COMMENT.sub("", text(path))))}
    assert not found


def test_nothing_is_fetched_from_elsewhere() -> None:
    foreign = re.compile(r"(?:src|href|action)=[\"'](?:https?:)?//|@import|url\((?!['\"]?(?:data:|\.))")
    found = {
        shown(path): match[0]
        for path in written(".html", ".css")
        if (match := foreign.search(text(path))) and 'rel="external' not in text(path)
    }
    assert not found
