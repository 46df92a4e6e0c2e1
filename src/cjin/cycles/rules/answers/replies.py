"""A reply to a question in its plain form: the same reply is always the same JSON.

``{"reply": "answered", "value": …, "text": {"en": "…"}, "evidence": […]}``; a reply that is no answer (``nil``,
``not-reported``, ``withheld``, ``not-applicable``) has no value, but may have a text that says why.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from cjin.core.rules.errors import Fault, Invalid
from cjin.core.rules.multilingual import Multilingual
from cjin.core.rules.storable import UNSEEN

from ..form.questions import Form, Kind, Question
from ..vocabulary import ANSWERED, codes
from .evidence import checked_evidence
from .values import value_of

type Reply = dict[str, Any]
PARTS = ("reply", "value", "text", "evidence")
LONGEST = 20_000


def checked(question: Question, data: Any) -> Reply | None:
    """A reply in its plain form, None where nothing is said. Raises Invalid with the part of each fault."""
    if data in (None, {}):
        return None
    if not isinstance(data, Mapping):
        raise Invalid("This reply cannot be kept.", [Fault("reply", "names and values are expected")])
    faults = [
        Fault(str(one)[:40], f"is not known here; a reply has: {', '.join(PARTS)}") for one in set(data) - set(PARTS)
    ]
    kind = data.get("reply", ANSWERED)
    if kind not in codes("replies"):
        faults.append(Fault("reply", f"“{str(kind)[:40]}” is none of: {', '.join(codes('replies'))}"))
    found: Reply = {"reply": kind}
    readers: dict[str, Callable[[Any], Any]] = {
        "value": partial(value_of, question),
        "text": _text,
        "evidence": checked_evidence,
    }
    for part, read in readers.items():
        try:
            said = read(data.get(part))
        except Invalid as error:
            faults += [Fault(f"{part}: {one.where}" if one.where else part, one.message) for one in error.faults] or [
                Fault(part, error.message)
            ]
        else:
            if said not in (None, "", [], {}):
                found[part] = said
    if kind != ANSWERED and "value" in found:
        faults.append(Fault("value", f"a reply “{kind}” has no value; choose “answered” to keep it"))
    if faults:
        raise Invalid("This reply cannot be kept.", faults)
    return found if found != {"reply": ANSWERED} else None


def checked_all(form: Form, data: Mapping[str, Any]) -> dict[str, Reply]:
    """Replies by question in their plain form. Raises Invalid with the question and part of each fault."""
    found: dict[str, Reply] = {}
    faults = [Fault(str(name)[:80], "is no question of this form") for name in data if name not in form.by_name]
    for name, said in data.items():
        if name in form.by_name:
            try:
                reply = checked(form.by_name[name], said)
            except Invalid as error:
                faults += [Fault(f"{name}, {one.where}", one.message) for one in error.faults]
            else:
                found |= {name: reply} if reply else {}
    if faults:
        raise Invalid("Some replies cannot be kept.", faults)
    return found


def fits(question: Question, reply: Reply | None) -> bool:
    """Whether there is a reply, which was given to another question, and it can be one to this."""
    try:
        return checked(question, reply) is not None
    except Invalid:
        return False


def canonical(data: Any) -> str:
    """The one way in which these data are written as JSON: names in order, no blanks, signs as they are."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def digest(reply: Reply | None) -> str:
    """What tells a reply from every other one, in sixteen signs."""
    return hashlib.sha256(canonical(reply).encode()).hexdigest()[:16]


def measures_named(question: Question, reply: Reply | None) -> list[str]:
    """The measures that a reply names."""
    value = (reply or {}).get("value")
    if question.kind is Kind.MEASURES:
        return list(value or ())
    return (
        list(value.get("measures", ())) if isinstance(value, Mapping) and question.kind is Kind.IMPLEMENTATION else []
    )


def _text(value: Any) -> dict[str, str]:
    text = Multilingual.of(value)
    for language, said in text.items():
        if len(said) > LONGEST:
            raise Invalid("", [Fault(language, f"at most {LONGEST} characters, this has {len(said)}")])
        if UNSEEN.search(said.replace("\n", " ")):
            raise Invalid("", [Fault(language, "there is a sign in it that cannot be seen; remove it")])
    return {language: said.strip() for language, said in text.items()}
