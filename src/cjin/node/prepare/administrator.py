"""The first administrator: without one nobody could sign in to make the others."""

import secrets
from datetime import datetime
from pathlib import Path

NAME = "admin"
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, LENGTH = 5, 4


def make_first(_home: Path, _now: datetime) -> str:
    """Make the first administrator where there is none; the one-time password is in the answer and nowhere else."""
    from django.contrib.auth import get_user_model

    people = get_user_model()
    if people.objects.filter(is_superuser=True).exists():
        return "there is one"
    password = one_time_password()
    people.objects.create_superuser(
        username=NAME, email=f"{NAME}@localhost", password=password, must_change_password=True
    )
    return f"sign in as {NAME} with the one-time password {password} (shown once; you will be asked to choose your own)"


def one_time_password() -> str:
    """Five groups of four letters and digits that cannot be mistaken for each other: 99 bits."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(LENGTH)) for _ in range(GROUPS))
