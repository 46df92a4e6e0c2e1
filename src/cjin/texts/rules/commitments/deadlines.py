"""By when: a day, a target year, a session, or again and again."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from cjin.texts.rules.commitments.sessions import ORDINAL, ordinal, year_of
from cjin.texts.rules.lexicon import lexicon

_MONTHS = {month: place for place, month in enumerate(lexicon("en").months, 1)}
_DAY = re.compile(rf"\b(?:by|before|not later than|no later than|until) (\d{{1,2}}) ({'|'.join(_MONTHS)}) (\d{{4}})")
_END = re.compile(r"\b(?:by|before|until|at)(?: the)? end of (?:the year )?(\d{4})")
_TARGET = re.compile(r"\b((?:19|20)\d\d) as (?:the|a) target (?:year|date)|\btarget (?:year|date) of ((?:19|20)\d\d)")
_BY_YEAR = re.compile(
    r"\b(?:by|before|not later than|no later than|until)(?: the year)? ((?:19|20)\d\d)\b(?! [a-z]*session)"
)
_SESSION = re.compile(rf"\bits ({ORDINAL}) (?:regular |annual |special )?session\b")
_ORGANS = (
    ("ga", re.compile(r"general assembly")),
    ("ccpcj", re.compile(r"commission on crime prevention and criminal justice|\bthe commission\b")),
    ("ecosoc", re.compile(r"economic and social council")),
    ("cop", re.compile(r"conference of the (?:states )?parties")),
)
_PAST = re.compile(
    r"(?:adopted|approved|made|held|requested|considered|taken|endorsed|submitted|decided|recommended|contained)\b"
    r"[^;]{0,160}$"
)
_RECURRING = (
    ("every-five-years", re.compile(r"\bevery five years\b|\bquinquennial(?:ly)?\b")),
    ("annual", re.compile(r"\bannual(?:ly)?\b|\bevery year\b|\beach year\b")),
    ("every-session", re.compile(r"\bstanding item\b|\b(?:each|every) (?:regular )?session\b")),
    ("biennial", re.compile(r"\bbiennial(?:ly)?\b|\bevery two years\b")),
    ("regular", re.compile(
        r"\bon a regular basis\b|\bregularly\b"
        r"|\bregular (?:review|reports?|flow|(?:international )?surveys?|meetings?|collection)\b"
        r"|\bperiodic(?:ally)?\b|\bat regular intervals\b"
    )),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Deadline:
    """When an act is due, with the words that say so: one of a day, a year, a session or a rhythm.

    ``year`` is also given for a day, and for a session whose year follows from its number.
    """

    words: str
    day: date | None = None
    year: int | None = None
    organ: str = ""
    session: int | None = None
    recurring: str = ""

    def facts(self) -> dict[str, Any]:
        """The deadline as data, without what it does not say."""
        told = {
            "date": self.day.isoformat() if self.day else None,
            "organ": self.organ or None,
            "session": self.session,
            "year": self.year,
            "recurring": self.recurring or None,
        }
        return {key: value for key, value in told.items() if value is not None}


def deadline_in(clause: str, *, organ: str = "", forward: bool = True) -> Deadline | None:
    """When a clause (in small letters) says that its act is due.

    ``organ`` is the one that "its session" means where the clause names none; ``forward`` says that the act looks
    ahead: what an instrument notes or endorses is past.
    """
    if not forward:
        return None
    return _on_a_day(clause) or _in_a_year(clause) or _at_a_session(clause, organ) or _again(clause)


def _on_a_day(clause: str) -> Deadline | None:
    if hit := _DAY.search(clause):
        try:
            day = date(int(hit[3]), _MONTHS[hit[2]], int(hit[1]))
        except ValueError:
            return None
        return Deadline(hit[0], day=day, year=day.year)
    if hit := _END.search(clause):
        return Deadline(hit[0], day=date(int(hit[1]), 12, 31), year=int(hit[1]))
    return None


def _in_a_year(clause: str) -> Deadline | None:
    hit = _TARGET.search(clause) or _BY_YEAR.search(clause)
    return Deadline(hit[0], year=int(next(filter(None, hit.groups())))) if hit else None


def _at_a_session(clause: str, organ: str) -> Deadline | None:
    for hit in _SESSION.finditer(clause):
        number = ordinal(hit[1])
        before = clause[: hit.start()]
        if number is None or _PAST.search(before):
            continue
        named = [(found.end(), key) for key, word in _ORGANS for found in word.finditer(before)]
        meets = max(named)[1] if named else organ
        return Deadline(hit[0], organ=meets, session=number, year=year_of(meets, number))
    return None


def _again(clause: str) -> Deadline | None:
    for rhythm, words in _RECURRING:
        if hit := words.search(clause):
            return Deadline(hit[0], recurring=rhythm)
    return None
