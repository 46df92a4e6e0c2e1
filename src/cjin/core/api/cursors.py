"""Lists in pages by cursor: a page stays right while rows are added, and the last costs as little as the first."""

import base64
import binascii
import json
from collections.abc import Callable, Iterable, Sequence
from datetime import MAXYEAR, MINYEAR
from itertools import islice
from math import inf
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import DateTimeField, Model, Q, QuerySet
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_naive
from ninja import Schema
from pydantic import Field

from cjin.core.rules.errors import Fault, Invalid
from cjin.core.rules.storable import is_storable

MOST = 500
LONGEST = 1000
FARTHEST = 2**40


class Paging(Schema):
    """How a list is asked for: ``paging: Query[Paging]``."""

    limit: int = Field(50, ge=1, le=MOST, description="At most so many rows.")
    cursor: str = Field("", max_length=LONGEST, description="`next` of the page before; nothing for the first.")


class Page[T](Schema):
    """One page of a list. ``next`` is the cursor of the following one, null on the last."""

    items: list[T]
    next: str | None = None


def page[M: Model, T](
    rows: QuerySet[M], paging: Paging, *, order: Sequence[str], shown: Callable[[M], T]
) -> dict[str, Any]:
    """The rows of one page in the given order, as a ``Page`` takes them.

    ``order`` names fields without nulls, ``-`` for falling, and ends with a unique one. Raises Invalid for a cursor
    that was not made for this list.
    """
    if paging.cursor:
        rows = _after(rows, order, _read(paging.cursor, len(order)))
    found = list(rows.order_by(*order)[: paging.limit + 1])
    more, found = len(found) > paging.limit, found[: paging.limit]
    return {"items": [shown(row) for row in found], "next": _write(_values(found[-1], order)) if more else None}


def part[T](rows: Iterable[T], paging: Paging) -> dict[str, Any]:
    """One page of rows that are always the same in the same order; the cursor is a place among them.

    Raises Invalid for a cursor that was not made for such rows.
    """
    (start,) = _read(paging.cursor, 1) if paging.cursor else (0,)
    if not isinstance(start, int) or not 0 <= start <= FARTHEST:
        raise _broken()
    found = list(islice(rows, start, start + paging.limit + 1))
    more = len(found) > paging.limit
    return {"items": found[: paging.limit], "next": _write([start + paging.limit]) if more else None}


def _after[M: Model](rows: QuerySet[M], order: Sequence[str], values: Sequence[Any]) -> QuerySet[M]:
    """Rows behind the cursor's: further in the first field, or equal in it and further in the second, and so on."""
    behind, equal = Q(), Q()
    for name, value in zip(order, values, strict=True):
        field = name.lstrip("-")
        _check_moment(rows.model, field, value)
        behind |= equal & Q(**{f"{field}__{'lt' if name.startswith('-') else 'gt'}": value})
        equal &= Q(**{field: value})
    try:
        return rows.filter(behind)
    except (ValueError, TypeError, ValidationError) as error:
        raise _broken() from error


def _check_moment(model: type[Model], field: str, value: Any) -> None:
    """Raises Invalid where a moment in a cursor has no zone, or is at the beginning or the end of time."""
    if any(isinstance(one, DateTimeField) for one in model._meta.fields if one.name == field):
        try:
            moment = parse_datetime(str(value))
        except ValueError as error:
            raise _broken() from error
        if moment is None or is_naive(moment) or not MINYEAR < moment.year < MAXYEAR:
            raise _broken()


def _values(row: Model, order: Sequence[str]) -> list[Any]:
    return [_value(row, name.lstrip("-")) for name in order]


def _write(values: Sequence[Any]) -> str:
    plain = json.dumps(values, default=str, ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(plain.encode()).decode().rstrip("=")


def _value(row: Any, path: str) -> Any:
    for name in path.split("__"):
        row = getattr(row, name)
    return row


def _read(cursor: str, length: int) -> list[Any]:
    try:
        values = json.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
    except (ValueError, binascii.Error, RecursionError) as error:
        raise _broken() from error
    if not isinstance(values, list) or len(values) != length or not all(map(_can_be_compared, values)):
        raise _broken()
    return values


def _can_be_compared(value: Any) -> bool:
    return -inf < value < inf if isinstance(value, int | float) else isinstance(value, str) and is_storable(value)


def _broken() -> Invalid:
    return Invalid("The page cannot be found.", [Fault("cursor", "send `next` of the page before as it was given")])
