"""Addresses of the library. ``node`` includes them under ``/texts/``; names stand in the namespace ``texts``."""

from django.urls import path

from .views import (
    calendar,
    citations,
    commitment_files,
    commitments,
    compare,
    downloads,
    drafts,
    importing,
    instrument,
    library,
    mandates,
    parallels,
    provision,
    review,
    topics,
)
from .views.parties import gaps, loading, participants, statements, treaties

app_name = "texts"
urlpatterns = [
    path("", library.library, name="list"),
    path("compare", compare.compare, name="compare"),
    path("calendar", calendar.mandates, name="calendar"),
    path("mandates", mandates.mandate_list, name="mandates"),
    path("calendar/taken-back/<int:pk>", calendar.undeliver, name="undeliver"),
    path("calendar/<slug:slug>/<slug:eid>/<slug:output>/<int:year>", calendar.deliver, name="deliver"),
    path("import", importing.importing, name="import"),
    path("drafts", drafts.drafts, name="drafts"),
    path("drafts/<int:pk>", review.review, name="review"),
    path("drafts/<int:pk>/<slug:verb>", review.act, name="act"),
    path("citations", citations.all_citations, name="all-citations"),
    path("matrix", topics.matrix, name="matrix"),
    path("topics/<slug:slug>", topics.through_time, name="through-time"),
    path("treaties", treaties.treaties, name="treaties"),
    path("treaties/of/<slug:code>", treaties.of_a_state, name="of-a-state"),
    path("treaties/load", loading.load, name="load-status"),
    path("treaties/load/<int:pk>", loading.look, name="status-waiting"),
    path("treaties/files", loading.files, name="status-files"),
    path("treaties/files/<int:pk>", loading.file, name="status-file"),
    path("<slug:slug>/parties", participants.parties, name="parties"),
    path("<slug:slug>/parties/curve", participants.curve, name="parties-curve"),
    path("<slug:slug>/statements", statements.said, name="statements"),
    path("<slug:slug>/gaps", gaps.missing, name="gaps"),
    path("<slug:slug>/citations", citations.citations, name="citations"),
    path("<slug:slug>/parallels", parallels.parallels, name="parallels"),
    path("<slug:slug>/parallels/<slug:eid>", parallels.decide, name="judge"),
    path("<slug:slug>/commitments", commitments.commitments, name="commitments"),
    path("<slug:slug>/commitments/from-a-file", commitment_files.from_a_file, name="commitment-file"),
    path("<slug:slug>/commitments/<slug:eid>", commitments.going_through, name="going-through"),
    path("<slug:slug>/commitments/<slug:eid>/<slug:verb>", commitments.decide, name="decide"),
    path("<slug:slug>.<str:ending>", downloads.download, name="download"),
    path("<slug:slug>", instrument.work, name="work"),
    path("<slug:slug>/<slug:eid>", provision.provision, name="provision"),
]
