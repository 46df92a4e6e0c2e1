"""The topic scheme as a tree, a topic's page, and the scheme as SKOS."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..queries import topics as queries
from ..queries.topics import languages
from ..rules.skos import turtle


@require_safe
def topics(request: HttpRequest) -> HttpResponse:
    """The whole scheme as a tree."""
    tree = queries.topic_tree()
    return render(request, "reference/topics.html", {"tree": tree, "total": sum(1 for top in tree for _ in top.walk())})


@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """One topic: its names, what it covers, its neighbours in the tree, what means the same elsewhere."""
    found = queries.topic(slug)
    siblings = type(found).objects.filter(broader=found.broader_id).exclude(pk=slug) if found.broader_id else []
    context = {
        "topic": found,
        "narrower": found.narrower.all(),
        "siblings": siblings,
        "labels": [(one, found.pref_label.get(one.code), found.alt_label.get(one.code, [])) for one in languages()],
    }
    return render(request, "reference/topic.html", context)


@require_safe
def skos(request: HttpRequest) -> HttpResponse:
    """The scheme as SKOS in Turtle; its addresses are this node's."""
    scheme = request.build_absolute_uri("/topics")
    content = turtle(scheme, [one for top in queries.topic_tree() for _, one in top.walk()])
    response = HttpResponse(content, content_type="text/turtle; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="topics.ttl"'
    return response
