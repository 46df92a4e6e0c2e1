"""Addresses of the legal basis between two States."""

from django.urls import path

from ..views import bases

BASES = [path("basis", bases.basis, name="basis")]
