"""The data of a letter: the request as ``drafts.as_data`` has it, with its reference, revision and wordings."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from cjin.core.rules.errors import Fault, Invalid
from cjin.core.rules.storable import UNSEEN

from ..writing.answers import LONGEST_WORDS
from ..writing.completeness import asked
from ..writing.drafts import FORMAT, MOST_BYTES, Draft, as_data, read_draft
from .carried import Carried
from .units import GIVEN, LANGUAGES, Status, Wording, units

FIELDS = ("reference", "revision", "draft", "wordings", "basis_title")
MOST_WORDINGS = 20_000
_LONGEST_REFERENCE, _LONGEST_TITLE = 60, 500


def letter_data(
    draft: Draft,
    wordings: Sequence[Wording],
    *,
    reference: str,
    revision: int,
    is_draft: bool,
    basis_title: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """What is attached to a letter: only answers that are asked for, the wordings of their units, and what the
    instrument is called, for a node that does not know it.
    """
    mine = only_asked(draft)
    known = {one.unit for one in units(mine)}
    said = [_wording(one) for one in wordings if one.unit in known and one.text.strip()]
    frame = {"reference": reference, "revision": revision, "draft": is_draft, "wordings": said}
    return as_data(mine) | frame | ({"basis_title": dict(basis_title)} if basis_title else {})


def only_asked(draft: Draft) -> Draft:
    """The draft without answers to what is not asked any more: they are not shown, and so they do not travel."""
    wanted = [one.item for one in asked(draft.kind, draft.answers, draft.basis)]
    answers = {name: draft.answers[name] for name in wanted if name in draft.answers}
    return Draft(draft.kind, draft.requesting, draft.requested, draft.addressee, draft.basis, answers)


def _wording(one: Wording) -> dict[str, str]:
    return {
        "language": one.language,
        "unit": one.unit,
        "text": one.text,
        "status": str(one.status),
        "source_sha256": one.source_sha256,
    }


def read_file(content: bytes, name: str) -> Carried:
    """The request of a JSON file: a draft, or the data of a letter. Raises Invalid with each fault and its place."""
    if len(content) > MOST_BYTES:
        raise Invalid("The file is too large.", [Fault(name, f"at most {MOST_BYTES // 1_000_000} MB can be read")])
    if content.startswith(b"%PDF"):
        said = "this is a letter: take it in, or choose the JSON that is attached to it"
        raise Invalid("JSON is expected.", [Fault(name, said)])
    try:
        return read_letter(content.decode("utf-8-sig"), name)
    except UnicodeDecodeError:
        raise Invalid("The JSON cannot be read.", [Fault(name, "it is not UTF-8")]) from None


def read_letter(text: str, where: str) -> Carried:
    """The request of a letter's data. Raises Invalid with each fault and its place: anything unknown is one."""
    return read_data(_json(text, where), where)


def read_data(data: Any, where: str) -> Carried:
    """The same from plain data; what a draft lacks of a letter is empty. Raises Invalid."""
    if not isinstance(data, Mapping) or data.get("format") != FORMAT:
        raise Invalid("This is no request.", [Fault(where, f"“format”: “{FORMAT}” is expected")])
    faults: list[Fault] = []
    reference, revision, is_draft = _frame(data, where, faults)
    try:
        draft = read_draft({name: value for name, value in data.items() if name not in FIELDS}, where)
    except Invalid as error:
        raise Invalid(error.message, [*error.faults, *faults]) from None
    wordings = _wordings(data.get("wordings", []), draft, f"{where}, wordings", faults)
    title = _title(data.get("basis_title", {}), f"{where}, basis_title", faults)
    if faults:
        raise Invalid("The request cannot be read.", faults)
    return Carried(draft, wordings, reference, revision, is_draft, title)


def _json(text: str, where: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        said = _json_fault(error)
        raise Invalid("The JSON cannot be read.", [Fault(where, said)]) from None


def _json_fault(error: Exception) -> str:
    """What is wrong with a JSON file, and where, in words for a person."""
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    if isinstance(error, json.JSONDecodeError):
        return f"it is damaged or cut off at line {error.lineno}, sign {error.colno}: bring it as it was given out"
    return str(error)[:200]


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A name that stands twice would be read in two ways by two programs."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name stands twice")
    return found


def _no_number(name: str) -> Any:
    raise ValueError(f"{name} is no number")


def _frame(data: Mapping[str, Any], where: str, faults: list[Fault]) -> tuple[str, int, bool]:
    reference, revision, is_draft = data.get("reference", ""), data.get("revision", 0), data.get("draft", True)
    if not isinstance(reference, str) or len(reference) > _LONGEST_REFERENCE or UNSEEN.search(reference):
        faults.append(Fault(f"{where}, reference", f"a text of at most {_LONGEST_REFERENCE} signs is expected"))
        reference = ""
    if not isinstance(revision, int) or isinstance(revision, bool) or not 0 <= revision < 2**31:
        faults.append(Fault(f"{where}, revision", "a whole number is expected"))
        revision = 0
    if not isinstance(is_draft, bool):
        faults.append(Fault(f"{where}, draft", "true or false is expected"))
    return reference, revision, is_draft is not False


def _title(value: Any, where: str, faults: list[Fault]) -> dict[str, str]:
    """What the instrument is called, by language."""
    if isinstance(value, Mapping) and all(name in LANGUAGES and _is_title(one) for name, one in value.items()):
        return dict(value)
    said = f"texts of at most {_LONGEST_TITLE} signs by {', '.join(LANGUAGES)} are expected"
    faults.append(Fault(where, said))
    return {}


def _is_title(text: Any) -> bool:
    return isinstance(text, str) and len(text) <= _LONGEST_TITLE and not UNSEEN.search(text)


def _wordings(value: Any, draft: Draft, where: str, faults: list[Fault]) -> tuple[Wording, ...]:
    if not isinstance(value, list) or len(value) > MOST_WORDINGS:
        faults.append(Fault(where, f"a list of at most {MOST_WORDINGS} is expected"))
        return ()
    known = {one.unit for one in units(draft)}
    found: dict[tuple[str, str], Wording] = {}
    for number, one in enumerate(value, start=1):
        said = _read_wording(one, known)
        if isinstance(said, str) or (said.language, said.unit) in found:
            faults.append(Fault(f"{where}, entry {number}", said if isinstance(said, str) else "it stands twice"))
        else:
            found[said.language, said.unit] = said
    return tuple(found.values())


def _read_wording(one: Any, known: set[str]) -> Wording | str:
    """A wording, or what is wrong with it."""
    if not isinstance(one, Mapping) or set(one) != {"language", "unit", "text", "status", "source_sha256"}:
        return "language, unit, text, status and source_sha256 are expected"
    if not all(isinstance(value, str) for value in one.values()):
        return "texts are expected"
    if one["language"] not in LANGUAGES or one["status"] not in GIVEN:
        return f"one of {', '.join(LANGUAGES)} and one of {', '.join(GIVEN)} are expected"
    if one["unit"] not in known:
        return f"“{one['unit'][:60]}” is no unit of this request"
    if len(one["text"]) > LONGEST_WORDS or UNSEEN.search(one["text"]):
        return f"the text is longer than {LONGEST_WORDS} signs, or has a sign in it that cannot be seen"
    return Wording(one["language"], one["unit"], one["text"], Status(one["status"]), one["source_sha256"][:64])
