"""The first administrator: without one nobody could sign in to make the others."""

from datetime import datetime
from pathlib import Path

NAME = "admin"
MADE_UP = "XAA"
"""The State of a demonstration: the made-up requests are its own, or come to it."""


def make_first(_home: Path, now: datetime) -> str:
    """Make the first administrator where nobody has an account; its password is in the answer and nowhere else."""
    from django.conf import settings

    from cjin.core.actions.people import create_first_administrator
    from cjin.core.models import User

    if User.objects.exists():
        return "there is one"
    made = create_first_administrator(
        username=NAME,
        email=f"{NAME}@localhost",
        organization=settings.CJIN_NODE_NAME,
        state_code=MADE_UP if settings.CJIN_SAMPLES else None,
        now=now,
    )
    return f"sign in as {NAME} with the one-time password {made.password} (shown this once; you will choose your own)"
