"""What a finished document carries beside its words: by which rule each sentence was made."""

import hashlib
from collections.abc import Mapping
from typing import Any

from .parts import Report, Sentence

VERSION = 1


def mark_of(key: str) -> str:
    """The name of the bookmark around a sentence: at most 40 signs, and none that a name may not have."""
    return f"s{hashlib.sha256(key.encode()).hexdigest()[:24]}"


def manifest(report: Report, round_: str) -> dict[str, Any]:
    """For each bookmark: the sentence's key, phrase, rule, and what was filled in besides."""
    return {
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
