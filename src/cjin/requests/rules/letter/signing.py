"""Signing a letter: PAdES, B-B, or B-T where a time stamp authority is named."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from io import BytesIO
from typing import Any

from cjin.core.rules.errors import Unavailable

from .keys import KeyPlace, signer_at

FIELD = "Signature"
SECONDS = 15
"""So long a time stamp authority is waited for."""


def signed(pdf: bytes, place: KeyPlace, *, name: str, reason: str, now: datetime, stamps: str = "") -> bytes:
    """The PDF with a signature over all of it; ``stamps`` is the address of a time stamp authority.

    Raises Unavailable where key or authority cannot be reached, Invalid where the certificate is not good now.
    """
    # pyHanko runs an event loop of its own, for which a thread of its own is needed where one runs here already.
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(_signed, pdf, place, name, reason, now, stamps).result()


def signer_of(place: KeyPlace, now: datetime) -> str:
    """Whose key it is, as its certificate says. Raises Unavailable, and Invalid where it is not good now."""
    with signer_at(place, now) as signer:
        return str(signer.signing_cert.subject.human_friendly)[:300]


def _signed(pdf: bytes, place: KeyPlace, name: str, reason: str, now: datetime, stamps: str) -> bytes:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.fields import SigSeedSubFilter
    from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
    from pyhanko.sign.timestamps import TimestampRequestError

    told = PdfSignatureMetadata(
        field_name=FIELD, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES, name=name, reason=reason
    )
    with signer_at(place, now) as signer:
        maker = PdfSigner(told, signer, timestamper=_stamper(stamps))
        out = BytesIO()
        try:
            maker.sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf)), output=out)
        except (TimestampRequestError, OSError) as error:
            raise Unavailable(f"No time stamp was given by {stamps}: {type(error).__name__}.") from None
        except Exception as error:
            # What the library of a token raises is its own, and so is that of no key under a label.
            if not place.module:
                raise
            raise Unavailable(f"The token “{place.token}” did not sign: {type(error).__name__}.") from None
    return out.getvalue()


def _stamper(address: str) -> Any:
    if not address:
        return None
    from pyhanko.sign.timestamps import HTTPTimeStamper

    return HTTPTimeStamper(address, timeout=SECONDS)
