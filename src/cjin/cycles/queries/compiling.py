"""What a round's replies say together: the replies that count, and what a report on it is made from."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from cjin.core.rules.catalogue import read
from cjin.reference.models import Group, State, Topic
from cjin.reference.queries.states import members_of
from cjin.reference.rules.groups import GroupKind
from cjin.texts.models import Work

from ..models import Clearing, Discussion, Respondent, Round
from ..permissions import too_few
from ..rules.answers.replies import Reply
from ..rules.compiling.counting import Given
from ..rules.form.questions import Form
from ..rules.report.material import Material, Talk, Tool
from ..rules.vocabulary import NOT_REPORTED, shown, word
from .answers import counted
from .earlier import Names, last_asked
from .forms import form_of
from .mandates import mandates_for
from .provisions import provision_names

OTHER = "other"
"""The group of respondents that are in no regional group."""
SILENT: Reply = {"reply": NOT_REPORTED}
"""What stands for a reply that was asked for and not given."""


def clearings_of(round_: Round) -> dict[int, Clearing]:
    """The clearing of each respondent that counts: the last one that was not withdrawn. One query."""
    found: dict[int, Clearing] = {}
    rows = Clearing.objects.filter(respondent__round=round_, withdrawn_at=None).order_by("respondent", "number")
    for one in rows.defer("reason", "sha256"):
        found[one.respondent_id] = one
    return found


def groups_on(day: date) -> dict[str, str]:
    """The regional group of each State on a day. One query per group."""
    regional = Group.objects.filter(kind=str(GroupKind.REGIONAL))
    return {one.state_id: group.pk for group in regional for one in members_of(group.pk, day)}


def given_in(round_: Round, groups: Mapping[str, str], *, public: bool = False) -> list[Given]:
    """The replies that count, in order of the respondents, each with what the same one said the time before.

    ``public`` leaves that out of rounds to which too few replied to be shown together.
    """
    respondents = {one.pk: one for one in round_.respondents.order_by("state", "body")}
    earlier = last_asked(round_)
    few = too_few(one for one, _names in earlier) if public else set()
    earlier = [(one, names) for one, names in earlier if one.pk not in few]
    before, silent = _before(earlier), {name: SILENT for _round, names in earlier for name in names}
    clearings = clearings_of(round_)
    return [
        Given(
            one.key, groups.get(one.state, OTHER), one.consents or clearings[pk].published_at is not None,
            counted(clearings[pk].content), silent | before.get((one.state, one.body), {}),
        )
        for pk, one in respondents.items()
        if pk in clearings
    ]  # fmt: skip


def _before(earlier: Sequence[tuple[Round, Names]]) -> Mapping[tuple[str, str], dict[str, Reply]]:
    """What each respondent said the time before, by the questions of this round."""
    found: dict[tuple[str, str], dict[str, Reply]] = {}
    for one, names in earlier:
        who = {pk: (state, body) for pk, state, body in one.respondents.values_list("pk", "state", "body")}
        for pk, clearing in clearings_of(one).items():
            replies = counted(clearing.content)
            told = {name: replies[there] for name, there in names.items() if there in replies}
            found.setdefault(who[pk], {}).update(told)
    return found


def asked_in(respondents: Iterable[Respondent], groups: Mapping[str, str]) -> dict[str, list[str]]:
    """The keys of those who are asked, by regional group in the order of the catalogue."""
    found: dict[str, list[str]] = {group: [] for group in (*_regional(), OTHER)}
    for one in respondents:
        found[groups.get(one.state, OTHER)].append(one.key)
    return {group: keys for group, keys in found.items() if keys}


def _regional() -> list[str]:
    return list(Group.objects.filter(kind=str(GroupKind.REGIONAL)).order_by("position").values_list("pk", flat=True))


def material_of(round_: Round, language: str, *, cutoff: date, public: bool = False) -> Material:
    """What a report on a round is made from, in one language; ``public`` as in ``given_in``. A handful of queries."""
    form = form_of(round_)
    groups = groups_on(round_.due)
    respondents = list(round_.respondents.order_by("state", "body"))
    given = given_in(round_, groups, public=public)
    return Material(
        title=shown(round_.title, language),
        subject=subject_of(form, language),
        form=form,
        opens=round_.opens,
        due=round_.due,
        cutoff=cutoff,
        asked=asked_in(respondents, groups),
        groups=group_names(language),
        names=names_of(respondents, language),
        given=given,
        mandates=mandates_for(form.instrument),
        talks=talks_of(form.instrument),
        tools=tools(),
        simulated=round_.simulated,
        topics=topic_names(language) | provision_names(given, language),
        note_verbale=round_.note_verbale,
    )


def subject_of(form: Form, language: str) -> str:
    """The title of the instrument that a form follows up, else that of the form."""
    found = Work.objects.filter(slug=form.instrument).first() if form.is_follow_up else None
    return shown(found.title if found else form.title, language)


def group_names(language: str) -> dict[str, str]:
    """What regional groups are called."""
    return {one.pk: shown(one.names, language) for one in Group.objects.all()} | {
        OTHER: word("groups", OTHER, language)
    }


def names_of(respondents: Sequence[Respondent], language: str) -> dict[str, str]:
    """What respondents are called: a State by its name, a body by its own."""
    codes = {one.state for one in respondents}
    states = {one.pk: shown(one.names, language) for one in State.objects.filter(pk__in=codes)}
    return {one.key: one.body or states.get(one.state, one.state) for one in respondents}


def topic_names(language: str) -> dict[str, str]:
    """What topics are called, by their names."""
    return {one.pk: shown(one.pref_label, language) for one in Topic.objects.all()}


def talks_of(work: str) -> list[Talk]:
    """The thematic discussions of an instrument's workplan."""
    return [talk(one) for one in Discussion.objects.filter(work=work)]


def talk(one: Discussion) -> Talk:
    """A thematic discussion, as a report tells it."""
    return Talk(dict(one.title), one.begins, one.ends, frozenset(one.topics), frozenset(one.sections))


@cache
def tools() -> tuple[Tool, ...]:
    """The tools and manuals that exist, as the catalogue has them."""
    rows = read("cycles/tools")["tools"]
    return tuple(Tool(one["title"], one["type"], tuple(one["topics"]), one.get("symbol", "")) for one in rows)


def plain_replies(given: Sequence[Given]) -> list[dict[str, Any]]:
    """Replies as plain data, for who counts them apart."""
    return [
        {"key": one.key, "group": one.group, "named": one.named, "answers": one.answers, "before": one.before}
        for one in given
    ]
