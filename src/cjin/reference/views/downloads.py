"""Lists of States as files."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.http import HttpResponse, JsonResponse

from cjin.core.rules.identifiers import Language
from cjin.core.views.downloads import csv_file

from ..models import State
from ..queries.states import plain, states_source


def as_csv(states: Iterable[State], day: date) -> HttpResponse:
    """A table with one State a line."""
    header = ["iso3", "iso2", "m49", *(f"name_{one}" for one in Language.ALL), *COLUMNS]
    return csv_file(f"states-{day.isoformat()}.csv", header, (_line(plain(state, day)) for state in states))


def _line(row: dict[str, Any]) -> list[Any]:
    names = [row["names"].get(one, "") for one in Language.ALL]
    own = [row[name] or "" for name in COLUMNS[:-1]]
    return [row["iso3"], row["iso2"], row["m49"], *names, *own, " ".join(row["groups"])]


COLUMNS = ("region", "standing", "member_since", "member_until", "groups")


def as_json(states: Sequence[State], day: date) -> HttpResponse:
    """The States with the day asked for, and the source and date of the list."""
    source = states_source()
    rows = [plain(state, day) for state in states]
    content = {"on": day, "as_of": source.as_of, "source": source.source, "total": len(rows), "states": rows}
    response = JsonResponse(content, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'attachment; filename="states-{day.isoformat()}.json"'
    return response
