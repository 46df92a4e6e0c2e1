"""Who may open an account: nobody by themselves; an institution's sign-in vouches for its people."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.http import HttpRequest


class ClosedSignUp(DefaultAccountAdapter):
    """Accounts are made by the node's administrators."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Always False."""
        return False


class InstitutionSignUp(DefaultSocialAccountAdapter):
    """People whom the configured OpenID Connect server vouches for get an account at their first sign-in."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Always True: only servers that the node's settings name can get here."""
        return True
