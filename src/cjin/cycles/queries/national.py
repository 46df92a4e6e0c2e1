"""The report of one respondent on its own reply, from the reply as the reader may see it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from cjin.core.rules.errors import NotFound

from ..models import Clearing, Respondent
from ..rules.answers.progress import given_in
from ..rules.report.national import Own, Taken, national
from ..rules.report.parts import Report
from ..rules.rounds import Standing
from ..rules.vocabulary import embedded, shown
from .answers import counted, replies_of
from .compiling import names_of, subject_of
from .forms import form_of
from .measures import as_data, measures_of
from .replying import Seen, given_to
from .telling import Said, told_reply


def national_report(seen: Seen, language: str, *, now: datetime) -> Report:
    """The report in one language: for those who give the reply as it stands, for others as it was given last.

    Raises NotFound where nothing was given.
    """
    respondent = seen.respondent
    clearing = given_to(seen)
    if seen.own and respondent.standing == Standing.OPEN:
        return national(_own(respondent, language, None, _as_it_stands(respondent), now), language)
    if clearing is None:
        raise NotFound(_("Nothing was given yet."))
    return national(_own(respondent, language, clearing, clearing.content, now), language)


def _as_it_stands(respondent: Respondent) -> Mapping[str, Any]:
    measures = [as_data(one) for one in measures_of(respondent.state)] if respondent.state else []
    return {"answers": given_in(form_of(respondent.round), replies_of(respondent)), "measures": measures}


def _own(
    respondent: Respondent, language: str, clearing: Clearing | None, content: Mapping[str, Any], now: datetime
) -> Own:
    form, replies = form_of(respondent.round), counted(content)
    titles = {one["name"]: shown(one["title"], language) for one in content.get("measures", ())}
    told = {
        one.question: [_line(said, language) for said in told_reply(one, replies[one.question], language, titles)]
        for one in form.questions
        if one.question in replies
    }
    return Own(
        name=names_of([respondent], language)[respondent.key],
        subject=subject_of(form, language),
        form=form,
        day=timezone.localdate(now),
        given=timezone.localdate(clearing.at) if clearing else None,
        replies=replies,
        told=told,
        measures=[_taken(one, language) for one in content.get("measures", ())],
        simulated=respondent.round.simulated,
    )


def _line(said: Said, language: str) -> str:
    """A part of a reply in one line: its label, its words, and its text in the language, else in one that has it."""
    between = {"ar": "؛ ", "zh": "；"}.get(language, "; ")
    parts = [between.join(said.words), embedded(said.texts, language)]
    return ": ".join(filter(None, (said.label, " – ".join(filter(None, parts)))))


def _taken(one: Mapping[str, Any], language: str) -> Taken:
    links: Sequence[str] = sorted(one.get("links", {}))
    return Taken(shown(one["title"], language), one["type"], one.get("since", ""), links)
