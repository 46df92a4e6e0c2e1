"""What a reply can begin with: what the same respondent said before, and its measures, each with its source."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..models import Clearing, MeasureLink, Respondent
from ..rules.answers.replies import Reply, fits
from ..rules.form.questions import Form, Kind
from ..rules.form.succession import MEASURE, Follows, parallels_of
from ..rules.vocabulary import ANSWERED
from .answers import counted
from .earlier import continued_by, succeeded
from .forms import form_of


@dataclass(frozen=True)
class Ghost:
    """A reply that somebody may accept or change, and where it comes from.

    ``why`` is one of ``rules.form.succession``; ``provisions`` are the one asked about and the one answered before.
    """

    reply: Reply
    why: str
    round: str = ""
    title: Mapping[str, str] = field(default_factory=dict)
    question: str = ""
    provisions: tuple[str, str] = ("", "")
    cleared: str = ""


def ghosts_of(respondent: Respondent) -> dict[str, Ghost]:
    """A ghost for each question that has one: the newest reply before wins, then measures linked to the provision.

    A handful of queries, however many questions there are.
    """
    form = form_of(respondent.round)
    found: dict[str, Ghost] = {}
    continued = continued_by(form)
    for clearing in _before(respondent):
        replies = counted(clearing.content)
        for name, follows in _followed(form_of(clearing.respondent.round), form, continued).items():
            if name not in found and fits(form.question(name), replies.get(follows.before)):
                found[name] = _ghost(replies[follows.before], follows, clearing)
    for name, ghost in _from_measures(respondent, form, continued):
        found.setdefault(name, ghost)
    return found


def _followed(before: Form, form: Form, continued: Mapping[str, Sequence[str]]) -> dict[str, Follows]:
    """What each question goes on with: itself in another version, or one about the same provision that nothing else
    goes on with.
    """
    same = succeeded(before, form) if before.form == form.form else {}
    taken = {one.before for one in same.values()}
    parallel = parallels_of(before, form, continued)
    return {name: one for name, one in parallel.items() if one.before not in taken} | same


def _ghost(reply: Reply, follows: Follows, clearing: Clearing) -> Ghost:
    round_ = clearing.respondent.round
    return Ghost(
        reply, follows.why, round_.slug, dict(round_.title), follows.before, follows.provisions,
        clearing.at.date().isoformat(),
    )  # fmt: skip


def _before(respondent: Respondent) -> Iterator[Clearing]:
    """What this respondent cleared in other rounds, the newest round first; of each the last clearing that stands.

    What was made up stands in no reply but those that are made up too.
    """
    mine = Clearing.objects.filter(
        respondent__state=respondent.state, respondent__body=respondent.body, withdrawn_at=None,
        respondent__round__simulated=respondent.round.simulated,
    ).exclude(respondent__round=respondent.round_id)  # fmt: skip
    seen: set[int] = set()
    for one in mine.select_related("respondent__round__form").order_by("-respondent__round__opens", "-number"):
        if one.respondent_id not in seen:
            seen.add(one.respondent_id)
            yield one


def _from_measures(
    respondent: Respondent, form: Form, continued: Mapping[str, Sequence[str]]
) -> Iterator[tuple[str, Ghost]]:
    """Measures of the State that are linked to what a question is about, or to what that continues."""
    if not respondent.state or respondent.body:
        return
    linked: dict[str, list[str]] = {}
    for place, name in MeasureLink.objects.filter(measure__state=respondent.state).values_list(
        "place", "measure__name"
    ):
        linked.setdefault(place, []).append(name)
    for question in form.questions:
        if question.kind not in (Kind.IMPLEMENTATION, Kind.MEASURES):
            continue
        for place in question.about:
            source = next((one for one in (place, *continued.get(place, ())) if one in linked), None)
            if source:
                names = sorted(linked[source])
                value: Any = {"measures": names} if question.kind is Kind.IMPLEMENTATION else names
                yield question.question, Ghost({"reply": ANSWERED, "value": value}, MEASURE, provisions=(place, source))
                break
