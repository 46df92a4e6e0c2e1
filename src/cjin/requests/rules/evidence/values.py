"""What was frozen, confiscated or returned: amounts in their currencies, which are never added up over currencies."""

import re
from decimal import Decimal
from functools import lru_cache
from typing import Any

from babel import Locale

WHAT = ("frozen", "confiscated", "returned")
_AMOUNT = re.compile(r"\d{1,15}(\.\d{1,4})?\Z", re.ASCII)


@lru_cache(maxsize=1)
def currencies() -> frozenset[str]:
    """The codes of currencies by ISO 4217, also of those that are no more."""
    return frozenset(Locale("en").currencies)


def is_value(told: Any) -> bool:
    """Whether something is a value: ``what`` happened to it, an ``amount`` above nothing as text, a ``currency``."""
    if not isinstance(told, dict) or set(told) != {"what", "amount", "currency"}:
        return False
    amount = told["amount"]
    counted = isinstance(amount, str) and bool(_AMOUNT.match(amount)) and Decimal(amount) > 0
    currency = told["currency"]
    return told["what"] in WHAT and counted and isinstance(currency, str) and currency in currencies()
