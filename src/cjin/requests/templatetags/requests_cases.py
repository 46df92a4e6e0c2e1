"""Tags for the pages of cases. Load with ``{% load requests_cases %}``."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from babel.numbers import format_currency
from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from cjin.directory.queries.wording import work_names
from cjin.shell.rules.dates import locale_of, long_date
from cjin.shell.templatetags.shell import status

from ..forms.acting import VALUE_WORDS
from ..forms.timetables import WEEK
from ..models import Request
from ..permissions import may_seal
from ..queries.articles import Cited
from ..queries.letters import title_told
from ..queries.telling import instrument_named
from ..rules.case.clocks import Running, Standing
from ..rules.case.process import Direction, process, tone_of
from ..rules.case.telling import until
from ..rules.figures.report import Row
from ..rules.wording import words
from ..rules.writing.drafts import is_secret

register = template.Library()
TONES = {Standing.LATE: "warning", Standing.SOON: "active", Standing.RUNNING: "open"}
TREATIES = {
    "coe-extradition-1957": _("European Convention on Extradition"),
    "budapest-2001": _("Convention on Cybercrime"),
}
"""Treaties with clocks that the library need not have."""


@register.filter
def in_words_of(names: Iterable[str], what: str) -> list[str]:
    """Each name in words: ``{{ measures|in_words_of:"measure"|listed }}``."""
    said = words(get_language() or "en")
    return [said.word(what, name) for name in names]


@register.inclusion_tag("shell/components/status.html")
def clock_status(clock: Running) -> dict[str, str]:
    """How a clock stands, as a word with a shape."""
    return status(words(get_language() or "en").standing(str(clock.standing)), TONES[clock.standing])


@register.inclusion_tag("shell/components/status.html")
def state_status(state: str) -> dict[str, str]:
    """Where a request or a measure stands, as a word with a shape."""
    return status(words(get_language() or "en").state(state), tone_of(state))


@register.inclusion_tag("requests/parts/propose_sealing.html", takes_context=True)
def propose_sealing(context: Mapping[str, Any], case: Request) -> dict[str, Any]:
    """That a request of this State which is to be kept confidential can be sealed, in one press."""
    over = case.state in process(Direction(case.direction)).ends
    proposed = is_secret(case.answers) and not case.sealed and not over and case.direction == Direction.OUTGOING
    mine = proposed and may_seal(context["request"].user, case, today=timezone.localdate())
    return {"case": case, "proposed": proposed, "may_seal": mine}


@register.filter
def basis_of(request: Request) -> str:
    """The instrument of a request by its short name; one that is not known here by what its letter calls it."""
    name = instrument_named(request.basis, work_names([request.basis]))
    if name != request.basis:
        return name
    told, language = title_told(request), (get_language() or "en").partition("-")[0]
    title = told.get(language) or told.get("en") or next(iter(told.values()), request.basis)
    return gettext("%(title)s (not known here)") % {"title": title}


@register.filter
def due_day(clock: Running) -> str:
    """The last day on which something is in time; with the hour where it is due at an hour."""
    return until(clock.due, get_language() or "en")


@register.filter
def last_day(clock: Running) -> str:
    """The last day of the treaty."""
    assert clock.last is not None
    return long_date((clock.last - timedelta(seconds=1)).date(), get_language() or "en")


@register.filter
def iso_day(said: object) -> date | None:
    """A day that was written as 2026-03-02; nothing where it is none."""
    try:
        return date.fromisoformat(str(said))
    except ValueError:
        return None


@register.filter
def value_word(what: str) -> str:
    """What happened to a value, in words."""
    return str(VALUE_WORDS.get(what, what))


@register.filter
def money(row: Row) -> str:
    """An amount in its currency, as the reader's language writes it."""
    assert row.amount is not None
    return format_currency(row.amount, row.group, locale=locale_of(get_language() or "en"))


@register.filter
def week(days: Iterable[str]) -> list[str]:
    """Days of the week in words."""
    return [str(WEEK[day]) for day in days]


@register.simple_tag
def cited_article(article: str, cited: Mapping[str, Cited]) -> SafeString:
    """An article by instrument and number, led to its page where the library has one."""
    one = cited[article]
    said = f"{TREATIES.get(one.instrument, one.instrument)} {one.place}"
    return (
        format_html('<a href="{}"><bdi>{}</bdi></a>', one.url, said) if one.url else format_html("<bdi>{}</bdi>", said)
    )
