"""Addresses of requests. ``node`` includes them under ``/requests/``; their namespace is ``requests``."""

from .bases import BASES
from .cases import CASES
from .letters import LETTERS
from .writing import WRITING

app_name = "requests"
urlpatterns = [*BASES, *WRITING, *LETTERS, *CASES]
