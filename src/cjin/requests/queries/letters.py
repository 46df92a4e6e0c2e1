"""What a letter needs to know: names around a request, what its units say, the letters that were made."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cache

from cjin.directory.queries.entries import THE_NODE, known_on
from cjin.directory.queries.wording import is_made_up
from cjin.directory.rules.competence import way_of
from cjin.directory.rules.entries import Entry
from cjin.directory.rules.kinds import ChannelKind
from cjin.reference.models import State
from cjin.statistics.rules.classification import iccs
from cjin.texts.models import Work

from ..models import Request
from ..rules.case.clocks import OPENED
from ..rules.case.process import Direction, process
from ..rules.letter.content import letter_of
from ..rules.letter.data import letter_data, only_asked
from ..rules.letter.parts import Content, Names, Occasion
from ..rules.letter.phrases import phrase
from ..rules.letter.units import LANGUAGES, Status, Unit, Wording, languages_in, units, unworded
from ..rules.writing.drafts import Draft
from .cases import draft_of


def is_draft(request: Request) -> bool:
    """Whether the letter of a request is a draft where it stands."""
    return request.state in process(Direction(request.direction)).marked("draft")


def wordings_of(request: Request) -> list[Wording]:
    """What the units of a request say in other languages."""
    rows = request.wordings.order_by("language", "unit")
    return [Wording(one.language, one.unit, one.text, Status(one.status), one.source_sha256) for one in rows]


def names_for(draft: Draft, today: date) -> Names:
    """The names around a draft in the six languages. Four queries."""
    states = {one.pk: one.names for one in State.objects.filter(pk__in=[draft.requesting, draft.requested])}
    entry = _entry(draft.addressee, today)
    work = Work.objects.filter(slug=draft.basis).first()
    codes = {one.get("iccs", "") for one in draft.answers.get("offences", ())}
    return Names(
        requesting=_state(draft.requesting, states),
        requested=_state(draft.requested, states),
        addressee=dict(entry.names) if entry else {"en": draft.addressee},
        ways=_ways(entry, urgent=bool(draft.answers.get("urgent"))),
        basis=dict(work.title) if work else {},
        offences={code: _titles(code) for code in codes},
        fictional=is_made_up(draft.requesting) or is_made_up(draft.requested),
    )


def _entry(body: str, today: date) -> Entry | None:
    found = known_on(THE_NODE, today, slug=body) if body else []
    mine = [one for one in found if one.body.origin_id is None] or found
    return mine[0].known.entry if mine else None


def _state(code: str, known: Mapping[str, Mapping[str, str]]) -> Mapping[str, str]:
    if code in known:
        return dict(known[code])
    if is_made_up(code):
        return {one: phrase("demonstration_state", one, code=code) for one in LANGUAGES}
    return {"en": code}


def _ways(entry: Entry | None, *, urgent: bool) -> tuple[str, ...]:
    """The address of the way that the directory names; nothing for one without, such as the diplomatic channel."""
    way = way_of([one for one in entry.channels if not one.restricted], urgent=urgent) if entry else None
    if way is None or not way.address:
        return ()
    return (f"INTERPOL, {way.address}" if way.kind is ChannelKind.INTERPOL else way.address,)


@cache
def _titles(code: str) -> Mapping[str, str]:
    category = iccs().categories.get(code)
    return dict(category.title) if category else {}


def content_of(request: Request, languages: Sequence[str], *, now: datetime, signer: str = "", today: date) -> Content:
    """The letter of a request as it stands. Raises Invalid for languages that are none of letters."""
    draft = only_asked(draft_of(request))
    occasion = Occasion(
        reference=request.theirs or request.reference,
        revision=request.revision,
        day=today,
        draft=is_draft(request),
        signer=signer,
        signed_at=now if signer else None,
    )
    names = names_for(draft, today)
    names = names if names.basis else replace(names, basis=title_told(request))
    return letter_of(draft, languages, wordings_of(request), names, occasion)


def data_of(request: Request) -> dict[str, object]:
    """The data that the letter of a request carries."""
    return letter_data(
        draft_of(request), wordings_of(request), reference=request.theirs or request.reference,
        revision=request.revision, is_draft=is_draft(request), basis_title=title_of_basis(request),
    )  # fmt: skip


def title_of_basis(request: Request) -> dict[str, str]:
    """What its instrument is called by language: here, or else in the letter that it came with."""
    if work := Work.objects.filter(slug=request.basis).first():
        return {language: text[:500] for language, text in work.title.items() if language in LANGUAGES}
    return title_told(request)


def title_told(request: Request) -> dict[str, str]:
    """What the letter of a request calls its instrument; nothing where none told it."""
    came = request.happened.filter(act__in=[OPENED, "receive-formal"]).order_by("-position")
    return next((one.detail["basis_title"] for one in came if one.detail.get("basis_title")), {})


def languages_of(request: Request) -> list[str]:
    """The languages of letters that a request names, the one in which it is written first."""
    return languages_in(request.answers)


def units_of(request: Request) -> list[Unit]:
    """The units of what a request asks."""
    return units(only_asked(draft_of(request)))


def unworded_in(request: Request, language: str) -> list[tuple[Unit, str]]:
    """The units of a request that a person has not put into a language, with why."""
    return unworded(only_asked(draft_of(request)), language, wordings_of(request))


def comments_of(request: Request) -> list[dict[str, str]]:
    """What was said of a draft, in the order in which it was said."""
    acts = request.happened.filter(act__in=["comment-draft", "receive-comments"]).order_by("position")
    found = [one for act in acts for one in act.detail.get("comments", ())]
    return [one for one in found if isinstance(one, dict) and {"item", "text"} <= set(one)]
