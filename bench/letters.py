"""Letters in two languages: what is measured of them."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

COPIES = 3
"""So many persons and things are in the request that is measured."""


def works() -> dict[str, Callable[[], object]]:
    """A process alone (the floor), a letter in one language and in two, its signature, and taking it in."""
    from cjin.requests.rules.letter.content import letter_of
    from cjin.requests.rules.letter.data import letter_data
    from cjin.requests.rules.letter.drawing import drawn
    from cjin.requests.rules.letter.keys import KeyPlace, demonstration_pem
    from cjin.requests.rules.letter.parts import Names, Occasion
    from cjin.requests.rules.letter.reading import opened
    from cjin.requests.rules.letter.signing import signed
    from cjin.requests.rules.letter.units import Status, Wording, units

    now = datetime.now(UTC)
    draft = _draft()
    said = [Wording("ar", one.unit, "نص باللغة العربية " * 12, Status.HUMAN, one.sha256) for one in units(draft)]
    occasion = Occasion("XAA-2026-8SIGNS88", 1, date(2026, 3, 2))
    data = letter_data(draft, said, reference=occasion.reference, revision=1, is_draft=False)
    path = Path(os.environ["CJIN_HOME"]) / "bench.pem"
    path.write_text(demonstration_pem("the bench", now))
    place = KeyPlace(str(path))

    def letter(*languages: str) -> bytes:
        return drawn(letter_of(draft, languages, said, Names(), occasion), data)

    def whole() -> bytes:
        return signed(letter("fr", "ar"), place, name="bench", reason=occasion.reference, now=now)

    done = whole()
    return {
        "a process that does nothing (floor)": lambda: subprocess.run([sys.executable, "-c", ""], check=True),
        "a letter in French": lambda: letter("fr"),
        "a letter in French and Arabic": lambda: letter("fr", "ar"),
        "a letter in French and Arabic, signed": whole,
        "a signed letter, opened and verified": lambda: opened(done, "letter.pdf", now=now),
    }


def _draft() -> Any:
    from cjin.requests.rules.writing.drafts import Draft
    from cjin.requests.rules.writing.kinds import kind_named
    from tests.requests.letters.samples import ANSWERS, TREATY

    more = {name: ANSWERS[name] * COPIES for name in ("persons", "property", "offences")}
    answers = ANSWERS | more | {"facts": "\n".join([ANSWERS["facts"]] * 10)}
    return Draft(kind_named("mutual-legal-assistance"), "XAA", "XBB", "xbb-ministry-of-justice", TREATY, answers)
