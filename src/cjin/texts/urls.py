"""Addresses of the library. ``node`` includes them under ``/texts/``; names stand in the namespace ``texts``."""

from django.urls import path

from .views import (
    calendar,
    commitments,
    compare,
    downloads,
    drafts,
    importing,
    instrument,
    library,
    parallels,
    parties,
    provision,
    review,
    topics,
)

app_name = "texts"
urlpatterns = [
    path("", library.library, name="list"),
    path("compare", compare.compare, name="compare"),
    path("calendar", calendar.mandates, name="calendar"),
    path("calendar/taken-back/<int:pk>", calendar.undeliver, name="undeliver"),
    path("calendar/<slug:slug>/<slug:eid>/<slug:output>/<int:year>", calendar.deliver, name="deliver"),
    path("import", importing.importing, name="import"),
    path("drafts", drafts.drafts, name="drafts"),
    path("drafts/<int:pk>", review.review, name="review"),
    path("drafts/<int:pk>/<slug:verb>", review.act, name="act"),
    path("matrix", topics.matrix, name="matrix"),
    path("topics/<slug:slug>", topics.through_time, name="through-time"),
    path("treaties", parties.treaties, name="treaties"),
    path("treaties/of/<slug:code>", parties.of_a_state, name="of-a-state"),
    path("<slug:slug>/parties", parties.parties, name="parties"),
    path("<slug:slug>/gaps", parties.missing, name="gaps"),
    path("<slug:slug>/parallels", parallels.parallels, name="parallels"),
    path("<slug:slug>/parallels/<slug:eid>", parallels.decide, name="judge"),
    path("<slug:slug>/commitments", commitments.commitments, name="commitments"),
    path("<slug:slug>/commitments/<slug:eid>", commitments.going_through, name="going-through"),
    path("<slug:slug>/commitments/<slug:eid>/<slug:verb>", commitments.decide, name="decide"),
    path("<slug:slug>.<str:ending>", downloads.download, name="download"),
    path("<slug:slug>", instrument.work, name="work"),
    path("<slug:slug>/<slug:eid>", provision.provision, name="provision"),
]
