"""Files that a page offers of what it shows."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpResponse

from cjin.core.rules.spreadsheets import csv_text


def csv_file(name: str, columns: Sequence[str], rows: Iterable[Iterable[Any]]) -> HttpResponse:
    """The rows as a CSV to be saved under a name, as ``csv_text`` writes them."""
    response = HttpResponse(csv_text(columns, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
