"""What the library has on a topic: instruments and provisions, through time, and the matrix of both."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cjin.core.queries.readers import reader_of
from cjin.core.queries.search import search as find
from cjin.core.rules.errors import NotFound
from cjin.core.rules.release import Reader
from cjin.core.rules.search import SearchResult
from cjin.core.rules.tables import FORMATS, written
from cjin.reference.models import Topic

from ..queries.reading import works_for
from ..queries.topical import matrix_of, read_on, told_through_time
from ..queries.wording import said_in
from ..search import KIND
from .answers import work_card
from .search import hits_with_places

SHOWN = 5
MOST_WORKS = 30


def speaking_of(request: HttpRequest, topic: Topic) -> dict[str, object]:
    """For the topic's page: what was read to be about it, instruments with it, then what has its words, and the search.

    What has its words is looked for in the reader's language, else in English.
    """
    reader = reader_of(request)
    words, found = _found(topic, reader)
    works = works_for(reader).filter(topics=topic).order_by("-adopted", "slug")[:MOST_WORKS]
    read = [
        (work, [(one.eid, said_in(one.summary)) for one in annotations])
        for work, annotations in read_on(topic, reader).items()
    ]
    return {
        "topic": topic,
        "read": read[::-1],
        "read_total": sum(len(one) for _work, one in read),
        "works": [work_card(work) for work in works],
        "words": words,
        "hits": hits_with_places(found.hits, reader),
        "total": found.total,
        "all_url": f"{reverse('search')}?{urlencode({'q': words})}",
    }


def _found(topic: Topic, reader: Reader) -> tuple[str, SearchResult]:
    """Provisions with all words of the topic's name; where its name in the reader's language gives none, in English."""
    own = topic.pref_label.get((get_language() or "en").partition("-")[0])
    names = list(dict.fromkeys(name for name in (own, topic.pref_label.get("en")) if name)) or [topic.pk]
    for name in names:
        question = _question(name)
        found = find(question, facets={"kind": KIND}, reader=reader, limit=SHOWN)
        if found.hits and not found.any_term:
            return question, found
    return _question(names[0]), SearchResult()


def _question(name: str) -> str:
    """A name as a question: a hyphen before a word would leave the word out."""
    return name.replace("-", " ").replace('"', " ")


@require_safe
def through_time(request: HttpRequest, slug: str) -> HttpResponse:
    """One topic through the instruments, the oldest first: what each says on it, and what continues what."""
    topic = Topic.objects.filter(pk=slug).first()
    if topic is None:
        raise NotFound(_("There is no topic %(slug)s.") % {"slug": slug[:80]})
    columns = told_through_time(topic, reader_of(request))
    return render(request, "texts/through_time.html", {"topic": topic, "columns": columns})


@require_safe
def matrix(request: HttpRequest) -> HttpResponse:
    """The instruments by topics: how many provisions of each are about it; ``format`` gives it as a file."""
    works, rows = matrix_of(reader_of(request))
    form = request.GET.get("format", "")
    if form in FORMATS:
        columns = ["topic", "name", *(work.slug for work in works), "all"]
        told = [
            dict(zip(columns, [topic.pk, said_in(topic.pref_label), *cells, total], strict=True))
            for topic, cells, total in rows
        ]
        body, kind = written(columns, told, form, "topics")
        response = HttpResponse(body, content_type=kind)
        response["Content-Disposition"] = f'attachment; filename="instruments-by-topics.{form}"'
        return response
    downloads = [{"label": one.upper(), "url": f"?format={one}", "type": kind} for one, kind in FORMATS.items()]
    return render(request, "texts/matrix.html", {"works": works, "rows": rows, "downloads": downloads})
