"""Addresses of what the replies to a round say together, and of the report on it."""

from django.urls import path

from ..views.report import draft, results, sentence

REPORT = [
    path("<slug:slug>/results", results.results, name="results"),
    path("<slug:slug>/results.<str:ending>", results.file, name="results-file"),
    path("<slug:slug>/report", draft.draft, name="report"),
    path("<slug:slug>/report.<str:ending>", draft.document, name="report-file"),
    path("<slug:slug>/report/edit", draft.edit, name="report-edit"),
    path("<slug:slug>/report/undo/<int:number>", draft.undo, name="report-undo"),
    path("<slug:slug>/report/<slug:mark>", sentence.sentence, name="sentence"),
]
