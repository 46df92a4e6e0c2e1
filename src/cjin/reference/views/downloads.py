"""Lists of States as files."""

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from io import StringIO

from django.http import HttpResponse, JsonResponse

from cjin.core.rules.identifiers import Language

from ..models import State
from ..queries.states import plain, states_source


def as_csv(states: Iterable[State], day: date) -> HttpResponse:
    """A table with one State a line, UTF-8 with a byte order mark so that spreadsheets read it right."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(["iso3", "iso2", "m49", *(f"name_{one}" for one in Language.ALL), *COLUMNS])
    for state in states:
        row = plain(state, day)
        names = [row["names"].get(one, "") for one in Language.ALL]
        groups = " ".join(row["groups"])
        writer.writerow(
            [row["iso3"], row["iso2"], row["m49"], *names, *(row[name] or "" for name in COLUMNS[:-1]), groups]
        )
    response = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="states-{day.isoformat()}.csv"'
    return response


COLUMNS = ("region", "standing", "member_since", "member_until", "groups")


def as_json(states: Sequence[State], day: date) -> HttpResponse:
    """The States with the day asked for, and the source and date of the list."""
    source = states_source()
    rows = [plain(state, day) for state in states]
    content = {"on": day, "as_of": source.as_of, "source": source.source, "total": len(rows), "states": rows}
    response = JsonResponse(content, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'attachment; filename="states-{day.isoformat()}.json"'
    return response
