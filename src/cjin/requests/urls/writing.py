"""Addresses of writing a request."""

from django.urls import path

from ..views import writing

WRITING = [
    path("new", writing.new, name="new"),
    path("<str:reference>/check", writing.check, name="check"),
    path("<str:reference>/write/<str:step>", writing.step, name="write"),
]
