"""People who sign in."""

from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """A person who signs in. What a person may do comes from the posts held, not from the account."""

    email = models.EmailField(_("e-mail address"), unique=True, blank=False)
    must_change_password = models.BooleanField(_("must change the password"), default=False)

    REQUIRED_FIELDS: ClassVar[list[str]] = ["email"]
