"""The forms of signing in with this house's words beside their fields."""

from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django.forms import Form
from django.utils.translation import gettext_lazy as _


class OwnWords(Form):
    """Puts ``words`` over the fields and takes away what stands in them: a placeholder is no label."""

    words: ClassVar[dict[str, Any]] = {
        "login": _("User name or email address"),
        "password": _("Password"),
        "remember": _("Keep me signed in on this computer"),
        "oldpassword": _("The password you have"),
        "password1": _("New password"),
        "password2": _("New password once more"),
        "email": _("Email address"),
        "code": _("Code"),
        "name": _("Name of the key"),
        "passwordless": _("Sign in with this key alone, without a password"),
    }

    helps: ClassVar[dict[str, Any]] = {
        "passwordless": _("The browser then asks for a fingerprint, a face or a PIN."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = self.words.get(name, field.label)
            field.widget.attrs.pop("placeholder", None)
            field.help_text = self.helps.get(name, field.help_text)


class SignIn(OwnWords, account.LoginForm):  # type: ignore[misc]
    """Name and password."""


class ChangePassword(OwnWords, account.ChangePasswordForm):  # type: ignore[misc]
    """The password that one has, and the new one twice."""


class SetPassword(OwnWords, account.SetPasswordForm):  # type: ignore[misc]
    """A first password, twice."""


class AskForPassword(OwnWords, account.ResetPasswordForm):  # type: ignore[misc]
    """The address to which a link for a new password goes."""


class ChoosePassword(OwnWords, account.ResetPasswordKeyForm):  # type: ignore[misc]
    """A new password by such a link, twice."""


class AddAddress(OwnWords, account.AddEmailForm):  # type: ignore[misc]
    """One more email address."""


class ShowAgain(OwnWords, account.ReauthenticateForm):  # type: ignore[misc]
    """The password once more, before a change to how one signs in."""


class SecondStep(OwnWords, mfa.AuthenticateForm):  # type: ignore[misc]
    """A code from an app, or a recovery code."""


class SecondStepAgain(OwnWords, mfa.ReauthenticateForm):  # type: ignore[misc]
    """Such a code, before a change to how one signs in."""


class ConnectApp(OwnWords, totp.ActivateTOTPForm):  # type: ignore[misc]
    """The first code of an app."""


class AddKey(OwnWords, webauthn.AddWebAuthnForm):  # type: ignore[misc]
    """A name for a key."""


class RenameKey(OwnWords, webauthn.EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a key."""
