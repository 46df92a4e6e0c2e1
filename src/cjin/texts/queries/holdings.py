"""What the home page tells of the library: how much there is, what is new, and what waits."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Max
from django.http import HttpRequest
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cjin.core.models import User
from cjin.core.permissions import duties_of
from cjin.core.queries.readers import reader_of
from cjin.core.rules.duties import Duty
from cjin.shell.rules.frame import Line
from cjin.texts.models import Expression, Provision
from cjin.texts.queries.drafts import MOST, waiting
from cjin.texts.queries.expressions import choose
from cjin.texts.queries.reading import readable
from cjin.texts.rules.stages import Stage

NEWEST = 8


def provisions(request: HttpRequest) -> int:
    """How many provisions stand in the texts that are shown first and that this reader may read."""
    texts = readable(reader_of(request)).filter(is_current=True).order_by()
    return Provision.objects.filter(expression__in=texts.values("pk")).count()


def instruments(request: HttpRequest) -> int:
    """How many instruments have a text here that this reader may read."""
    published = readable(reader_of(request)).filter(stage=Stage.PUBLISHED)
    return published.order_by().values("work").distinct().count()


def news(request: HttpRequest) -> Iterator[Line]:
    """The instruments of which a text was published last, newest first, each once with its languages."""
    texts = readable(reader_of(request)).filter(stage=Stage.PUBLISHED, published_at__isnull=False)
    latest = texts.order_by().values("work").annotate(latest=Max("published_at")).order_by("-latest", "-work__adopted")
    days = {one["work"]: one["latest"] for one in latest[:NEWEST]}
    shown: dict[int, list[Expression]] = {work: [] for work in days}
    for text in texts.filter(work__in=days).select_related("work").order_by("language", "-is_current", "number"):
        shown[text.work_id].append(text)
    for work, mine in shown.items():
        yield _line(mine, localdate(days[work]))


def _line(texts: list[Expression], day: date) -> Line:
    """An instrument under the title that its reader can read best."""
    work, own = texts[0].work, (get_language() or "en").partition("-")[0]
    best = choose(texts, own) or texts[0]
    languages = list(dict.fromkeys(text.language for text in texts))
    said = " · ".join(part for part in (work.symbol, " ".join(languages)) if part)
    return Line(title=work.title.get(own) or best.title, url=work.get_absolute_url(), day=day, kind=said)


def due(request: HttpRequest) -> Iterator[Line]:
    """The drafts that wait for whoever corrects or publishes texts, the oldest first; nothing for anybody else."""
    if not isinstance(request.user, User):
        return
    if duties_of(request.user, localdate()).isdisjoint({Duty.TEXTS_EDIT, Duty.TEXTS_PUBLISH}):
        return
    for text in waiting().filter(stage=Stage.DRAFT).order_by("imported_at", "pk")[:MOST]:
        there = reverse("texts:review", args=[text.pk])
        yield Line(text.title or text.key, there, localdate(text.imported_at), kind=_("draft to look through"))
