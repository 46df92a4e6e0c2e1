"""The child process: draws one letter from standard input and writes the PDF in Base64."""

import base64
import json
import re
import sys
from importlib.resources import files
from typing import Any

from cjin.core.rules.apart import answer, limit
from cjin.requests.rules.letter.drawing import MEMORY, SECONDS

STANDARDS: list[Any] = ["a-3a", "ua-1"]
FONTS = {
    "ar": (("Noto Naskh Arabic", "Noto Sans Arabic", "Amiri"), "fonts-noto-core"),
    "zh": (("Noto Serif CJK SC", "Noto Serif SC", "Noto Sans CJK SC"), "fonts-noto-cjk"),
}
"""A language needs one of these families; typst has letters for the others with it."""
_SHOWN = re.compile(r"(?:the )?text (.{0,60}?) could not be displayed")


def main() -> dict[str, Any]:
    """The letter, or why it cannot be drawn."""
    import typst

    given = json.loads(sys.stdin.buffer.read())
    fonts = typst.Fonts(font_paths=given["folders"])
    known = set(fonts.families())
    for language in given["languages"]:
        families, package = FONTS.get(language, ((), ""))
        if families and not known & set(families):
            return {"error": f"There is no font for “{language}” ({families[0]}).", "package": package}
    template = (files("cjin.requests.rules.letter") / "letter.typ").read_bytes()
    inputs = {name: given[name] for name in ("content", "request", "attached")}
    try:
        pdf = typst.Compiler(font_paths=fonts, sys_inputs=inputs).compile(
            template, format="pdf", pdf_standards=STANDARDS
        )
    except typst.TypstError as error:
        return {"error": _words(error)}
    assert isinstance(pdf, bytes)
    return {"pdf": base64.b64encode(pdf).decode()}


def _words(error: Any) -> str:
    found = _SHOWN.search(error.message)
    return f"no font has the sign {found[1]}" if found else str(error.message)[:200]


if __name__ == "__main__":
    limit(memory=MEMORY, seconds=SECONDS)
    answer(main)
