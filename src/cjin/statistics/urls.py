"""Addresses of figures. ``node`` includes them under ``/statistics/``; names stand in the namespace ``statistics``."""

from django.urls import path

from .views import (
    areas,
    classification,
    comparing,
    datasets,
    entrance,
    files,
    findings,
    indicators,
    maps,
    publications,
    reviewing,
    schemes,
)

app_name = "statistics"
urlpatterns = [
    path("", entrance.figures, name="figures"),
    path("indicators/<slug:identity>", indicators.indicator, name="indicator"),
    path("indicators/<slug:identity>/chart.svg", indicators.chart, name="indicator-chart"),
    path("publications", publications.publications, name="publications"),
    path("publications/<slug:slug>/<int:number>", publications.publication, name="publication"),
    path("publications/<slug:slug>/<int:number>/withdraw", publications.take_back, name="withdraw"),
    path("publications/<slug:slug>/<int:number>/<slug:flow>.<str:ending>", files.table_file, name="table-file"),
    path("publish/<str:key>", publications.publishing, name="publish"),
    path("cells/<slug:slug>/<int:number>/<slug:flow>/<str:key>/<str:period>", publications.cell, name="cell"),
    path("areas/<slug:code>", areas.area, name="area"),
    path("map", maps.world, name="map"),
    path("compare", comparing.compare, name="compare"),
    path("compare/chart.svg", comparing.chart, name="compare-chart"),
    path("iccs", classification.classification, name="classification"),
    path("iccs/<slug:code>", classification.category, name="category"),
    path("datasets", datasets.datasets, name="datasets"),
    path("datasets/<slug:slug>/<int:number>", datasets.dataset, name="dataset"),
    path("datasets/<slug:slug>/<int:number>/check", datasets.check, name="check"),
    path("datasets/<slug:slug>/<int:number>/<str:file>", datasets.download, name="dataset-file"),
    path("findings", findings.findings, name="findings"),
    path("findings/<int:pk>", findings.finding, name="finding"),
    path("findings/<int:pk>/<slug:verb>", findings.act, name="decide"),
    path("schemes", schemes.schemes, name="schemes"),
    path("schemes/new", schemes.making, name="scheme-make"),
    path("schemes/<slug:slug>.<str:ending>", schemes.download, name="scheme-download"),
    path("schemes/<slug:slug>", schemes.scheme, name="scheme"),
    path("schemes/<slug:slug>/import", schemes.importing, name="scheme-import"),
    path("schemes/<slug:slug>/codes/<path:code>", reviewing.entry, name="entry"),
]
