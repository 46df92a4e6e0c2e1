"""A letter that comes in: opened in a process of its own, its signature looked at, its data read."""

import base64
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cjin.core.rules.apart import ask
from cjin.core.rules.errors import Fault, Invalid

from .carried import Carried
from .data import read_letter

LARGEST = 32 * 1024 * 1024
"""Bytes of a file that is looked at."""
SECONDS, MEMORY = 60, 1_500 * 1024 * 1024
CHILD = "cjin.requests.rules.letter.opening"
NAME, ANSWER = "request.json", "answer.json"


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature over all of a file that holds: whose certificate it is, when it was made as it says itself
    (``signed_at``), and by a trusted time stamp (``stamped_at``). ``trusted``: its certificate stands under a root.
    """

    subject: str
    sha256: str
    certificate: str
    since: datetime
    until: datetime
    signed_at: datetime | None
    stamped_at: datetime | None
    trusted: bool

    def good_at(self, now: datetime) -> datetime:
        """The moment at which the certificate has to be good: that of the time stamp, or now."""
        return self.stamped_at or now


@dataclass(frozen=True, slots=True)
class Opened:
    """What a file holds. Without a ``signature`` it is not signed."""

    carried: Carried
    signature: Signature | None = None


def opened(data: bytes, name: str, *, roots: str = "", now: datetime) -> Opened:
    """The request that a file carries: a letter in PDF, or a draft in JSON; ``roots`` is a PEM file of trusted ones.

    Raises Invalid, each with a name for what is wrong with the file: altered, encrypted, key-expired and so on.
    """
    if len(data) > LARGEST:
        raise refused("too-large", f"at most {LARGEST // 1024**2} MB can be read, this has {len(data) // 1024**2}")
    if data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return _draft(data, name)
    if not data.startswith(b"%PDF-"):
        raise refused("no-letter", "a letter in PDF or a draft in JSON is expected")
    told = ask(CHILD, now.isoformat(), roots, given=data, seconds=SECONDS)
    if "error" in told:
        raise refused(str(told.get("name", "unreadable")), str(told["error"]))
    signature = _signature(told["signature"]) if told["signature"] else None
    if signature:
        _check_days(signature, now)
    carried = read_letter(_one(told["files"]), NAME)
    if not carried.reference:
        raise refused("no-reference", "the data of the letter have no reference")
    return Opened(carried, signature)


def refused(name: str, message: str) -> Invalid:
    """Why a file is not taken, by a name and in words."""
    return Invalid("This file was not taken.", [Fault(name, message)])


def _draft(data: bytes, name: str) -> Opened:
    try:
        carried = read_letter(data.decode("utf-8-sig"), name)
    except UnicodeDecodeError:
        raise refused("unreadable", "the JSON is not in UTF-8") from None
    if not carried.is_draft:
        raise refused("data-alone", "these are the data of a formal request: bring its signed letter, the PDF file")
    return Opened(carried)


def _one(files: list[dict[str, Any]]) -> str:
    """The JSON of the one file that may be it."""
    found = [one for one in files if one["json"]]
    if not found:
        raise refused("no-data", f"no {NAME} is attached to this PDF: it does not carry its data")
    if len(found) > 1:
        raise refused("two-files", f"{len(found)} JSON files are attached, and one is expected")
    if found[0]["name"] == ANSWER:
        raise refused("answer", "it is an answer: write down with its request what was decided, and keep it there")
    if found[0]["name"] != NAME:
        raise refused("no-data", f"“{str(found[0]['name'])[:60]}” is attached, and {NAME} is expected")
    return str(found[0]["text"])


def _signature(told: dict[str, Any]) -> Signature:
    days = {name: _moment(told[name]) for name in ("since", "until", "signed_at", "stamped_at")}
    since, until = days.pop("since"), days.pop("until")
    assert since
    assert until
    return Signature(
        told["subject"], told["sha256"], base64.b64decode(told["certificate"]).hex(), since, until,
        days["signed_at"], days["stamped_at"], bool(told["trusted"]),
    )  # fmt: skip


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _check_days(signature: Signature, now: datetime) -> None:
    at = signature.good_at(now)
    if at < signature.since:
        raise refused("key-not-yet", f"the certificate of the key is good from {signature.since:%Y-%m-%d} on")
    if at > signature.until:
        said = f"the certificate of the key was good until {signature.until:%Y-%m-%d}, and no trusted time stamp"
        raise refused("key-expired", f"{said} shows that it was signed before: ask for the letter signed anew")
