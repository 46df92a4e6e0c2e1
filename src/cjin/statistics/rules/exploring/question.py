"""What a reader asks of a flow, read from an address and written back into one."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from cjin.core.rules.errors import Fault, Invalid
from cjin.statistics.rules.publishing.flows import Flow

TIME = "time"
PAIR = ("AGE", "SEX")
"""These two are looked at together."""
FORMATS = ("csv", "xlsx", "json")
NOT_SPLIT = frozenset({"FREQ", "SOURCE", "UNIT_MEASURE", "TIME_PERIOD"})
LONGEST = 80
MOST_PAGES = 10_000
_PERIOD = re.compile(r"[0-9]{4}(-[0-9]{2})?\Z", re.ASCII)


@dataclass(frozen=True)
class Question:
    """``codes`` were chosen, by dimension; ``view`` is "time" or the dimension whose codes make the rows.

    ``by``: the dimension whose codes make a curve each, "" for one curve. ``period``: of other views, "" for the last.
    ``sort``: "name" for rows in the order of their codes, "" for the highest value first.
    """

    codes: Mapping[str, str] = field(default_factory=dict)
    view: str = TIME
    by: str = ""
    since: str = ""
    until: str = ""
    period: str = ""
    sort: str = ""
    page: int = 1
    format: str = ""

    @classmethod
    def of(cls, asked: Mapping[str, str], flow: Flow) -> "Question":
        """Reads an address. Raises Invalid with the name of each part that cannot be."""
        faults: list[Fault] = []
        codes = {}
        for name in choosable(flow):
            code = asked.get(name.lower(), "")
            if code and code not in flow.lists.get(name, ()):
                faults.append(Fault(name.lower(), f"these figures have no “{code[:LONGEST]}”"))
            elif code:
                codes[name] = code
        page, form = asked.get("page", "1") or "1", asked.get("format", "")
        if not (page.isascii() and page.isdecimal() and len(page) < 6 and 0 < int(page) <= MOST_PAGES):
            faults.append(Fault("page", "a page is a number from 1"))
        if form and form not in FORMATS:
            faults.append(Fault("format", f"one of {', '.join(FORMATS)}"))
        found = {name: _period(asked, name, faults) for name in ("since", "until", "period")}
        found["sort"] = "name" if asked.get("sort") == "name" else ""
        found |= {"view": _dimension(asked, "view", flow, faults) or TIME, "by": _dimension(asked, "by", flow, faults)}
        if faults:
            raise Invalid("These figures cannot be shown.", faults)
        return cls(codes, **found, page=int(page), format=form)

    @property
    def rows(self) -> tuple[str, ...]:
        """The dimensions that make the rows and curves, and so have no one code."""
        if self.view == TIME:
            return (self.by,) if self.by else ()
        return PAIR if self.view in PAIR else (self.view,)

    @property
    def free(self) -> tuple[str, ...]:
        """The dimensions that may have any code: areas come from many sources."""
        return (*self.rows, "SOURCE") if "REF_AREA" in self.rows and "SOURCE" not in self.codes else self.rows

    def query(self, **changes: str) -> str:
        """The question as the end of an address, with changes; what says nothing is left out."""
        now = {
            "view": "" if self.view == TIME else self.view.lower(),
            "by": self.by.lower() if self.view == TIME else "",
            **{name.lower(): code for name, code in self.codes.items()},
            "since": self.since,
            "until": self.until,
            "sort": self.sort,
            "period": "" if self.view == TIME else self.period,
            "page": "" if self.page == 1 else str(self.page),
        }
        return urlencode({name: value for name, value in {**now, **changes}.items() if value})


def choosable(flow: Flow) -> list[str]:
    """The dimensions of which one code is looked at."""
    return [name for name in flow.key if name != "TIME_PERIOD"]


def views(flow: Flow) -> list[str]:
    """The ways to look at a flow: over time, and by each dimension that has something to compare."""
    several = [name for name in flow.key if name not in NOT_SPLIT and len(flow.lists.get(name, ())) > 1]
    pair = [name for name in several if name in PAIR][:1]
    return [TIME, *pair, *(name for name in several if name not in PAIR)]


def _period(asked: Mapping[str, str], name: str, faults: list[Fault]) -> str:
    said = asked.get(name, "").strip()
    if said and not _PERIOD.match(said):
        faults.append(Fault(name, "a year such as 2019 is expected, or a month such as 2019-03"))
    return said


def _dimension(asked: Mapping[str, str], name: str, flow: Flow, faults: list[Fault]) -> str:
    said = asked.get(name, "")
    found = said.upper() if said and said != TIME else ""
    if found and (found not in flow.key or found in NOT_SPLIT):
        faults.append(Fault(name, f"these figures have no dimension “{said[:LONGEST]}”"))
    return found
