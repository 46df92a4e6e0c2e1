"""Addresses of the legal basis between two States."""

from django.urls import URLPattern

BASES: list[URLPattern] = []
