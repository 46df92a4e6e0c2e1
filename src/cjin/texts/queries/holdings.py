"""What the home page tells of the library: how much there is, and what is new."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.utils.timezone import localdate

from cjin.core.queries.readers import reader_of
from cjin.shell.rules.frame import Line
from cjin.texts.models import Expression, Provision
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
    """The texts that were published last, newest first."""
    texts = readable(reader_of(request)).filter(stage=Stage.PUBLISHED, published_at__isnull=False)
    for text in texts.select_related("work").order_by("-published_at", "pk")[:NEWEST]:
        yield _line(text)


def _line(text: Expression) -> Line:
    assert text.published_at is not None
    return Line(title=text.title, url=text.get_absolute_url(), day=localdate(text.published_at), kind=text.language)
