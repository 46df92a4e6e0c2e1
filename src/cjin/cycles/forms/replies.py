"""A reply as it was typed: the fields of a question read back, whatever they say; ``rules.answers`` checks them."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import QueryDict

from cjin.core.rules.identifiers import Language

from ..queries.looking import LONGEST, LookUp
from ..rules.answers.evidence import OF_EVIDENCE
from ..rules.answers.values import TWO_WAYS
from ..rules.form.questions import Kind, Question
from ..rules.vocabulary import ANSWERED, LAW, NO_ANSWERS, PRACTICE, word

MOST = 200
OF_NEED = ("type", "about", "audience", "language", "urgency")


def typed_reply(question: Question, sent: QueryDict, language: str) -> dict[str, Any] | None:
    """What was typed in the form of a question; None where it is empty."""
    name = question.question
    kind = sent.get(f"{name}.reply", "") or ANSWERED
    found: dict[str, Any] = {"reply": kind}
    value = _value(question, sent, language)
    if value not in (None, "", [], {}):
        found["value"] = value
    if text := _texts(f"{name}.text", sent):
        found["text"] = text
    if evidence := typed_evidence(name, sent):
        found["evidence"] = evidence
    return found if found != {"reply": ANSWERED} else None


def typed_evidence(name: str, sent: QueryDict) -> list[dict[str, Any]]:
    """The pieces of evidence of a form: those that stay, those that were typed, and the one that was looked up."""
    found = _rows(f"{name}.evidence", OF_EVIDENCE, sent, besides=("kind",))
    kind, _blank, ref = sent.get(f"{name}.pick", "").partition(" ")
    if ref and not any((one.get("kind"), one.get("ref")) == (kind, ref) for one in found):
        found.append({"kind": kind, "ref": ref})
    return found


def typed_look(name: str, sent: QueryDict) -> LookUp:
    """What is looked for to be cited."""
    said = {part: sent.get(f"{name}.look.{part}", "")[:LONGEST] for part in ("kind", "words", "of")}
    chosen = f"{name}.look.c."
    codes = {one.removeprefix(chosen): str(code) for one, code in sent.items() if one.startswith(chosen)}
    return LookUp(said["kind"], said["words"], said["of"], codes)


def _value(question: Question, sent: QueryDict, language: str) -> Any:
    name = question.question
    match question.kind:
        case Kind.IMPLEMENTATION:
            return _implementation(name, sent)
        case Kind.MANY | Kind.MEASURES:
            return sent.getlist(f"{name}.value")
        case Kind.NUMBER:
            return _number(sent.get(f"{name}.value", ""))
        case Kind.TABLE:
            return _table(question, sent, language)
        case Kind.NEEDS:
            return _rows(f"{name}.entry", OF_NEED, sent, worded=True)
        case Kind.PROPOSALS:
            return _rows(f"{name}.entry", ("about",), sent, worded=True)
        case Kind.TEXT | Kind.EVIDENCE:
            return None
    return sent.get(f"{name}.value", "").strip()


def _implementation(name: str, sent: QueryDict) -> dict[str, Any]:
    found: dict[str, Any] = {one: sent[f"{name}.{one}"] for one in (LAW, PRACTICE) if sent.get(f"{name}.{one}")}
    for one in ("difficulties", "measures"):
        if said := sent.getlist(f"{name}.{one}"):
            found[one] = said
    return found | ({"good_practice": True} if sent.get(f"{name}.good_practice") else {})


def _number(said: str) -> Any:
    """A number where one was typed, in the digits of any language; else the text as it was typed.

    What can be read in two ways stays a text; the Arabic sign for fractions is read in one.
    """
    plain = said.strip().replace("\u00a0", "").replace("\u202f", "")
    if TWO_WAYS.match(plain):
        return plain
    plain = plain.replace("٫", ".")
    for read in (int, float):
        try:
            return read(plain)
        except ValueError:
            continue
    return said.strip()


def _table(question: Question, sent: QueryDict, language: str) -> dict[str, dict[str, Any]]:
    missing = {word("replies", code, language).casefold(): code for code in NO_ANSWERS}
    found: dict[str, dict[str, Any]] = {}
    assert question.grid is not None
    for row in question.grid.rows:
        for column in question.grid.columns:
            said = sent.get(f"{question.question}.{row.code}.{column.code}", "").strip()
            if said:
                found.setdefault(row.code, {})[column.code] = missing.get(said.casefold()) or _number(said)
    return found


def _rows(
    name: str, parts: Sequence[str], sent: QueryDict, *, besides: Sequence[str] = (), worded: bool = False
) -> list[dict[str, Any]]:
    """The rows of a list that say something and are not taken away; ``besides`` alone says nothing."""
    found = []
    for number in range(MOST):
        if f"{name}.{number}.drop" in sent:
            continue
        row: dict[str, Any] = {
            part: said for part in parts if (said := sent.get(f"{name}.{number}.{part}", "").strip())
        }
        if worded and (text := _texts(f"{name}.{number}.text", sent)):
            row["text"] = text
        if set(row) - set(besides):
            found.append(row)
    return found


def _texts(name: str, sent: Mapping[str, Any]) -> dict[str, str]:
    said = {code: str(sent.get(f"{name}.{code}", "")).replace("\r\n", "\n").strip() for code in Language.ALL}
    return {code: text for code, text in said.items() if text}
