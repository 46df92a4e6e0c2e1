"""The address of the search over the whole node. ``node`` includes it at the root."""

from django.urls import path

from .views.search import search

urlpatterns = [path("search", search, name="search")]
