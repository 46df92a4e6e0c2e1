"""Addresses of follow-up. ``node`` includes them under ``/follow-up/``; their namespace is ``cycles``."""

from .forms import FORMS
from .report import REPORT
from .rounds import ROUNDS

app_name = "cycles"
urlpatterns = [*FORMS, *REPORT, *ROUNDS]
