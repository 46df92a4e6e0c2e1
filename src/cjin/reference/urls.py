"""Addresses of States, groups and topics. ``node`` includes ``urlpatterns`` at the root."""

from django.urls import include, path

from .views import states, topics

pages = (
    [
        path("states", states.states, name="states"),
        path("states/<slug:code>", states.state, name="state"),
        path("groups", states.groups, name="groups"),
        path("groups/<slug:slug>", states.group, name="group"),
        path("topics", topics.topics, name="topics"),
        path("topics.ttl", topics.skos, name="skos"),
        path("topics/<slug:slug>", topics.topic, name="topic"),
    ],
    "reference",
)
urlpatterns = [path("", include(pages))]
