"""Addresses of the library. ``node`` includes them under ``/texts/``; names stand in the namespace ``texts``."""

from django.urls import path

from .views import compare, downloads, instrument, library, provision

app_name = "texts"
urlpatterns = [
    path("", library.library, name="list"),
    path("compare", compare.compare, name="compare"),
    path("<slug:slug>.<str:ending>", downloads.download, name="download"),
    path("<slug:slug>", instrument.work, name="work"),
    path("<slug:slug>/<slug:eid>", provision.provision, name="provision"),
]
