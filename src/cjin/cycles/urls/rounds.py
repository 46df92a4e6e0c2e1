"""Addresses of rounds, of the replies to them and of measures."""

from django.urls import path

from ..views.answers import looking, measures, moving, reply, saving, section, workbook
from ..views.report import national
from ..views.rounds import listing, opening, overview

ROUNDS = [
    path("", listing.rounds, name="rounds"),
    path("open", opening.opening, name="open"),
    path("evidence", looking.look, name="evidence"),
    path("measures/", measures.listed, name="measures"),
    path("measures/new", measures.new, name="new-measure"),
    path("measures/<slug:state>/<slug:name>", measures.change, name="measure"),
    path("<slug:slug>/", overview.round_page, name="round"),
    path("<slug:slug>/act/note", opening.noted, name="round-note"),
    path("<slug:slug>/act/<slug:act>", overview.act, name="round-act"),
    path("<slug:slug>/<str:key>/", reply.reply, name="reply"),
    path("<slug:slug>/<str:key>/act/<slug:act>", moving.act, name="reply-act"),
    path("<slug:slug>/<str:key>/workbook", workbook.workbook, name="workbook"),
    path("<slug:slug>/<str:key>/workbook.<str:language>.xlsx", workbook.file, name="workbook-file"),
    path("<slug:slug>/<str:key>/national-report", national.national, name="national"),
    path("<slug:slug>/<str:key>/national-report.<str:ending>", national.file, name="national-file"),
    path("<slug:slug>/<str:key>/<slug:section>", section.answering, name="section"),
    path("<slug:slug>/<str:key>/<slug:section>/<slug:question>", saving.save_one, name="save"),
]
