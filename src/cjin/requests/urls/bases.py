"""Addresses of the legal basis between two States."""

from django.urls import path

from ..views import agreements, bases, partners

BASES = [
    path("basis", bases.basis, name="basis"),
    path("agreements", agreements.agreements, name="agreements"),
    path("bases", partners.all_of_a_state, name="partners"),
    path("bases.<str:ending>", partners.all_of_a_state, name="partners-file"),
]
