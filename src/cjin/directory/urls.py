"""Addresses of the directory. ``node`` includes them under ``/directory/``; their namespace is ``directory``."""

from django.urls import path

from .views import acts, body, correspondents, due, editing, listing, loading, signed, who

app_name = "directory"
urlpatterns = [
    path("", listing.bodies, name="list"),
    path("who", who.who, name="who"),
    path("correspondents", correspondents.by_state, name="correspondents"),
    path("due", due.due, name="due"),
    path("add", editing.add, name="add"),
    path("load", loading.load, name="load"),
    path("load/<int:pk>", loading.look, name="file"),
    path("signed", signed.signed, name="signed"),
    path("signed/file", signed.file, name="signed-file"),
    path("<slug:slug>", body.body, name="body"),
    path("<slug:slug>/edit", editing.edit, name="edit"),
    path("<slug:slug>/<slug:verb>", acts.act, name="act"),
]
