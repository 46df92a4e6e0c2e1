"""A round and those before it as one series: what each told on the questions of the newest."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cjin.core.rules.identifiers import Language

from ..models import Round
from ..permissions import too_few
from ..rules.compiling.series import Point, Told, series, together
from ..rules.compiling.tables import about_states, topics_of
from ..rules.report.action import paragraph_of, words_of
from ..rules.vocabulary import shown
from .answers import counted
from .compiling import clearings_of, topic_names
from .earlier import Names, rounds_before
from .forms import form_of


def _told(round_: Round, names: Names) -> Told:
    """The replies of a round by the questions of the newest form. Two queries."""
    who = {pk: (state, body) for pk, state, body in round_.respondents.values_list("pk", "state", "body")}
    replies = {}
    for pk, clearing in clearings_of(round_).items():
        answers = counted(clearing.content)
        replies[who[pk]] = {name: answers[there] for name, there in names.items() if there in answers}
    return Told(frozenset(names), replies)


def over_rounds(round_: Round, language: str, *, public: bool = False) -> dict[str, Any]:
    """States of implementation of each provision and topic in a round and all before it; never by State.

    ``public`` leaves out those before it to which too few replied to be shown together.
    """
    code = Language.of(language)
    chain = list(reversed(rounds_before(round_)))
    if public:
        few = too_few(one for one, _names in chain) - {round_.pk}
        chain = [(one, names) for one, names in chain if one.pk not in few]
    told = [_told(one, names) for one, names in chain]
    form = form_of(round_)
    asked = about_states(form)
    each = {one.question: series(one.question, told) for one in asked}
    topics = topic_names(code)
    return {
        "round": round_.slug,
        "title": shown(round_.title, code),
        "simulated": any(one.simulated for one, _names in chain),
        "rounds": [
            {"round": one.slug, "title": shown(one.title, code), "due": one.due,
             "asked": one.respondents.count(), "replied": len(said.replies)}
            for (one, _names), said in zip(chain, told, strict=True)
        ],
        "provisions": [
            {"question": one.question, "about": list(one.about), "paragraph": paragraph_of(one),
             "words": words_of(one, code), "topics": list(one.topics), "points": _points(each[one.question])}
            for one in asked
        ],
        "topics": [
            {"topic": topic, "name": topics.get(topic, topic), "points": _points(together(names, each))}
            for topic, names in topics_of(form).items()
        ],
    }  # fmt: skip


def _points(points: Sequence[Point | None]) -> list[dict[str, Any] | None]:
    return [None if one is None else one.as_data() for one in points]


COLUMNS = (
    "of", "name", "words", "round", "due", "scope", "replies", "told", "told_both", "new", "advanced", "unchanged",
    "reversed",
)  # fmt: skip
"""The columns of a series as a file, but for the states of implementation."""


def rows_of(data: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """A series as rows: one for each provision and topic, round, and scope."""
    for of, every in (("provision", data["provisions"]), ("topic", data["topics"])):
        for one in every:
            for round_, point in zip(data["rounds"], one["points"], strict=True):
                for scope, of_law in (("law", "_law"), ("practice", "")) if point else ():
                    yield {
                        "of": of, "name": one.get("question") or one["topic"], "words": one.get("words") or one["name"],
                        "round": round_["round"], "due": round_["due"].isoformat(), "scope": scope,
                        "replies": point["replies"], "told": point[f"of_{scope}"],
                        "told_both": point[f"of_both{of_law}"], **point[f"changes{of_law}"], **point[scope],
                    }  # fmt: skip
