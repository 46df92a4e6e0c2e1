"""What a finished document carries beside its words: by which rule each sentence was made."""

import hashlib
from collections.abc import Mapping
from typing import Any

from cjin.core.rules.errors import Fault, Invalid
from cjin.core.rules.identifiers import Language
from cjin.core.rules.storable import is_storable

from .parts import Report, Sentence
from .recounting import can_count
from .remaking import COUNTED, fields_of

VERSION = 1
MOST_FAULTS = 20


def mark_of(key: str) -> str:
    """The name of the bookmark around a sentence: at most 40 signs, and none that a name may not have."""
    return f"s{hashlib.sha256(key.encode()).hexdigest()[:24]}"


def manifest(report: Report, round_: str) -> dict[str, Any]:
    """For each bookmark: the sentence's key, phrase, rule, and what was filled in besides.

    The compilation for a discussion tells that it is one, and whether it is whole.
    """
    discussion = {"discussion": report.discussion, "whole": report.whole} if report.discussion else {}
    return discussion | {
        "version": VERSION,
        "round": round_,
        "language": report.language,
        "sentences": {mark_of(one.key): _entry(one) for one in report.sentences if one.phrase},
    }


def _entry(one: Sentence) -> Mapping[str, Any]:
    found: dict[str, Any] = {"key": one.key, "phrase": one.phrase}
    if one.count is not None:
        found["rule"] = one.count.rule.as_data()
    if one.facts:
        found["facts"] = dict(one.facts)
    return found


def read_manifest(data: Any) -> dict[str, Any]:
    """What a document carries, as ``manifest`` made it: that it can be checked, not that it is true.

    Raises Invalid with each fault.
    """
    said = data if isinstance(data, dict) else {}
    language, sentences = said.get("language"), said.get("sentences")
    faults = [
        Fault(name, f"{expected} is expected")
        for name, expected, right in (
            ("version", str(VERSION), said.get("version") == VERSION),
            ("round", "the name of a round", _is_text(said.get("round"))),
            ("language", f"one of {', '.join(Language.ALL)}", language in Language.ALL),
            ("sentences", "what each sentence counts", isinstance(sentences, dict)),
            ("discussion", "the number of a discussion", _is_number(said.get("discussion", 0))),
            ("whole", "true or false", isinstance(said.get("whole", True), bool)),
        )
        if not right
    ]
    if not faults:
        told = ((mark, _fault(mark, entry, str(language))) for mark, entry in said["sentences"].items())
        faults = [Fault(f"sentences: {mark!a:.40}", message) for mark, message in told if message]
    if faults:
        raise Invalid(
            "What this report tells of its sentences is damaged. Take the draft anew and put your words into it.",
            faults[:MOST_FAULTS],
        )
    return said


def _fault(mark: str, entry: Any, language: str) -> str:
    """What is wrong with a sentence; nothing where it can be checked."""
    if not isinstance(entry, dict) or not _is_text(entry.get("key")) or mark != mark_of(entry["key"]):
        return "the key of this mark is expected"
    phrase, facts, rule = entry.get("phrase"), entry.get("facts", {}), entry.get("rule")
    fields = fields_of(phrase, language) if isinstance(phrase, str) else None
    if fields is None:
        return "there is no such phrase"
    if not _texts(list(facts.values()) if isinstance(facts, dict) else None) or set(facts) != fields - COUNTED:
        return f"the facts are expected to be: {', '.join(sorted(fields - COUNTED)) or 'none'}"
    if bool(fields & COUNTED) != (rule is not None):
        return "a rule is expected" if fields & COUNTED else "no rule is expected"
    return "" if rule is None or _is_rule(rule) else "there is no such rule"


def _is_rule(rule: Any) -> bool:
    return (
        isinstance(rule, dict)
        and isinstance(rule.get("what"), str)
        and _texts(rule.get("questions"))
        and _texts(rule.get("codes"))
        and can_count(rule["what"], rule["codes"])
    )


def _texts(said: Any) -> bool:
    return isinstance(said, list) and all(map(_is_text, said))


def _is_number(said: Any) -> bool:
    return type(said) is int and 0 <= said < 2**31


def _is_text(said: Any) -> bool:
    return isinstance(said, str) and is_storable(said)
