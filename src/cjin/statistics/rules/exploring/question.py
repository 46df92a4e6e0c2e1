"""What a reader asks of a flow, read from an address and written back into one."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from cjin.core.rules.errors import Fault, Invalid
from cjin.statistics.rules.publishing.flows import Flow

TIME = "time"
PAIR = ("AGE", "SEX")
"""These two are looked at together."""
FORMATS = ("csv", "xlsx", "json", "sdmx-csv-2.0", "sdmx-ml-3.0", "sdmx-json-2.0")
NOT_SPLIT = frozenset({"FREQ", "SOURCE", "UNIT_MEASURE", "TIME_PERIOD"})
WORDS = ("view", "by", "since", "until", "period", "sort", "page", "format")
"""What an address says beside the codes."""
LONGEST = 80
MOST_PAGES = 10_000
MOST_FAULTS = 20
_PERIOD = re.compile(r"[0-9]{4}(-[0-9]{2})?\Z", re.ASCII)
_FOREIGN = re.compile(r"utm_\w+\Z|\w*clid\Z", re.ASCII)
"""Names that sites and letters put at the end of every link that they show."""
type Say = Callable[[str], str]


def _(sentence: str) -> str:
    """Marks a sentence for translation, which is done where there is a reader."""
    return sentence


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
    def of(
        cls, asked: Mapping[str, str], flow: Flow, decided: Mapping[str, str] | None = None, say: Say = str
    ) -> "Question":
        """Reads an address. ``decided`` is what no address says, because the page itself does; ``say`` translates.

        Raises Invalid with the name of each part that cannot be, or that nobody knows.
        """
        read = _Reading(asked, flow, decided or {}, say)
        read.check_names()
        found = cls(
            codes={name: code for name in choosable(flow) if (code := read.code(name))},
            view=read.dimension("view") or TIME,
            by=read.dimension("by"),
            since=read.period("since"),
            until=read.period("until"),
            period=read.held_period(),
            sort=read.one_of("sort", ("name",)),
            page=read.page(),
            format=read.one_of("format", FORMATS),
        )
        if read.faults:
            raise Invalid(say(_("These figures cannot be shown.")), read.faults[:MOST_FAULTS])
        return found

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


class _Reading:
    """An address as it is read: what cannot be becomes a fault with the name of its part."""

    def __init__(self, asked: Mapping[str, str], flow: Flow, decided: Mapping[str, str], say: Say) -> None:
        self.said = {name: text for name, text in asked.items() if text and not _FOREIGN.match(name)}
        self.flow, self.decided, self.say = flow, decided, say
        self.faults: list[Fault] = []

    def fault(self, where: str, pattern: str, **said: object) -> None:
        """Notes a fault, in the reader's language."""
        self.faults.append(Fault(where[:LONGEST], self.say(pattern) % said))

    def check_names(self) -> None:
        """A name that was misspelt would choose nothing, and the figures of something else would be shown."""
        known = [name for name in (*map(str.lower, choosable(self.flow)), *WORDS) if name not in self.decided]
        for name in self.said:
            if name not in known:
                self.fault(name, _("this is not asked of these figures; known are %(names)s"), names=", ".join(known))

    def text(self, name: str) -> str:
        """What is said of a part."""
        return self.decided.get(name, self.said.get(name, "")).strip()

    def code(self, name: str) -> str:
        """A code of a dimension."""
        code = self.text(name.lower())
        if code and code not in self.flow.lists.get(name, ()):
            self.fault(name.lower(), _("these figures have no “%(code)s”"), code=code[:LONGEST])
        return code

    def period(self, name: str) -> str:
        """A year or a month."""
        said = self.text(name)
        if said and not _PERIOD.match(said):
            self.fault(name, _("a year such as 2019 is expected, or a month such as 2019-03"))
        return said

    def held_period(self) -> str:
        """One of the periods that the figures have."""
        before, said = len(self.faults), self.period("period")
        if said and len(self.faults) == before and said not in self.flow.lists.get("TIME_PERIOD", ()):
            self.fault("period", _("these figures have no “%(code)s”"), code=said)
        return said

    def dimension(self, name: str) -> str:
        """A dimension, "" for none of them."""
        said = self.text(name)
        found = said.upper() if said != TIME else ""
        if found and (found not in self.flow.key or found in NOT_SPLIT):
            self.fault(name, _("these figures have no dimension “%(code)s”"), code=said[:LONGEST])
        return found

    def one_of(self, name: str, known: Sequence[str]) -> str:
        """One of a few words."""
        said = self.text(name)
        if said and said not in known:
            self.fault(name, _("one of %(names)s"), names=", ".join(known))
        return said

    def page(self) -> int:
        """The number of a page."""
        said = self.text("page") or "1"
        if said.isascii() and said.isdecimal() and len(said) < 6 and 0 < int(said) <= MOST_PAGES:
            return int(said)
        self.fault("page", _("a page is a number from 1"))
        return 1
