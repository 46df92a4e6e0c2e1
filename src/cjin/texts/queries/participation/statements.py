"""What States declared about treaties, with what it is about, as rules propose it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from cjin.core.rules.errors import Fault, Invalid
from cjin.texts.models import Statement, StatusFile, Work
from cjin.texts.queries.participation.files import answering
from cjin.texts.rules.participation.places import Place
from cjin.texts.rules.participation.topics import Mark, marks, places_of, topics
from cjin.texts.rules.participation.treaties import by_slug


@dataclass(frozen=True)
class Marked:
    """A statement with what rules propose that it is about, and every place of the treaty that it names."""

    statement: Statement
    marks: Sequence[Mark]
    places: Sequence[Place]

    @property
    def topics(self) -> list[str]:
        """The topics that are proposed, in the order of the catalogue."""
        return [one.topic for one in self.marks]

    def is_about(self, topic: str = "", article: int = 0, paragraph: str = "") -> bool:
        """Whether it has this topic and names this article or paragraph; what is empty is not asked."""
        return (not topic or topic in self.topics) and (
            not article or any(one.within(article, paragraph) for one in self.places)
        )


@dataclass(frozen=True)
class Stated:
    """What was said of one treaty in the file that answers."""

    treaty: Work
    file: StatusFile
    statements: Sequence[Marked]


def statements(
    day: date | None = None,
    *,
    treaties: Iterable[Work] | None = None,
    state: str = "",
    topic: str = "",
    article: int = 0,
    paragraph: str = "",
) -> list[Stated]:
    """What was said of each treaty by the day, narrowed by State, topic and place.

    What is dated later than the day is left out; what has no date stays. A treaty of which a file tells that nothing
    was said is there with nothing. Raises Invalid for a topic that the catalogue does not have.
    """
    if topic and topic not in topics():
        raise Invalid("There is no such topic.", [Fault("topic", f"one of: {', '.join(topics())}")])
    files = answering(day, of="statements", treaties=treaties)
    rows = Statement.objects.filter(file__in=set(files.values()), treaty__in=files).select_related("state")
    rows = rows.filter(state=state) if state else rows
    found: dict[int, list[Marked]] = {}
    for row in rows.order_by("participant", "row", "pk"):
        here = next(one for one in files if one.pk == row.treaty_id)
        if row.file_id != files[here].pk or (day and row.said_on and row.said_on > day):
            continue
        one = marked(row, here)
        if one.is_about(topic, article, paragraph):
            found.setdefault(here.pk, []).append(one)
    return [Stated(treaty, file, found.get(treaty.pk, [])) for treaty, file in files.items()]


def marked(row: Statement, treaty: Work) -> Marked:
    """A statement with what its words are about."""
    known = by_slug().get(treaty.slug)
    disputes = known.articles.get("disputes", 0) if known else 0
    return Marked(row, marks(row.text, disputes), places_of(row.text))
