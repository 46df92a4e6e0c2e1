"""Addresses of what the replies to a round say together, and of the report on it."""

from django.urls import path

from ..views.report import answers, difficulties, draft, figures, map, matrix, results, sentence, series

REPORT = [
    path("<slug:slug>/results", results.results, name="results"),
    path("<slug:slug>/results.<str:ending>", results.file, name="results-file"),
    path("<slug:slug>/results/difficulties", difficulties.difficulties, name="difficulties"),
    path("<slug:slug>/results/difficulties.<str:ending>", difficulties.file, name="difficulties-file"),
    path("<slug:slug>/results/answers", answers.answers, name="answers"),
    path("<slug:slug>/results/answers.<str:ending>", answers.file, name="answers-file"),
    path("<slug:slug>/results/replies.<str:ending>", answers.replies, name="replies-file"),
    path("<slug:slug>/results/series", series.series, name="series"),
    path("<slug:slug>/results/series.<str:ending>", series.file, name="series-file"),
    path("<slug:slug>/results/map", map.world, name="map"),
    path("<slug:slug>/results/matrix", matrix.matrix, name="matrix"),
    path("<slug:slug>/results/matrix.<str:ending>", matrix.file, name="matrix-file"),
    path("<slug:slug>/results/figures", figures.figures, name="figures"),
    path("<slug:slug>/results/figures.<str:ending>", figures.file, name="figures-file"),
    path("<slug:slug>/report", draft.draft, name="report"),
    path("<slug:slug>/report.<str:ending>", draft.document, name="report-file"),
    path("<slug:slug>/report/edit", draft.edit, name="report-edit"),
    path("<slug:slug>/report/undo/<int:number>", draft.undo, name="report-undo"),
    path("<slug:slug>/report/<slug:mark>", sentence.sentence, name="sentence"),
]
