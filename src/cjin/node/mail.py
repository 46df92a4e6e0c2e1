"""Letters: sent by the server of CJIN_MAIL_URL, or laid down in the node's home where there is none."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from cjin.core.rules.errors import Fault, Invalid

SECONDS = 20


def mailers(url: str, home: Path) -> dict[str, dict[str, Any]]:
    """Django's MAILERS for ``smtp://name:secret@host:port?tls=1`` or ``smtps://…``. Invalid when it is broken."""
    if not url:
        options: dict[str, Any] = {"file_path": str(home / "mail")}
        return {"default": {"BACKEND": "django.core.mail.backends.filebased.EmailBackend", "OPTIONS": options}}
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError as error:
        raise _broken(str(error)) from error
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise _broken("write it as smtp://name:secret@host:port?tls=1")
    safe = parts.scheme == "smtps"
    options = {
        "host": parts.hostname,
        "port": port or (465 if safe else 25),
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_ssl": safe,
        "use_tls": not safe and parse_qs(parts.query).get("tls") == ["1"],
        "timeout": SECONDS,
    }
    return {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}}


def _broken(reason: str) -> Invalid:
    return Invalid("The mail server's address cannot be used.", [Fault("CJIN_MAIL_URL", reason)])
