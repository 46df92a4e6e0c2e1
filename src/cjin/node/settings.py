"""Settings of one node. What differs between nodes comes from ``environment``; the rest stands here."""

from os import pathsep
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.utils.csp import CSP

from cjin.node.database import databases
from cjin.node.environment import number, value, words
from cjin.node.keys import secret_key
from cjin.node.mail import mailers
from cjin.node.packages import APPS, SEARCH_SOURCES

# --- This node -------------------------------------------------------------------------------------------------------
HOME = Path(value("CJIN_HOME")).resolve()
CJIN_HOME = str(HOME)
CJIN_LIBRARY = value("CJIN_LIBRARY")
CJIN_SAMPLES = value("CJIN_SAMPLES")
CJIN_NODE_NAME = value("CJIN_NODE_NAME")
CJIN_NODE_COLOUR = value("CJIN_NODE_COLOUR")
CJIN_ADDRESS = value("CJIN_ADDRESS").rstrip("/")
CJIN_MAP = value("CJIN_MAP")
CJIN_DOCUMENT_SERVICE = value("CJIN_DOCUMENT_SERVICE")
CJIN_LETTER_KEY, CJIN_LETTER_PASSWORD = value("CJIN_LETTER_KEY"), value("CJIN_LETTER_PASSWORD")
CJIN_PKCS11 = {name: value(f"CJIN_PKCS11_{name.upper()}") for name in ("module", "token", "label", "pin")}
CJIN_TIME_STAMPS, CJIN_LETTER_ROOTS = value("CJIN_TIME_STAMPS"), value("CJIN_LETTER_ROOTS")
CJIN_FONTS = [folder for folder in value("CJIN_FONTS").split(pathsep) if folder]
CJIN_FRAME = "cjin.node.frame.FRAME"
CJIN_HIDDEN_STREAMS = ["cjin.requests.permissions.hidden_streams"]
CJIN_AUDIT_IN_WORDS = "cjin.node.audit.telling.told"
CJIN_STREAM_IN_WORDS = "cjin.node.audit.telling.stream_in_words"
CJIN_SEARCH_SOURCES = SEARCH_SOURCES
SECRET_KEY = secret_key(HOME)
DATABASES = databases(value("DATABASE_URL"), HOME)
MAILERS = mailers(value("CJIN_MAIL_URL"), HOME)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = value("CJIN_MAIL_FROM")

# --- Django ----------------------------------------------------------------------------------------------------------
DEBUG = False
ROOT_URLCONF = "cjin.node.urls"
WSGI_APPLICATION = "cjin.node.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = [
    *APPS,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "ninja",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cjin.node.middleware.errors.Errors",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "cjin.node.middleware.bounds.without_nul",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "cjin.node.middleware.bounds.bounded",
    "cjin.node.middleware.privacy.not_stored",
    "cjin.node.middleware.first_sign_in.own_password_first",
    "cjin.node.middleware.ended.nothing_lost",
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cjin.shell.context.frame",
            ]
        },
    }
]

# --- Languages and time ----------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [
    ("ar", "العربية"),
    ("en", "English"),
    ("es", "Español"),
    ("fr", "Français"),
    ("ru", "Русский"),
    ("zh-hans", "中文"),
]
LOCALE_PATHS = [HOME / "locale"]
LANGUAGE_COOKIE_NAME = "cjin_language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_TZ = True
TIME_ZONE = "UTC"

# --- Files -----------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": HOME / "files"}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_TEMP_DIR = HOME / "incoming"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000

# --- Who may reach the node, and over what ---------------------------------------------------------------------------
SECURE = CJIN_ADDRESS.startswith("https://")
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", *words("CJIN_HOSTS")]
CSRF_TRUSTED_ORIGINS = []
if CJIN_ADDRESS:
    ALLOWED_HOSTS.append(urlsplit(CJIN_ADDRESS).hostname or "")
    CSRF_TRUSTED_ORIGINS.append(CJIN_ADDRESS)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_NAME = "cjin_session"
CSRF_COOKIE_NAME = "cjin_csrf"
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if SECURE else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
OIDC_SERVER = value("CJIN_OIDC_SERVER").rstrip("/")
SECURE_CSP = {
    "default-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],  # the picture of a TOTP secret is drawn into the page and never stored
    # Browsers hold a form's redirects against this list, so the institution's sign-in must be on it.
    "form-action": [CSP.SELF, *([OIDC_SERVER] if OIDC_SERVER else [])],
    "frame-ancestors": [CSP.NONE],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
}

# --- Signing in ------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "core.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = LOGOUT_REDIRECT_URL = "/"
ALLAUTH_TRUSTED_PROXY_COUNT = number("CJIN_TRUSTED_PROXIES")
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "optional" if value("CJIN_MAIL_URL") else "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if SECURE else "http"
ACCOUNT_ADAPTER = "cjin.node.accounts.ClosedSignUp"
SOCIALACCOUNT_ADAPTER = "cjin.node.accounts.InstitutionSignUp"
ACCOUNT_FORMS = {
    "login": "cjin.shell.forms.SignIn",
    "change_password": "cjin.shell.forms.ChangePassword",
    "set_password": "cjin.shell.forms.SetPassword",
    "reset_password": "cjin.shell.forms.AskForPassword",
    "reset_password_from_key": "cjin.shell.forms.ChoosePassword",
    "add_email": "cjin.shell.forms.AddAddress",
    "reauthenticate": "cjin.shell.forms.ShowAgain",
}
MFA_FORMS = {
    "authenticate": "cjin.shell.forms.SecondStep",
    "reauthenticate": "cjin.shell.forms.SecondStepAgain",
    "activate_totp": "cjin.shell.forms.ConnectApp",
    "add_webauthn": "cjin.shell.forms.AddKey",
    "edit_webauthn": "cjin.shell.forms.RenameKey",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE
MFA_TOTP_ISSUER = f"CJIN {CJIN_NODE_NAME}"
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": []}}
if OIDC_SERVER:
    SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"].append(
        {
            "provider_id": "institution",
            "name": value("CJIN_OIDC_NAME") or "OpenID Connect",
            "client_id": value("CJIN_OIDC_CLIENT"),
            "secret": value("CJIN_OIDC_SECRET"),
            "settings": {"server_url": OIDC_SERVER},
        }
    )
