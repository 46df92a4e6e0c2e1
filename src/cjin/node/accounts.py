"""Who may open an account: nobody by themselves; an institution's sign-in vouches for its people."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cjin.core.actions.audit import record
from cjin.core.actions.people import STREAM


class ClosedSignUp(DefaultAccountAdapter):
    """Accounts are made by the node's administrators, who give out a password that serves once."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Always False."""
        return False

    def clean_password(self, password: str, user: Any = None) -> str:
        """The password, where the validators accept it and it is not the one that was given out."""
        cleaned: str = super().clean_password(password, user)
        if user is not None and user.must_change_password and user.check_password(cleaned):
            raise ValidationError(_("Choose a password of your own: this one was given to you to be used once."))
        return cleaned

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to the person's own page where nothing else was wanted."""
        return reverse("shell:account")

    def format_email_subject(self, subject: str) -> str:
        """The subject after the node's own name; the host of a request is not let into a letter."""
        return f"[{settings.CJIN_NODE_NAME}] {subject}"

    def set_password(self, user: Any, password: str) -> None:
        """Store the password that the person chose, with an audit row; the duty to change it is done with."""
        user.must_change_password = False
        with transaction.atomic():
            super().set_password(user, password)
            record(stream=STREAM, act="change-password", by=user, obj=f"person/{user.pk}", now=timezone.now())


class InstitutionSignUp(DefaultSocialAccountAdapter):
    """People whom the configured OpenID Connect server vouches for get an account at their first sign-in."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Always True: only servers that the node's settings name can get here."""
        return True

    def save_user(self, request: HttpRequest, sociallogin: SocialLogin, form: Any = None) -> Any:
        """Make the account, with an audit row: nobody here made it, the institution vouched for it."""
        with transaction.atomic():
            person = super().save_user(request, sociallogin, form)
            detail = {"username": person.username, "institution": sociallogin.account.provider}
            obj = f"person/{person.pk}"
            record(stream=STREAM, act="create-person", by=None, obj=obj, detail=detail, now=timezone.now())
        return person
