"""Letters as PDF/A-3a and PDF/UA-1 with the request as data in them, drawn by typst in a process of its own."""

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from cjin.core.rules.apart import ask
from cjin.core.rules.errors import Fault, Invalid, Unavailable

from .parts import Content
from .runs import LONGEST_BOX

SECONDS, MEMORY = 60, 3_000 * 1024 * 1024
LONGEST_WORD = 24
"""Signs after which a word may be broken: one that is longer than a column would leave the page."""


def drawn(
    content: Content, request: Mapping[str, Any], folders: Sequence[str] = (), *, attached: str = "request.json"
) -> bytes:
    """The letter as a PDF file with ``request`` attached under a name; ``folders`` hold more fonts.

    Raises Invalid for a sign that no font has, Unavailable where a font of a language is not there.
    """
    given = {
        "content": json.dumps(_plain(content), ensure_ascii=False),
        "request": json.dumps(request, ensure_ascii=False, sort_keys=True, indent=1),
        "attached": attached,
        "languages": list(content.languages),
        "folders": list(folders),
    }
    told = ask("cjin.requests.rules.letter.child", given=json.dumps(given).encode(), seconds=SECONDS)
    if "error" in told:
        raise _refused(told)
    return base64.b64decode(told["pdf"])


def _refused(told: Mapping[str, Any]) -> Invalid | Unavailable:
    if told.get("package"):
        return Unavailable(f"{told['error']} Install the package {told['package']}, or name a folder in CJIN_FONTS.")
    return Invalid("The letter cannot be drawn.", [Fault("letter", str(told["error"]))])


def _plain(content: Content) -> dict[str, Any]:
    """The content as the template takes it."""
    told = asdict(content)
    told |= {
        "author": content.heads[0].authority,
        "year": content.day.year,
        "month": content.day.month,
        "day": content.day.day,
        "longest": LONGEST_BOX,
    }
    broken: dict[str, Any] = _broken(told)
    return broken


def _broken(value: Any) -> Any:
    """Every run with the pieces between which it may be broken."""
    if isinstance(value, dict):
        if set(value) == {"text", "fixed"}:
            return value | {"pieces": pieces(value["text"])}
        return {name: _broken(one) for name, one in value.items()}
    return [_broken(one) for one in value] if isinstance(value, list | tuple) else value


def pieces(text: str) -> list[str]:
    """A text cut inside its longest words."""
    found, word = [""], 0
    for sign in text:
        word = 0 if sign.isspace() or sign > "\u2e80" else word + 1
        if word > LONGEST_WORD:
            found.append("")
            word = 1
        found[-1] += sign
    return found
