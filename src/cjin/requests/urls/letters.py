"""Addresses of letters: wordings, documents, files that come in."""

from django.urls import URLPattern

LETTERS: list[URLPattern] = []
