"""Addresses of forms."""

from django.urls import path

from ..views.forms import keeping, listing

FORMS = [
    path("forms/", listing.forms, name="forms"),
    path("forms/new", keeping.put, name="put-form"),
    path("forms/<slug:form>/<int:version>", listing.form, name="form"),
    path("forms/<slug:form>/<int:version>.<str:ending>", listing.file, name="form-file"),
]
