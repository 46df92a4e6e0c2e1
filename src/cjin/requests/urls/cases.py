"""Addresses of cases: lists, acts, evidence, clocks, figures."""

from django.urls import path

from ..views.cases import acting, answer, case, evidence, figures, listing, people, timetable

CASES = [
    path("", listing.requests, name="list"),
    path("statistics", figures.statistics, name="statistics"),
    path("timetable", timetable.timetable, name="timetable"),
    path("<str:reference>", case.case, name="case"),
    path("<str:reference>/act/<str:act>", acting.act, name="act"),
    path("<str:reference>/answer", answer.answer, name="answer"),
    path("<str:reference>/answer.<str:ending>", answer.file, name="answer-file"),
    path("<str:reference>/evidence", evidence.evidence, name="evidence"),
    path("<str:reference>/people", people.people, name="people"),
]
