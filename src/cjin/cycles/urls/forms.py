"""Addresses of forms."""

from django.urls import path

from ..views.forms import asking, composing, keeping, listing

COMPOSE = "forms/<slug:form>/<int:version>/compose"
FORMS = [
    path("forms/", listing.forms, name="forms"),
    path("forms/new", keeping.put, name="put-form"),
    path("forms/begin", composing.started, name="begin-form"),
    path("forms/<slug:form>/next", composing.go_on, name="next-form"),
    path("forms/<slug:form>/<int:version>", listing.form, name="form"),
    path("forms/<slug:form>/<int:version>/remove", keeping.remove, name="remove-form"),
    path("forms/<slug:form>/<int:version>.<str:ending>", listing.file, name="form-file"),
    path(COMPOSE, composing.contents, name="compose"),
    path(f"{COMPOSE}/title", composing.titled, name="compose-title"),
    path(f"{COMPOSE}/section", composing.section, name="compose-new-section"),
    path(f"{COMPOSE}/section/<slug:section>", composing.section, name="compose-section"),
    path(f"{COMPOSE}/question", asking.question, name="compose-new-question"),
    path(f"{COMPOSE}/question/<slug:question>", asking.question, name="compose-question"),
    path(f"{COMPOSE}/remove/<slug:part>/<slug:name>", composing.remove, name="compose-remove"),
]
