"""Fetching an official file by its symbol from the United Nations' document service."""

import re
from datetime import datetime
from urllib.parse import quote

import requests
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from cjin.core.models import User
from cjin.core.permissions import check_can
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import Fault, Invalid, NotFound, Unavailable
from cjin.texts.actions.importing import Imported, import_source
from cjin.texts.rules.reading import MAX_BYTES, read_bytes

_SYMBOL = re.compile(r"[A-Z]+/[A-Za-z0-9./() -]{1,80}")
_SECONDS = 60


def fetch(*, symbol: str, language: str = "en", by: User | None, now: datetime) -> Imported:
    """Gets the official file of a symbol and imports it as a draft.

    The address is the setting CJIN_DOCUMENT_SERVICE with {symbol} and {language} in it. Raises Invalid for what is no
    symbol or no document, NotFound where the service has none, Unavailable where it cannot be reached.
    """
    check_can(by, Duty.TEXTS_EDIT, today=timezone.localdate(now))
    symbol = symbol.strip().upper()
    if not _SYMBOL.fullmatch(symbol) or ".." in symbol:
        raise Invalid(
            _("“%(symbol)s” is no document symbol.") % {"symbol": symbol},
            [Fault("symbol", "Write it like A/RES/76/181.")],
        )
    address = settings.CJIN_DOCUMENT_SERVICE.format(symbol=quote(symbol, safe="/"), language=language)
    data = _get(address, symbol)
    name = f"{symbol.replace('/', '_')}-{language}"
    return import_source(source=read_bytes(data, name), language=language, address=address, by=by, now=now)


def _get(address: str, symbol: str) -> bytes:
    try:
        with requests.get(address, timeout=(10, _SECONDS), stream=True, allow_redirects=True) as response:
            if response.status_code == 404:
                raise NotFound(
                    _("The document service has no document %(symbol)s in this language.") % {"symbol": symbol}
                )
            if not response.ok:
                raise Unavailable(
                    _("The document service answered %(status)s; try again later.") % {"status": response.status_code}
                )
            data = _whole(response)
    except requests.RequestException as error:
        raise Unavailable(_("The document service cannot be reached; is this machine on the internet?")) from error
    _check_document(data, symbol)
    return data


def _whole(response: requests.Response) -> bytes:
    """The body, no more of it than can be read; a body that breaks off raises RequestException."""
    data = bytearray()
    for piece in response.iter_content(65_536):
        data += piece
        if len(data) > MAX_BYTES:
            break
    return bytes(data)


def _check_document(data: bytes, symbol: str) -> None:
    """The service answers an unknown symbol with a web page."""
    head = data[:2048].lstrip().lower()
    if head.startswith((b"<!doctype html", b"<html")):
        raise NotFound(
            _("The document service answered with a web page, not with %(symbol)s; is the symbol right?")
            % {"symbol": symbol}
        )
    if not (data[:1024].find(b"%PDF-") >= 0 or data.startswith(b"PK")):
        raise Invalid(_("What the document service sent for %(symbol)s is no PDF or DOCX file.") % {"symbol": symbol})
