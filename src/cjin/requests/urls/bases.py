"""Addresses of the legal basis between two States."""

from django.urls import path

from ..views import bases, partners

BASES = [
    path("basis", bases.basis, name="basis"),
    path("bases", partners.all_of_a_state, name="partners"),
    path("bases.<str:ending>", partners.all_of_a_state, name="partners-file"),
]
