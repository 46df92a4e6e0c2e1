"""Addresses of follow-up. ``node`` includes them under ``/follow-up/``; their namespace is ``cycles``."""

from .forms import FORMS
from .report import REPORT
from .rounds import ROUNDS
from .workplan import WORKPLAN

app_name = "cycles"
urlpatterns = [*FORMS, *WORKPLAN, *REPORT, *ROUNDS]
