"""What stands beside every page of the writer: the steps with ticks, and what is still missing."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from cjin.directory.queries.wording import language_names

from ..queries.writing import Written
from ..rules.wording import Words, words
from ..rules.writing.completeness import Gap, Missing
from ..rules.writing.doubts import Slip, doubts
from ..rules.writing.kinds import BASIS
from ..rules.writing.steps import ADDRESSEE, Step

HINTS = {
    Slip.LANGUAGE: _lazy("This does not look like the language in which the answers are said to be written."),
    Slip.FAR: _lazy("This day is years away: is it the right one?"),
    Slip.AHEAD: _lazy("This day is still to come, so that there is nothing of it yet: is it the right one?"),
}
SAYS_MORE = frozenset(
    {Gap.PART_EMPTY, Gap.NOT_DUAL, Gap.LEAST, Gap.LANGUAGE, Gap.UNWORDED, Gap.STRANGE_OFFENCE, Gap.NO_BASIS}
)


@dataclass(frozen=True)
class Lack:
    """Something that is missing or wrong: what, why where it is more than no answer, and where it is put right."""

    label: str
    why: str
    url: str
    articles: tuple[str, ...] = ()


def told_steps(now: Written, here: str) -> list[dict[str, Any]]:
    """The steps of a request, each with its page, how it stands, and whether it is the one that is shown."""
    said = words(get_language() or "en")
    return [
        {
            "step": one.step,
            "title": title_of(one, now, said),
            "url": reverse("requests:write", args=[now.request.reference, one.step]),
            "state": now.state(one),
            "missing": len(now.by_step.get(one.step, ())),
            "here": one.step == here,
            "of_measure": one.of_measure,
        }
        for one in now.steps
    ]


def title_of(step: Step, now: Written, said: Words) -> str:
    """What a step is called."""
    if step.step == BASIS:
        return _("Legal basis")
    if step.step == ADDRESSEE:
        return _("Whom to ask")
    return said.measure(step.step) if step.of_measure else said.matter(now.draft.kind.kind, step.step)


def said_missing(now: Written) -> list[dict[str, Any]]:
    """What is missing or wrong in the reader's words, by step."""
    said = words(get_language() or "en")
    return [
        {
            "title": title_of(one, now, said),
            "url": reverse("requests:write", args=[now.request.reference, one.step]),
            "lacks": [_lack(lack, one.step, now, said) for lack in now.by_step[one.step]],
        }
        for one in now.steps
        if now.by_step.get(one.step)
    ]


def spoken_in(now: Written) -> dict[str, str]:
    """The language in which a request is written by its name, and where that is changed; nothing before it is said."""
    named = now.draft.answers.get("languages", ())
    place = next((one.step for one in now.steps if "languages" in one.names), "")
    if not named or not place:
        return {}
    page = reverse("requests:write", args=[now.request.reference, place])
    return {"name": language_names(named[:1])[named[0]], "url": f"{page}#item-languages"}


def hints(now: Written, today: date) -> dict[str, str]:
    """What looks like a slip, by item: a hint beside the answer."""
    items = [one for step in now.steps for one in step.items]
    return {one.item: str(HINTS[one.slip]) for one in doubts(items, now.draft.answers, today)}


def _lack(one: Missing, step: str, now: Written, said: Words) -> Lack:
    page = reverse("requests:write", args=[now.request.reference, step])
    about = f" ({_about(one, said)})" if one.about and one.gap in SAYS_MORE else ""
    label = said.label(now.draft.kind.kind, one.item)
    chosen = {BASIS: now.draft.basis, ADDRESSEE: now.draft.addressee}
    unanswered = one.gap is Gap.EMPTY or not chosen.get(one.item, "chosen")
    why = "" if unanswered else said.gap(str(one.gap)) + about
    if one.gap is Gap.UNWORDED:
        passages = reverse("requests:wording", args=[now.request.reference, one.about.partition(":")[0]])
        return Lack(label, why, passages, one.articles)
    return Lack(label, why, f"{page}#item-{one.item}", one.articles)


def _about(one: Missing, said: Words) -> str:
    """What a gap says more, its names in words: ``1: name, law``."""
    number, colon, names = one.about.partition(": ")
    if one.gap is Gap.PART_EMPTY and colon:
        return f"{number}: " + ", ".join(said.part(name) for name in names.split(", "))
    if one.gap is Gap.NOT_DUAL and colon:
        return f"{number}: " + ", ".join(said.kind(name) for name in names.split(", "))
    return one.about
