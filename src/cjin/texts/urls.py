"""Addresses of the library. ``node`` includes them under ``/texts/``; names stand in the namespace ``texts``."""

from django.urls import path

from .views import compare, downloads, drafts, importing, instrument, library, provision, review

app_name = "texts"
urlpatterns = [
    path("", library.library, name="list"),
    path("compare", compare.compare, name="compare"),
    path("import", importing.importing, name="import"),
    path("drafts", drafts.drafts, name="drafts"),
    path("drafts/<int:pk>", review.review, name="review"),
    path("drafts/<int:pk>/<slug:verb>", review.act, name="act"),
    path("<slug:slug>.<str:ending>", downloads.download, name="download"),
    path("<slug:slug>", instrument.work, name="work"),
    path("<slug:slug>/<slug:eid>", provision.provision, name="provision"),
]
