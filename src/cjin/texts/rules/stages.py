"""The life of an expression: its states, and who may move it from one to another."""

from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """Where an expression stands."""

    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Transition:
    """A step: the act, the duty that it needs, and the audit event it writes."""

    act: str
    source: Stage
    target: Stage
    duty: str


TRANSITIONS = (
    Transition("publish", Stage.DRAFT, Stage.PUBLISHED, "texts.publish"),
    Transition("withdraw", Stage.PUBLISHED, Stage.WITHDRAWN, "texts.publish"),
    Transition("reopen", Stage.WITHDRAWN, Stage.DRAFT, "texts.edit"),
    Transition("publish-again", Stage.WITHDRAWN, Stage.PUBLISHED, "texts.publish"),
)


def transition(act: str, stage: Stage) -> Transition | None:
    """The step that an act is from a stage, None where it is none."""
    return next((step for step in TRANSITIONS if step.act == act and step.source is stage), None)
