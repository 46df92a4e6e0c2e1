"""Addresses of follow-up. ``node`` includes them under ``/follow-up/``; their namespace is ``cycles``."""

from .rounds import ROUNDS

app_name = "cycles"
urlpatterns = [*ROUNDS]
