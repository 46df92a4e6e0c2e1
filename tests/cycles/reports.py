"""A round to which States replied, as a report is made from it and the checker is given it."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from cjin.cycles.rules.answers.replies import Reply
from cjin.cycles.rules.compiling.counting import Given
from cjin.cycles.rules.report.action import paragraph_of
from cjin.cycles.rules.report.material import Asks, Material, Talk, Tool
from cjin.cycles.rules.report.recounting import Facts
from cjin.cycles.rules.simulating import simulated
from tests.cycles.forms import every_kind

STATES = [f"X{a}{b}" for a in "ABCDE" for b in "ABCDEFGH"]
GROUPS = {"north": STATES[:25], "south": STATES[25:]}
DAY = date(2026, 3, 2)
PARAGRAPHS = {one.question: paragraph_of(one) for one in every_kind().questions}


def given_by(replies: Mapping[str, Mapping[str, Reply]], before: Mapping[str, Mapping[str, Reply]]) -> list[Given]:
    """Those who replied, every third of whom may be named."""
    group = {key: name for name, keys in GROUPS.items() for key in keys}
    return [
        Given(key, group[key], place % 3 == 0, answers, before.get(key, {}))
        for place, (key, answers) in enumerate(replies.items())
    ]


def material() -> Material:
    """A round to which thirty of forty States replied, as twenty of them did before."""
    form = every_kind()
    replies = {key: simulated(form, key, seed="now") for key in STATES[:30]}
    before = {key: simulated(form, key, seed="before") for key in STATES[:20]}
    return Material(
        title="Title of 2026", subject="Declaration of 2021", form=form,
        opens=date(2026, 1, 1), due=date(2026, 2, 1), cutoff=DAY, asked=GROUPS,
        groups={"north": "North", "south": "South"}, names={key: f"State {key}" for key in STATES},
        given=given_by(replies, before),
        mandates=tuple(Asks(one, "A/RES/76/181", "13") for one in ("report", "workplan")),
        talks=(Talk({"en": "A talk on 3 things"}, DAY, DAY),), tools=(Tool("A manual", "manual", ("corruption",)),),
        simulated=True, note_verbale=date(2026, 1, 5),
    )  # fmt: skip


def plain(given: Sequence[Given]) -> Facts:
    """What the checker is given."""
    replies = [
        {"key": one.key, "group": one.group, "named": one.named, "answers": one.answers, "before": one.before}
        for one in given
    ]
    return Facts(replies, {key: group for group, keys in GROUPS.items() for key in keys}, {}, PARAGRAPHS)


def with_part(file: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The package with one of its parts changed."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as package, zipfile.ZipFile(made, "w") as other:
        for one in package.namelist():
            other.writestr(one, change(package.read(one)) if one == name else package.read(one))
    return made.getvalue()
