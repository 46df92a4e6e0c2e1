"""The status of one treaty as the depositary publishes it in XML: one file a treaty."""

import re
from datetime import date
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from cjin.core.rules.errors import Fault, Invalid
from cjin.texts.rules.lexicon import lexicon
from cjin.texts.rules.participation.records import LONGEST_NAME, MOST_ROWS, Problem, Read, Record, Said

_SUFFIX = {
    "": "ratification", "a": "accession", "A": "acceptance", "AA": "approval", "d": "succession",
    "c": "formal-confirmation", "s": "definitive-signature",
}  # fmt: skip
_DAY = re.compile(r"(?P<day>\d{1,2})\s+(?P<month>[A-Za-z]{3,9})\.?\s+(?P<year>\d{4})", re.ASCII)
_NUMBER = re.compile(r"\b(?P<chapter>[IVXL]+)[\s.,-]*(?P<number>\d{1,3})(?:[\s.-]*(?P<part>[a-z]))?\b")
_STATEMENTS = {
    "Declarations": "declaration", "Objections": "objection", "DeclarationsUnderArticle": "declaration",
    "Notifications": "notification", "TerritorialApplications": "territorial-application",
}  # fmt: skip


def read_depositary(data: bytes, name: str) -> Read:
    """The participants and statements of a treaty's XML. The file's own number says which treaty it is.

    Raises Invalid where it is no such file.
    """
    try:
        return _read(_treaty(data, name), name)
    except RecursionError as error:
        raise Invalid("The XML cannot be read.", [Fault(name, "it is nested too deeply")]) from error


def _read(treaty: Element, name: str) -> Read:
    number = _number(treaty, name)
    rows = treaty.findall("./Participants//Rows/Row")
    if not rows:
        raise Invalid("The file names no participant.", [Fault(name, "Participants/Table/TGroup/Tbody/Rows is empty")])
    if len(rows) > MOST_ROWS:
        raise Invalid("The table is too long.", [Fault(name, f"at most {MOST_ROWS} rows can be read")])
    records: list[Record] = []
    problems: list[Problem] = []
    for place, row in enumerate(rows, 1):
        try:
            records.append(_record(number, [_words(entry) for entry in row.iterfind("./Entry")], place))
        except ValueError as error:
            problems.append(Problem(place, str(error)))
    statements = tuple(_statements(treaty, number))
    return Read(tuple(records), statements, tuple(problems), tells_statements=True)


def _treaty(data: bytes, name: str) -> Element:
    try:
        root = fromstring(data)
    except DefusedXmlException as error:
        said = "it declares entities or a document type; a status of treaties needs none, and they are not read"
        raise Invalid("The XML cannot be read.", [Fault(name, said)]) from error
    except (ParseError, ValueError, LookupError) as error:
        raise Invalid("The XML cannot be read.", [Fault(name, str(error)[:200] or "it is not well formed")]) from error
    treaty = root if root.tag == "Treaty" else root.find(".//Treaty")
    if treaty is None:
        raise Invalid("This is no status of a treaty.", [Fault(name, "there is no element Treaty")])
    return treaty


def _number(treaty: Element, name: str) -> str:
    """The treaty's number with the depositary, from its title or the name of the file: "XVIII-12-a"."""
    titles = [_words(one) for one in treaty.iterfind("./Header/ExternalData/Titlesect")] + [name]
    for title in titles:
        if found := _NUMBER.search(title):
            part = f"-{found['part']}" if found["part"] else ""
            return f"{found['chapter']}-{found['number']}{part}"
    raise Invalid(
        "The file does not say which treaty it is.", [Fault(name, "neither its title nor its name has a number")]
    )


def _words(element: Element) -> str:
    """The words of an element without those of its footnotes."""
    return " ".join(_raw(element).split())


def _raw(element: Element) -> str:
    parts = [element.text or ""]
    for child in element:
        if str(child.tag).lower() != "superscript":
            parts.append(_raw(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _record(number: str, cells: list[str], row: int) -> Record:
    participant = cells[0].strip() if cells else ""
    if not participant:
        raise ValueError("the name of the participant is missing")
    signed = _day(cells[1]) if len(cells) > 1 else None
    last = next((cell for cell in cells[2:] if cell.strip(" -–—")), "")
    consented = _day(last)
    consent = _consent(last) if consented else ""
    return Record(number, participant[:LONGEST_NAME], "", signed, consented, consent, row=row)


def _consent(cell: str) -> str:
    """How a participant consented, by the letters behind the day; none is ratification."""
    letters = _DAY.sub("", cell, count=1).strip(" ,.")
    if letters not in _SUFFIX:
        raise ValueError(f"“{letters[:20]}” behind the day is no known way of consent")
    return _SUFFIX[letters]


def _day(text: str) -> date | None:
    """A day written like "12 Dec 2000", None for an empty cell."""
    found = _DAY.search(text)
    if found is None:
        if text.strip(" -–—"):
            raise ValueError(f"“{text[:40]}” is no day written like 12 Dec 2000")
        return None
    months = [month[:3] for month in lexicon("en").months]
    month = found["month"][:3].lower()
    if month not in months:
        raise ValueError(f"“{found['month'][:20]}” is no month")
    try:
        return date(int(found["year"]), months.index(month) + 1, int(found["day"]))
    except ValueError:
        raise ValueError(f"“{found.group()[:40]}” is no day of the calendar") from None


def _statements(treaty: Element, number: str) -> list[Said]:
    """What was said, each once: an element that holds a participant and no other one that does."""
    found: list[Said] = []
    for tag, kind in _STATEMENTS.items():
        for one in treaty.iterfind(f"./{tag}//*[Participant]"):
            if one.find(".//*/Participant") is not None:
                continue  # it only holds others
            who = one.find("./Participant")
            parts = (_words(part) for part in one if part.tag not in ("Participant", "Date"))
            words = " ".join(part for part in parts if part) or (one.text or "").strip()
            if who is not None and words:
                told = one.findtext("./Date") or words[:40]
                participant = _words(who)[:LONGEST_NAME]
                found.append(Said(number, participant, kind, words, said_on=_told_day(told), row=len(found) + 1))
    return found


def _told_day(text: str) -> date | None:
    """The day that a statement begins with, None where it begins with none."""
    try:
        return _day(text) if _DAY.match(text.strip()) else None
    except ValueError:
        return None
