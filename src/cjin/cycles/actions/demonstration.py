"""The demonstration: two rounds on a declaration whose replies are made up, and say so wherever they appear."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from cjin.core.rules.multilingual import Multilingual
from cjin.reference.models import State
from cjin.reference.queries.states import with_standing
from cjin.reference.rules.states import Standing as ToUnitedNations
from cjin.texts.models import Work

from ..models import Answer, Change, Clearing, FormVersion, Part, Respondent, Round
from ..queries.asking import asking_of
from ..rules.answers.progress import progress_of
from ..rules.answers.replies import canonical
from ..rules.form.making import follow_up
from ..rules.form.questions import Form
from ..rules.form.reading import written_form
from ..rules.rounds import PartStanding, Standing
from ..rules.simulating import simulated
from .discussions import put_discussion
from .forms import put_form
from .rounds import open_round

DECLARATION, MODEL = "kyoto-2021", "model-declaration"
FIRST, SECOND = "simulated-first", "simulated-second"
BATCH = 2_000


def load(*, now: datetime) -> None:
    """Makes the demonstration rounds where CJIN_SAMPLES asks for a demonstration and the node has no round yet."""
    if settings.CJIN_SAMPLES and not Round.objects.exists():
        simulate(now=now)


@transaction.atomic
def simulate(*, now: datetime) -> Round | None:
    """A first round to which some States reply and a second one to which all do; the second, or None without a text.

    The form is that of the Kyoto Declaration where its text is here, else that of the model declaration.
    """
    form = _form(now)
    if form is None:
        return None
    today = timezone.localdate(now)
    states = list(
        with_standing(State.objects.order_by("pk"), ToUnitedNations.MEMBER, today).values_list("pk", flat=True)
    )
    first = _round(FIRST, form, states, today - timedelta(days=800), None, now)
    _reply(first, states[::3], seed="first", drift=-0.08, now=now)
    second = _round(SECOND, form, states, today - timedelta(days=120), first, now)
    _reply(second, states, seed="second", drift=0.0, now=now)
    _discuss(second, today, now)
    return second


def _form(now: datetime) -> FormVersion | None:
    for slug in (DECLARATION, MODEL):
        work = Work.objects.filter(slug=slug, expressions__is_current=True).first()
        if work is not None:
            asked = asking_of(work, None, with_proposed=slug == MODEL)
            return put_form(definition=written_form(follow_up(slug, work.title, asked.asking)), by=None, now=now)
    return None


def _round(
    slug: str, form: FormVersion, states: Sequence[str], opens: date, previous: Round | None, now: datetime
) -> Round:
    words = TITLES[slug]
    title = {
        code: f"{form.definition['title'].get(code) or form.definition['title']['en']} ({words[code]})"
        for code in words
    }
    return open_round(
        slug=slug, title=Multilingual(title), form=form, opens=opens, due=opens + timedelta(days=90),
        respondents=states, languages=list(words), previous=previous, simulated=True, by=None, now=now,
    )  # fmt: skip


TITLES = {
    FIRST: {"en": "first round, simulated", "ar": "الجولة الأولى، محاكاة", "es": "primera ronda, simulada",
            "fr": "premier cycle, simulé", "ru": "первый раунд, смоделированный", "zh": "第一轮，模拟"},
    SECOND: {"en": "second round, simulated", "ar": "الجولة الثانية، محاكاة", "es": "segunda ronda, simulada",
             "fr": "deuxième cycle, simulé", "ru": "второй раунд, смоделированный", "zh": "第二轮，模拟"},
}  # fmt: skip


def _discuss(round_: Round, today: date, now: datetime) -> None:
    """Puts a discussion on each of the first two greater headings into the workplan: one was held, one is to come."""
    form = round_.form.read()
    asking = [one for one in form.sections if any(question.about for question in one.questions)]
    headings = dict.fromkeys(one.under for one in asking if one.under) or dict.fromkeys(one.title for one in asking)
    for heading, days in zip(headings, (-60, 120), strict=False):
        begins = today + timedelta(days=days)
        put_discussion(
            work=form.instrument, title={code: f"{text} ({MADE_UP[code]})" for code, text in heading.items()},
            begins=begins, ends=begins + timedelta(days=2), by=None, now=now,
            sections=[one.section for one in form.sections if heading in (one.under, one.title)],
        )  # fmt: skip


MADE_UP = {"en": "simulated", "ar": "محاكاة", "es": "simulado", "fr": "simulé", "ru": "смоделировано", "zh": "模拟"}


def _reply(round_: Round, states: Iterable[str], *, seed: str, drift: float, now: datetime) -> None:
    """Stores the made-up replies of these States as if each had been answered, submitted and cleared."""
    form = round_.form.read()
    wanted = set(states)
    respondents = [one for one in round_.respondents.order_by("state") if one.state in wanted]
    told = {one.pk: simulated(form, one.state, seed=seed, drift=drift) for one in respondents}
    answers = [
        Answer(respondent_id=pk, question=question, reply=reply, at=now)
        for pk, replies in told.items()
        for question, reply in replies.items()
    ]
    made = Answer.objects.bulk_create(answers, batch_size=BATCH)
    Change.objects.bulk_create(
        (Change(answer=one, revision=1, reply=one.reply, at=now) for one in made), batch_size=BATCH
    )
    Clearing.objects.bulk_create(_clearing(one, form, told[one.pk], now) for one in respondents)
    _count(form, told)
    for place, one in enumerate(respondents):
        one.standing, one.cleared_at, one.consents = Standing.CLEARED, now, place % 3 == 0
    Respondent.objects.bulk_update(respondents, ["standing", "cleared_at", "consents"])


def _clearing(respondent: Respondent, form: Form, replies: dict[str, Any], now: datetime) -> Clearing:
    content = {"form": [form.form, form.version], "answers": replies, "measures": []}
    digest = hashlib.sha256(canonical(content).encode()).hexdigest()
    return Clearing(respondent=respondent, number=1, content=content, sha256=digest, at=now)


def _count(form: Form, told: dict[int, dict[str, Any]]) -> None:
    """Puts the sections anew with their counts: quicker than changing each of them."""
    Part.objects.filter(respondent__in=told).delete()
    parts = []
    for pk, replies in told.items():
        progress = progress_of(form, replies)
        for position, section in enumerate(form.sections):
            mine = progress[section.section]
            part = Part(respondent_id=pk, section=section.section, position=position, asked=mine.asked)
            part.replies, part.standing = dict(mine.replies), PartStanding.SUBMITTED
            parts.append(part)
    Part.objects.bulk_create(parts, batch_size=BATCH)
