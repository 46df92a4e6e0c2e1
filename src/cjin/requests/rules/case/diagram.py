"""The process, its clocks and grounds as tables for the reference: generated, they say what the catalogue says."""

from collections.abc import Iterable, Sequence

from .clocks import Clock, clocks
from .grounds import grounds
from .process import Act, Direction, process


def as_table(direction: Direction) -> str:
    """The acts of one direction as a table in Markdown."""
    rows = [
        (
            one.act,
            ", ".join(sorted(one.sources)),
            one.to,
            one.duty,
            ", ".join(one.guards),
            ", ".join(one.should),
            _of(one),
        )
        for one in process(direction).acts.values()
    ]
    return _table(("act", "from", "to", "who", "what must be so", "what should be so", "requests"), rows)


def _of(act: Act) -> str:
    """The kinds of requests that have an act, where not all have it."""
    if act.kinds:
        return ", ".join(sorted(act.kinds))
    return f"not {', '.join(sorted(act.other_than))}" if act.other_than else ""


def clocks_as_table() -> str:
    """Every clock as a table in Markdown."""
    rows = [
        (one.clock, str(one.direction), ", ".join(sorted(one.starts)), ", ".join(sorted(one.stops)), _lasts(one),
         one.article or "the node")
        for one in clocks()
    ]  # fmt: skip
    return _table(("clock", "requests", "starts with", "stops with", "lasts", "set by"), rows)


def _lasts(one: Clock) -> str:
    if one.told:
        return "until the day that the act names"
    days = f"{one.working_days} working days" if one.working_days else f"{one.days} days"
    more = [f"at most {one.last_days}"] if one.last_days else []
    more += [f"urgent: {one.urgent_hours} hours"] if one.urgent_hours else []
    more += ["at least"] if one.at_least else []
    more += ["again and again"] if one.again else []
    return "; ".join([days, *more])


def grounds_as_table() -> str:
    """The grounds of refusal and postponement as a table in Markdown."""
    rows = [
        (name, part, ", ".join(articles))
        for part in ("allowed", "postponement", "forbidden")
        for name, articles in grounds(part).items()
    ]
    return _table(("ground", "is", "articles"), rows)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
