"""People who sign in."""

from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    """A person who signs in. What a person may do comes from the posts held, not from the account."""

    email = models.EmailField(unique=True, blank=False)
    must_change_password = models.BooleanField(default=False)

    REQUIRED_FIELDS: ClassVar[list[str]] = ["email"]
