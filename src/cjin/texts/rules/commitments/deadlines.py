"""By when: a day, a target year, a session, or again and again."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from cjin.texts.rules.commitments.sessions import CONGRESS, ORDINAL, next_congress, ordinal, session_in, year_of
from cjin.texts.rules.commitments.years import day_in, day_of, year_in
from cjin.texts.rules.lexicon import lexicon

_MONTHS = {month: place for place, month in enumerate(lexicon("en").months, 1)}
_UNTIL = r"\b(?:by|before|prior to|not later than|no later than|until)"
_DAY = re.compile(rf"{_UNTIL} (\d{{1,2}}) ({'|'.join(_MONTHS)}) (\d{{4}})")
_END = re.compile(r"\b(?:by|before|until|at)(?: the)? end of (?:the year )?(\d{4})")
_YEARS = (
    re.compile(r"\b((?:19|20)\d\d) as (?:the|a) target (?:year|date)|\btarget (?:year|date) of ((?:19|20)\d\d)"),
    re.compile(rf"{_UNTIL}(?: the year)? ((?:19|20)\d\d)\b(?! [a-z]*session)"),
    re.compile(r"\bin ((?:19|20)\d\d)\b(?! [a-z]*session)"),
    re.compile(r"\b(?:its|the) (?:substantive|organizational) session (?:of|in) ((?:19|20)\d\d)\b"),
)
_SESSION = re.compile(
    rf"\b(?:its|their|at the) ({ORDINAL}) (?:regular |annual )?session\b"
    r"(?: of (?P<of>[^,;.]{3,70}))?"
)
_CONGRESS = re.compile(
    rf"(?:{_UNTIL}|\bat|\bin time for|\b(?:report|submit|present|study|paper)[^,;.]{{0,80}}? (?:to|for)) the "
    rf"({ORDINAL}) (?:united nations )?(?:crime )?congress\b(?! (?:on|for|of) (?!the prevention of crime|crime))"
)
_NEXT = re.compile(r"\b(?:at|to|before) (?:its|the) next (?:regular |annual )?(session|congress)\b")
_WITHIN = re.compile(
    r"\b(?:within|not later than|no later than) (?:a period of )?(?P<many>[a-z]+(?:-[a-z]+)?|\d{1,3}) "
    r"(?P<unit>day|week|month|year)s?(?: (?:after|of|following|from) (?P<event>[^,;.]{3,80}))?"
)
DURATION = re.compile(r"P[1-9][0-9]{0,2}[DWMY]")
_EVENTS = (
    ("entry-into-force", re.compile(r"entry into force|enters? into force|entered into force")),
    ("adoption", re.compile(r"adoption")),
    ("receipt", re.compile(r"recei(?:pt|ving|ved)|notification")),
)
_CARDINALS = {
    word: place
    for place, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], 1
    )
} | {"a": 1, "an": 1, "eighteen": 18, "twenty": 20, "twenty-four": 24, "thirty": 30, "sixty": 60, "ninety": 90}
_ORGANS = (
    ("ga", re.compile(r"general assembly")),
    ("ccpcj", re.compile(r"commission on crime prevention and criminal justice|\bthe commission\b(?! (?:on|of|for) )")),
    ("ecosoc", re.compile(r"economic and social council")),
    ("cop", re.compile(r"\bconference(?: of the (?:states )?parties)?(?= |$)(?! on )")),
)
_BODY = re.compile(r"\b(?:assembly|council|(?:sub-?)?commission|committee|conference|board|working group)\b")
_BEFORE = 400
"""So far before "its" stands the body that it means."""
MOST = 20
"""No sentence names more times of one form."""
_PAST = re.compile(
    r"(?:adopted|approved|made|held|requested|considered|taken|endorsed|submitted|decided|recommended|contained)\b"
    r"[^;]{0,160}$"
)
_A_TIME = re.compile(r" (?:and|on|at|by) [^,;]{0,40}(?:adopted|held|convened)")
_RECURRING = (
    ("every-five-years", re.compile(r"\bevery five years\b|\bquinquennial(?:ly)?\b")),
    ("every-four-years", re.compile(r"\bevery four years\b|\bquadrennial(?:ly)?\b")),
    ("every-three-years", re.compile(r"\bevery (?:three years|third year)\b|\btriennial(?:ly)?\b")),
    ("annual", re.compile(r"\bannual(?:ly)?\b|\b(?:every|each|once a|once every) year\b|\byearly\b")),
    ("every-session", re.compile(r"\bstanding item\b|\b(?:each|every) (?:regular )?session\b")),
    ("biennial", re.compile(r"\bbiennial(?:ly)?\b|\bevery (?:two years|other year|second year)\b")),
    ("regular", re.compile(
        r"\bon a (?:regular|periodic) basis\b|\bregularly\b|\bregular (?:and [a-z]+ )?(?:voluntary )?contributions\b"
        r"|\bregular (?:review|reports?|flow|(?:international )?surveys?|meetings?|collection)\b"
        r"|\bperiodic(?:ally)?\b|\bat regular intervals\b"
    )),
)  # fmt: skip

_BEGINNING = re.compile(r"\b(?:beginning|starting|commencing|as from)(?: in| from| with)?(?: the year)? (\d{4})\b")
_UNTIL_YEAR = re.compile(r"\buntil (?:the )?(?:end of )?(?:the year )?(\d{4})\b")
_UNTIL_CONGRESS = re.compile(
    rf"\b(?:until|preparations for) the (?:(?P<next>next)|(?P<number>{ORDINAL})) "
    r"(?:united nations )?(?:crime )?congress\b"
)


@dataclass(frozen=True, slots=True)
class Deadline:
    """When an act is due, with the words that say so: one of a day, a year, a session, a rhythm or a span of time.

    ``year`` is also given for a day, and for a session whose year follows from its number. ``following`` says that it
    is the next session of ``organ``. ``within`` is a duration of ISO 8601 ("P3M"), ``after`` what it is counted from
    ("entry-into-force", "adoption", "receipt" or empty). ``since`` is the first year of a rhythm, where one is told.
    """

    words: str
    day: date | None = None
    year: int | None = None
    organ: str = ""
    session: int | None = None
    recurring: str = ""
    following: bool = False
    within: str = ""
    after: str = ""
    since: int | None = None

    def facts(self) -> dict[str, Any]:
        """The deadline as data, without what it does not say."""
        told = {
            "date": self.day.isoformat() if self.day else None,
            "organ": self.organ or None,
            "session": self.session,
            "year": self.year,
            "recurring": self.recurring or None,
            "since": self.since,
            "next": self.following or None,
            "within": self.within or None,
            "after": self.after or None,
        }
        return {key: value for key, value in told.items() if value is not None}

    @classmethod
    def from_facts(cls, facts: Mapping[str, Any] | None, words: str = "") -> "Deadline | None":
        """The deadline that these data tell, with the year that follows from its day or session; None where they tell
        none: what is no year, day or session of this calendar is left out.
        """
        told = facts or {}
        organ, day, number = str(told.get("organ") or ""), day_in(told.get("date")), session_in(told.get("session"))
        if day:
            return cls(words, day=day, year=day.year)
        if organ and number:
            return cls(words, organ=organ, session=number, year=year_of(organ, number))
        if organ and told.get("next"):
            return cls(words, organ=organ, following=True)
        if DURATION.fullmatch(str(told.get("within"))):
            after = str(told.get("after"))
            return cls(words, within=str(told["within"]), after=after if after in dict(_EVENTS) else "")
        if told.get("recurring"):
            return cls(words, recurring=str(told["recurring"]), since=year_in(told.get("since")))
        year = year_in(told.get("year"))
        return cls(words, year=year) if year else None


def deadline_in(clause: str, *, organ: str = "", forward: bool = True) -> Deadline | None:
    """When a clause (in small letters) says that its act is due.

    ``organ`` is the one that "its session" means where the clause names none; ``forward`` says that the act looks
    ahead: what an instrument notes or endorses is past.
    """
    if not forward:
        return None
    if begun := _from_a_year(clause):
        return begun
    ways = (_on_a_day(clause), _in_a_year(clause), _at_a_session(clause, organ), _before_a_congress(clause))
    dated = [one for way in ways for one in way]
    if dated:
        first = min(dated, key=lambda one: one[0])[1]
        return (_again(clause) if first.words.startswith("until") else None) or first
    return _again(clause) or _within(clause) or _at_the_next(clause, organ)


_Found = Iterator[tuple[int, Deadline]]


def _on_a_day(clause: str) -> _Found:
    for hit in _DAY.finditer(clause):
        if day := day_of(int(hit[3]), _MONTHS[hit[2]], int(hit[1])):
            yield hit.start(), Deadline(hit[0], day=day, year=day.year)
    for hit in _END.finditer(clause):
        if day := day_of(int(hit[1]), 12, 31):
            yield hit.start(), Deadline(hit[0], day=day, year=day.year)


def _in_a_year(clause: str) -> _Found:
    for pattern in _YEARS:
        for hit in pattern.finditer(clause):
            past = _PAST.search(clause[: hit.start()]) or _A_TIME.match(clause, hit.end())
            if not (hit[0].startswith("in ") and past):
                yield hit.start(), Deadline(hit[0], year=int(next(filter(None, hit.groups()))))


def _at_a_session(clause: str, organ: str) -> _Found:
    for hit in _SESSION.finditer(clause):
        number = ordinal(hit[1])
        before = clause[max(0, hit.start() - _BEFORE) : hit.start()]
        if number is None or _PAST.search(before) or (hit[0].startswith("at the ") and not hit["of"]):
            continue
        if meets := _first(hit["of"]) if hit["of"] else _last(before, organ):
            yield hit.start(), Deadline(hit[0], organ=meets, session=number, year=year_of(meets, number))


def _last(words: str, organ: str) -> str:
    """The organ that "its" behind these words means, ``organ`` where they name no body; empty for any other body."""
    bodies = [hit.end() for hit in _BODY.finditer(words)]
    return _ours(words, bodies[-1]) if bodies else organ


def _first(words: str) -> str:
    """The organ whose session it is, "of the General Assembly"; empty for any other body."""
    body = _BODY.search(words)
    return _ours(words, body.end()) if body else ""


def _ours(words: str, place: int) -> str:
    """The organ in whose name a body named up to a place stands; empty where it is none of ours."""
    named = ((key, found) for key, name in _ORGANS for found in name.finditer(words))
    return next((key for key, found in named if found.start() < place <= found.end()), "")


def _before_a_congress(clause: str) -> _Found:
    for hit in _CONGRESS.finditer(clause):
        number = ordinal(hit[1])
        if number is not None and not _PAST.search(clause[: hit.start()]):
            yield hit.start(), Deadline(hit[0], organ="congress", session=number, year=year_of("congress", number))


def _again(clause: str) -> Deadline | None:
    for rhythm, words in _RECURRING:
        if hit := words.search(clause):
            return Deadline(hit[0], recurring=rhythm)
    return None


def _from_a_year(clause: str) -> Deadline | None:
    """A rhythm with its first year: "every five years, beginning in 1994"."""
    hit = _BEGINNING.search(clause)
    year = year_in(hit[1]) if hit else None
    again = _again(clause) if year else None
    return replace(again, since=year) if again and hit else None


def ends_in(clause: str, adopted: int | None) -> int | None:
    """The year with which ends what is asked again and again up to a year or a congress; None where there is none.

    ``adopted`` is the year of the instrument: the next congress is the one after it.
    """
    hit = _UNTIL_CONGRESS.search(clause)
    if hit is None:
        last = _UNTIL_YEAR.search(clause)
        return year_in(last[1]) if last else None
    if hit["next"]:
        return next_congress(adopted) if adopted else None
    number = ordinal(hit["number"])
    return year_of(CONGRESS, number) if number else None


def _within(clause: str) -> Deadline | None:
    for hit in _WITHIN.finditer(clause):
        many = int(hit["many"]) if hit["many"].isdecimal() else _CARDINALS.get(hit["many"])
        if many:
            event = next((key for key, words in _EVENTS if words.search(hit["event"] or "")), "")
            return Deadline(hit[0], within=f"P{many}{hit['unit'][0].upper()}", after=event)
    return None


def _at_the_next(clause: str, organ: str) -> Deadline | None:
    hit = _NEXT.search(clause)
    if hit is None:
        return None
    before = clause[max(0, hit.start() - _BEFORE) : hit.start()]
    meets = "congress" if hit[1] == "congress" else _last(before, organ)
    return Deadline(hit[0], organ=meets, following=True) if meets else None
