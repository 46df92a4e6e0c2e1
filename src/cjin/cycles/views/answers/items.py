"""The questions of a section as its page shows them: what stands or was typed, and what stands behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from ...forms.controls import Around, Control, evidence_control, names_in, text_controls, value_controls
from ...forms.measures import PARTIAL
from ...models import Answer
from ...queries.asked import Paragraph
from ...queries.ghosts import Ghost
from ...queries.looking import Looked
from ...queries.telling import Said, told_reply
from ...rules.answers.replies import Reply
from ...rules.form.questions import Question
from ...rules.vocabulary import ANSWERED, codes, shown, word
from .looking import Shelf


@dataclass(frozen=True)
class Clash:
    """Another reply that somebody saved meanwhile, beside the one that was typed."""

    mine: Sequence[Said]
    theirs: Sequence[Said]
    by: str
    at: datetime | None
    revision: int


@dataclass
class Item:
    """A question with its form. ``said`` is the reply that its controls hold; ``revision`` the one it began from."""

    question: Question
    said: Mapping[str, Any]
    revision: int
    around: Around
    number: int = 0
    paragraphs: Sequence[Paragraph] = ()
    ghost: Ghost | None = None
    is_asked: bool = True
    faults: Sequence[str] = ()
    clash: Clash | None = None
    saved_at: datetime | None = None
    saved_by: str = ""
    just_saved: bool = False
    new_title: str = ""
    new_type: str = ""
    new_way: str = PARTIAL
    looked: Looked | None = None
    controls: list[Control] = field(init=False)
    texts: list[Control] = field(init=False)
    evidence: Control = field(init=False)

    def __post_init__(self) -> None:
        self.controls = value_controls(self.question, self.said, self.around)
        self.texts = text_controls(self.question, self.said, self.around)
        self.evidence = evidence_control(self.name, self.said.get("evidence"), self.around)

    @property
    def name(self) -> str:
        """The name of the question."""
        return self.question.question

    @property
    def replies(self) -> list[tuple[str, str, bool]]:
        """The kinds of reply: an answer, and four of none."""
        chosen = self.said.get("reply", ANSWERED)
        return [(code, word("replies", code, self.around.language), code == chosen) for code in codes("replies")]

    @property
    def measure_types(self) -> list[tuple[str, str, bool]]:
        """The types that a new measure can have."""
        return [(one, word("measures", one, self.around.language), one == self.new_type) for one in codes("measures")]

    @property
    def measure_ways(self) -> list[tuple[str, str, bool]]:
        """What a new measure can do for what the question is about."""
        language = self.around.language
        return [(one, word("contributions", one, language), one == self.new_way) for one in codes("contributions")]

    @property
    def fields(self) -> str:
        """The names of all its fields, as the page sends them when one of them changes."""
        own = [f"{self.name}.{one}" for one in ("reply", "revision", "choose", "seen")]
        inside = names_in([*self.controls, *self.texts, self.evidence])
        return ",".join(["csrfmiddlewaretoken", *own, *inside])

    @property
    def more_texts(self) -> list[Control]:
        """The texts in other languages than the reader's."""
        return self.texts[1:]

    @property
    def pieces(self) -> int:
        """How many pieces of evidence there are."""
        return len(self.said.get("evidence") or ())

    @property
    def lookup(self) -> Shelf:
        """What can be looked up to be cited."""
        return Shelf(self.name, self.around.language, self.looked)

    @property
    def says(self) -> bool:
        """Whether there is a reply."""
        return bool(self.said)

    @property
    def told(self) -> list[Said]:
        """The reply to be read."""
        return self.tell(dict(self.said) if self.said else None)

    @property
    def ghost_told(self) -> list[Said]:
        """The last answer to be read."""
        return self.tell(self.ghost.reply) if self.ghost else []

    @property
    def ghost_source(self) -> str:
        """Where the last answer comes from."""
        return shown(self.ghost.title, self.around.language) if self.ghost and self.ghost.title else ""

    @property
    def ghost_day(self) -> date | None:
        """The day on which the last answer was cleared."""
        return date.fromisoformat(self.ghost.cleared) if self.ghost and self.ghost.cleared else None

    def tell(self, reply: Reply | None) -> list[Said]:
        """A reply to this question, to be read."""
        around = self.around
        return told_reply(self.question, reply, around.language, around.measures, around.standings)


def item_of(question: Question, answer: Answer | None, around: Around, **more: Any) -> Item:
    """A question with the reply that stands."""
    if answer is None:
        return Item(question, {}, 0, around, **more)
    by = answer.by.called if answer.by else ""
    return Item(
        question, answer.reply or {}, answer.revision, around, saved_at=answer.at, saved_by=by, **more
    )  # fmt: skip
