"""Addresses of the workplan."""

from django.urls import path

from ..views.workplan import discussion, keeping, listing

WORKPLAN = [
    path("workplan/", listing.workplan, name="workplan"),
    path("workplan/new/<slug:work>", keeping.new, name="new-discussion"),
    path("workplan/<int:number>", discussion.discussion, name="discussion"),
    path("workplan/<int:number>.<str:ending>", discussion.file, name="discussion-file"),
    path("workplan/<int:number>/change", keeping.change, name="change-discussion"),
    path("workplan/<int:number>/remove", keeping.remove, name="remove-discussion"),
    path("workplan/<int:number>/<slug:mark>", discussion.sentence, name="discussion-sentence"),
]
