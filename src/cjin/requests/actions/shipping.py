"""The made-up treaties of a demonstration come into the node, and a key for its letters; clocks are kept anew."""

import logging
from datetime import datetime

from django.conf import settings

from cjin.core.rules.catalogue import read
from cjin.core.rules.errors import Invalid

from ..models import Agreement
from ..rules.agreements import read_agreements
from .agreements import enter_agreements
from .deadlines import keep_all
from .letters import is_demonstration_key, key_place

logger = logging.getLogger(__name__)
DEMONSTRATION = "requests/demonstration"


def load(*, now: datetime) -> None:
    """Enters the made-up treaties where CJIN_SAMPLES asks for a demonstration and the node has no treaty of its own.

    Where the settings name no key for letters, one for demonstrations is made. The clocks of the catalogue may be
    others than before.
    """
    if is_demonstration_key():
        key_place(now)
    if settings.CJIN_SAMPLES and not Agreement.objects.exists():
        data = read(DEMONSTRATION)
        entered = read_agreements(data["treaties"], DEMONSTRATION)
        enter_agreements(entered=entered, as_of=data["as_of"], by=None, now=now)
    try:
        keep_all(now=now)
    except Invalid as error:  # the node opens all the same, and its timetable can be set
        logger.error("The clocks of requests are as before: %s", error)
