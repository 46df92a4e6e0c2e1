"""A follow-up form made from what an instrument asks of States: a section a heading, a question a provision."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from cjin.core.rules.catalogue import read
from cjin.core.rules.errors import Fault, Invalid
from cjin.core.rules.identifiers import Slug
from cjin.core.rules.multilingual import Multilingual

from ..vocabulary import FILE as WORDS
from ..vocabulary import codes
from .conditions import Condition
from .questions import FOLLOW_UP, Coded, Form, Kind, Level, Question, Section

FILE = "cycles/follow-up"


@dataclass(frozen=True, slots=True)
class Asking:
    """A provision that asks something of States: its words, how strongly it asks, the headings above it.

    ``headings`` are by language, the greatest first; texts without headings have none.
    """

    eid: str
    words: Multilingual
    strength: int
    headings: tuple[Multilingual, ...] = ()
    topics: tuple[str, ...] = ()


type Asked = Callable[[str, Asking], tuple[Question, ...]]
"""What is asked about a provision of a work."""

MOST = 20
"""A section of more questions is cut at the paragraphs that have parts of their own."""


def follow_up(work: str, title: Multilingual, asking: Sequence[Asking], *, form: str = "", version: int = 1) -> Form:
    """The form with which States tell what came of an instrument. Raises Invalid where it asks nothing of them."""
    if not asking:
        raise Invalid("No form can be made.", [Fault(work, "it asks nothing of States; mark its commitments first")])
    groups = [part for group in _by(asking, lambda one: one.headings) for part in _cut(group)]
    sections = [_section(work, number, group, _followed) for number, group in enumerate(groups, 1)]
    name = _titled(read(FILE)["title"], title, work)
    return Form(form or f"follow-up-{work}"[:80], version, FOLLOW_UP, name, work, (*sections, _closing()))


def application(work: str, title: Multilingual, asking: Sequence[Asking], *, form: str = "", version: int = 1) -> Form:
    """The form with which States tell how they use and apply a norm: for each provision whether, and how or why not.

    Raises Invalid where the norm has no provisions here.
    """
    if not asking:
        raise Invalid("No form can be made.", [Fault(work, "it has no provisions here; import its text first")])
    said = read(FILE)["application"]
    groups = [part for group in _by(asking, lambda one: one.headings) for part in _cut(group)]
    sections = [_section(work, number, group, _applied) for number, group in enumerate(groups, 1)]
    name = _titled(said["title"], title, work)
    return Form(form or f"application-{work}"[:80], version, "norm", name, work, tuple(sections))


def _applied(work: str, one: Asking) -> tuple[Question, ...]:
    """Whether a provision is applied, how, and what stands in the way."""
    said, name, about = read(FILE)["application"], question_name(one.eid), (f"{work}/{one.eid}",)
    how, why = (Condition(name, values) for values in (("yes", "partly"), ("partly", "no")))
    hindrances = tuple(Coded(code, Multilingual(read(WORDS)["difficulties"][code])) for code in codes("difficulties"))
    return (
        Question(name, Kind.THREE, one.words, about=about, topics=one.topics),
        Question(f"{name}-how", Kind.TEXT, Multilingual(said["how"]), about=about, when=how),
        Question(f"{name}-why", Kind.MANY, Multilingual(said["why"]), about=about, when=why, options=hindrances),
    )


def question_name(eid: str) -> str:
    """The name of the question about a provision."""
    return Slug.made_from(eid)


def _titled(said: Mapping[str, str], title: Multilingual, work: str) -> Multilingual:
    """The title of a form with that of the instrument in it."""
    return Multilingual(
        {code: text.format(title=title.get(code) or title.get("en") or work) for code, text in said.items()}
    )


def _section(work: str, number: int, group: Sequence[Asking], asked: Asked) -> Section:
    """A section of provisions under one heading, or of the parts of one paragraph."""
    headings = group[0].headings
    questions = tuple(question for one in group for question in asked(work, one))
    if headings:
        under = headings[0] if len(headings) > 1 else Multilingual()
        return Section(f"part-{number}", headings[-1], Multilingual(), questions, under)
    paragraph = _paragraph(group[0])
    titles = read(FILE)["paragraph"] if paragraph and len(group) > 1 and _paragraph(group[-1]) == paragraph else {}
    title = {code: text.format(number=paragraph) for code, text in titles.items()} or read(FILE)["general"]
    return Section(f"part-{number}", Multilingual(title), Multilingual(), questions)


def _followed(work: str, one: Asking) -> tuple[Question, ...]:
    """How far a provision is implemented."""
    level = Level.MANDATORY if one.strength >= 4 else Level.CONSIDER if one.strength >= 3 else Level.OPTIONAL
    about = (f"{work}/{one.eid}",)
    return (
        Question(question_name(one.eid), Kind.IMPLEMENTATION, one.words, about=about, topics=one.topics, level=level),
    )


def _cut(group: list[Asking]) -> list[list[Asking]]:
    """A group that is too long for one section, at the paragraphs that have parts."""
    if len(group) <= MOST:
        return [group]
    return _by(group, lambda one: _paragraph(one) if "__" in one.eid else "")


def _paragraph(one: Asking) -> str:
    """The number of the paragraph in which a provision stands."""
    return one.eid.partition("__")[0].rpartition("_")[2]


def _by(asking: Iterable[Asking], key: Callable[[Asking], Hashable]) -> list[list[Asking]]:
    """Provisions that stand one after the other and have the same key."""
    return [list(mine) for _key, mine in groupby(asking, key)]


def _closing() -> Section:
    """The last section: tools and manuals needed, proposals, what else there is to say."""
    data = read(FILE)["closing"]
    asked = tuple(
        Question(one["question"], Kind(one["kind"]), Multilingual(one["text"]), Multilingual(one.get("guidance", {})))
        for one in data["questions"]
    )
    return Section(data["section"], Multilingual(data["title"]), Multilingual(), asked)
