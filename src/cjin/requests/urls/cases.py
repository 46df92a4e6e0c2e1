"""Addresses of cases: lists, acts, evidence, clocks, figures."""

from django.urls import URLPattern

CASES: list[URLPattern] = []
