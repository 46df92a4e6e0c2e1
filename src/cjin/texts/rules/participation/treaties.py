"""The treaties of the catalogue of which files tell: their numbers and codes, and when they enter into force."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from cjin.core.rules.catalogue import read
from cjin.texts.rules.commitments.years import days_after
from cjin.texts.rules.participation.records import Record
from cjin.texts.rules.works import known_works


@dataclass(frozen=True)
class Treaty:
    """A treaty with its number at the depositary. For a State that joins after ``in_force`` it enters into force
    ``days`` after its consent, by article ``by``. ``articles`` are those on disputes, extradition and assistance;
    ``short`` is its name in lists, by language.
    """

    slug: str
    mtdsg: str
    parent: str = ""
    code: str = ""
    short: Mapping[str, str] = field(default_factory=dict)
    in_force: date | None = None
    days: int = 0
    by: int = 0
    articles: Mapping[str, int] = field(default_factory=dict)

    def in_force_from(self, one: Record) -> date | None:
        """The day from which the treaty is in force for a participant, None where the catalogue does not tell.

        A successor is bound from the day of its notification at the latest.
        """
        if one.consented is None or self.in_force is None:
            return None
        wait = 0 if one.consent == "succession" else self.days
        bound = days_after(one.consented, wait)
        return max(self.in_force, bound) if bound else None


@lru_cache(maxsize=1)
def treaties() -> Mapping[str, Treaty]:
    """The treaties with a number at the depositary, by that number."""
    told = {entry["treaty"]: entry for entry in read("participation/treaties.yaml")}
    found = {}
    for work in known_works():
        if work.mtdsg:
            more = {name: value for name, value in told.get(work.slug, {}).items() if name != "treaty"}
            found[work.mtdsg] = Treaty(work.slug, work.mtdsg, work.parent, **more)
    return found


@lru_cache(maxsize=1)
def by_slug() -> Mapping[str, Treaty]:
    """The same by the identifiers of their works."""
    return {one.slug: one for one in treaties().values()}


def number_of(name: str) -> str:
    """The number at the depositary of a treaty that is named by it, by its code or its identifier; else the name."""
    if name in treaties():
        return name
    return next((one.mtdsg for one in treaties().values() if name in (one.code, one.slug)), name)


def parents() -> dict[str, str]:
    """The number of each protocol with that of its convention."""
    return {one.mtdsg: by_slug()[one.parent].mtdsg for one in treaties().values() if one.parent in by_slug()}


def completed(one: Record) -> Record:
    """The record with the day of entry into force that follows from the treaty, where the file tells none."""
    treaty = treaties().get(one.mtdsg)
    if one.in_force or treaty is None or (day := treaty.in_force_from(one)) is None:
        return one
    return replace(one, in_force=day, computed=True)
