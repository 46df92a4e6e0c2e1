"""Addresses of writing a request."""

from django.urls import URLPattern

WRITING: list[URLPattern] = []
