"""A follow-up form made from what an instrument asks of States: a section a heading, a question a provision."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cjin.core.rules.catalogue import read
from cjin.core.rules.errors import Fault, Invalid
from cjin.core.rules.identifiers import Slug
from cjin.core.rules.multilingual import Multilingual

from .questions import Form, Kind, Level, Question, Section

FILE = "cycles/follow-up"
GENERAL = "general"


@dataclass(frozen=True, slots=True)
class Asking:
    """A provision that asks something of States: what it says in plain words, the headings above it, how strongly."""

    eid: str
    number: str
    words: Multilingual
    headings: tuple[str, ...]
    strength: int
    topics: tuple[str, ...] = ()


def follow_up(work: str, title: Multilingual, asking: Sequence[Asking], *, form: str = "", version: int = 1) -> Form:
    """The form with which States tell what came of an instrument. Raises Invalid where it asks nothing of them."""
    if not asking:
        raise Invalid("No form can be made.", [Fault(work, "it asks nothing of States; mark its commitments first")])
    sections = [
        Section(_name(heading, number), _heading(heading), Multilingual(), tuple(_question(work, one) for one in mine))
        for number, (heading, mine) in enumerate(_by_heading(asking), 1)
    ]
    asked = Multilingual({code: text.format(title=title.get(code) or title.get("en") or work)
                          for code, text in read(FILE)["title"].items()})  # fmt: skip
    return Form(form or f"follow-up-{work}"[:80], version, "follow-up", asked, work, (*sections, _closing()))


def question_name(eid: str) -> str:
    """The name of the question about a provision."""
    return Slug.made_from(eid)


def _question(work: str, one: Asking) -> Question:
    level = Level.MANDATORY if one.strength >= 4 else Level.CONSIDER if one.strength >= 3 else Level.OPTIONAL
    return Question(
        question_name(one.eid), Kind.IMPLEMENTATION, one.words, about=(f"{work}/{one.eid}",), topics=one.topics,
        level=level,
    )  # fmt: skip


def _by_heading(asking: Iterable[Asking]) -> list[tuple[str, list[Asking]]]:
    """Provisions that stand one after the other under the same last heading."""
    found: list[tuple[str, list[Asking]]] = []
    for one in asking:
        heading = one.headings[-1] if one.headings else ""
        if not found or found[-1][0] != heading:
            found.append((heading, []))
        found[-1][1].append(one)
    return found


def _name(heading: str, number: int) -> str:
    """A section's name by its place: headings of an instrument can be equal, and change with its language."""
    return f"part-{number}" if heading else GENERAL if number == 1 else f"part-{number}"


def _heading(heading: str) -> Multilingual:
    return Multilingual(en=heading) if heading else Multilingual(read(FILE)["general"])


def _closing() -> Section:
    """The last section: tools and manuals needed, proposals, what else there is to say."""
    data = read(FILE)["closing"]
    asked = tuple(
        Question(one["question"], Kind(one["kind"]), Multilingual(one["text"]), Multilingual(one.get("guidance", {})))
        for one in data["questions"]
    )
    return Section(data["section"], Multilingual(data["title"]), Multilingual(), asked)
