"""People who sign in."""

from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    """A person who signs in. What a person may do comes from the posts held, not from the account.

    ``full_name`` is the name as it stands under letters, in the order in which the person writes it.
    """

    email = models.EmailField(unique=True, blank=False)
    full_name = models.CharField(max_length=200, blank=True)
    must_change_password = models.BooleanField(default=False)

    REQUIRED_FIELDS: ClassVar[list[str]] = ["email"]

    def get_full_name(self) -> str:
        """The name of the person; what an institution told of it where nobody here wrote one; else nothing."""
        return self.full_name or super().get_full_name()

    @property
    def called(self) -> str:
        """The name of the person, else the account's."""
        return self.get_full_name() or self.get_username()
