"""The indicator explorer: one number and its sentence, the chart, the table with the same choice, the notes."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from cjin.shell.views.charts import chart_context, picture
from cjin.statistics.queries.charting import chart_of
from cjin.statistics.queries.exploring import Answer, answer, asked_of
from cjin.statistics.queries.flows import Held, flow_for
from cjin.statistics.queries.labels import name_of, title_of
from cjin.statistics.queries.noting import cell_url, notes_of
from cjin.statistics.queries.wording import about_words, is_soft, titled, unit_words, value_words, view_words
from cjin.statistics.rules.exploring.grids import highest_first
from cjin.statistics.rules.exploring.question import NOT_SPLIT, PAIR, TIME, Question, choosable, views
from cjin.statistics.rules.publishing.reading import Cell
from cjin.statistics.views.answers import downloads, file_of, without_look

MOST_ROWS, MOST_CELLS = 100, 900
"""So many rows stand on a page, and fewer where they have many columns."""
MOST_TOLD = 50


@require_safe
def indicator(request: HttpRequest, identity: str) -> HttpResponse:
    """A flow as a reader asks for it, as a page or as a file of just this."""
    held = flow_for(request.user, identity)
    question = asked_of(held, request.GET.dict())
    found = answer(held, question)
    if found is not None and question.format:
        return file_of(found, question.format)
    return render(request, "statistics/indicators/indicator.html", _context(held, question, found))


@require_safe
def chart(request: HttpRequest, identity: str) -> HttpResponse:
    """The chart of the same question."""
    held = flow_for(request.user, identity)
    found = answer(held, asked_of(held, without_look(request)))
    drawn = chart_of(found) if found else None
    return picture(request, drawn.chart if drawn else None)


def _context(held: Held, question: Question, found: Answer | None) -> dict[str, Any]:
    here = reverse("statistics:indicator", args=[held.flow.id])
    title = title_of(held.flow)
    context = {"held": held, "question": question, "answer": found, "title": title, "whole_title": title, "here": here}
    if found is None:
        return context
    return {
        **context,
        **_drawn(held, question, found),
        **_asked(held, question, found, here),
        "about": about_words(found),
        "whole_title": titled(found),
        "unit": unit_words(found.unit),
        "head": _headline(found),
        "table": table_of(found, here),
        "notes": notes_of(found.parts[:12]),
        "more_notes": max(0, len(found.parts) - 12),
        "told": [_told(found, cell) for cell in found.telling[:MOST_TOLD]],
    }


def _drawn(held: Held, question: Question, found: Answer) -> dict[str, Any]:
    """The chart, and whether it shows some of the curves only."""
    drawn, url = chart_of(found), reverse("statistics:indicator-chart", args=[held.flow.id])
    return {
        "drawn": drawn,
        "chart": chart_context(drawn.chart, url, question.query()) if drawn else None,
        "partly": drawn is not None and drawn.shown < drawn.of,
    }


def _asked(held: Held, question: Question, found: Answer, here: str) -> dict[str, Any]:
    """What else can be asked of the same figures, and where they are to be had."""
    return {
        "tabs": _tabs(held, question, here),
        "form": choices(found),
        "splits": [(view.lower(), name_of(view), view == question.by) for view in _splits(held)],
        "periods": list(reversed(held.periods)),
        "last_period": held.periods[-1],
        "downloads": downloads(here, question.query()),
        "map_url": _others(held, found, "statistics:map"),
        "compare_url": _others(held, found, "statistics:compare"),
    }


def _splits(held: Held) -> list[str]:
    """The dimensions whose codes can make a curve each."""
    lists = held.flow.lists
    return [name for name in choosable(held.flow) if name not in NOT_SPLIT and len(lists.get(name, ())) > 1]


def _others(held: Held, found: Answer, name: str) -> str:
    """Another page about the same figures, where more than one area reports them."""
    if len(held.areas) < 2:
        return ""
    codes = {key: code for key, code in found.choice.codes.items() if key not in ("REF_AREA", "SOURCE", "FREQ")}
    return f"{reverse(name)}?{Question(codes).query(indicator=held.flow.id)}"


def _tabs(held: Held, question: Question, here: str) -> list[dict[str, Any]]:
    shown = "AGE" if question.view in PAIR and "AGE" in views(held.flow) else question.view
    return [
        {
            "label": view_words(view, held.flow),
            "url": f"{here}?{question.query(**_turned(view))}",
            "current": view == shown or (view in PAIR and question.view in PAIR),
        }
        for view in views(held.flow)
    ]


def _turned(view: str) -> dict[str, str]:
    """What changes in an address when another way of looking is chosen; areas come from many sources."""
    plain = {"view": "" if view == TIME else view.lower(), "by": "", "page": "", "sort": ""}
    return plain | ({"source": ""} if view == "REF_AREA" else {})


def _headline(found: Answer) -> dict[str, Any] | None:
    """The number at the head: the last one of a whole period, where one curve is shown."""
    cells = found.grid.shown
    if found.question.view == TIME and not found.question.by and not found.choice.astray:
        valued = [cell for cell in cells if cell.value is not None]
        whole = [cell for cell in valued if not found.is_part(cell)]
        last = next(iter((*whole, *valued, *cells)), None)
        before = cells[cells.index(last) + 1] if last in cells and cells.index(last) + 1 < len(cells) else None
        return {"cell": last, "value": value_words(last), "soft": last and is_soft(last), "before": before,
                "before_value": value_words(before), "url": cell_url(found.held, last) if last else ""}  # fmt: skip
    return None


def choices(found: Answer) -> list[dict[str, Any]]:
    """The choices: one list of codes for each dimension that has several and is not spread over the rows."""
    return [
        {
            "name": name.lower(),
            "label": name_of(name),
            "options": [
                (code, found.labels.of(name, code), code == found.choice.codes.get(name))
                for code in _options(found, name)
            ],
        }
        for name in choosable(found.held.flow)
        if name not in found.question.free and len(_options(found, name)) > 1
    ]


def _options(found: Answer, name: str) -> Sequence[str]:
    """The codes to choose from; of the sources only those that report the area."""
    if name != "SOURCE":
        return found.held.flow.lists.get(name, ())
    area = found.choice.codes.get("REF_AREA", "")
    parts = [part for part in found.held.parts if area in part.flow.lists.get("REF_AREA", ())]
    return [part.publication.source.slug for part in parts]


def table_of(found: Answer, here: str, kept: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The table: its rows of this page, its columns, and what is to be said of both; ``kept`` stays in its links."""
    grid, question, also = found.grid, found.question, dict(kept or {})
    rows = _rows(found)
    size = min(MOST_ROWS, max(25, MOST_CELLS // max(1, len(grid.columns))))
    pages = max(1, -(-len(rows) // size))
    page = min(question.page, pages)
    shown = rows[(page - 1) * size : page * size]
    single = len(grid.columns) == 1 and grid.column == "UNIT_MEASURE"
    lines = [(_label(found, grid.row, row), row, [_shown(found, cell) for cell in grid.line(row)]) for row in shown]
    cells = [one for _row, _code, line in lines for one in line]
    return {
        "row": name_of(grid.row),
        "columns": [(_label(found, grid.column, code), code == grid.deciding) for code in grid.columns],
        "single": single,
        "rows": lines,
        "noted": any(one["noted"] for one in cells),
        "sourced": len(found.parts) > 1,
        "total": len(rows),
        "left_out": grid.left_out,
        "sortable": grid.row not in ("TIME_PERIOD", *PAIR),
        "previous": f"{here}?{question.query(**also, page=str(page - 1))}" if page > 1 else "",
        "next": f"{here}?{question.query(**also, page=str(page + 1))}" if page < pages else "",
        "by_name": f"{here}?{question.query(**also, sort='name', page='')}",
        "by_value": f"{here}?{question.query(**also, sort='', page='')}",
        "first": (page - 1) * size + 1,
        "last": min(len(rows), page * size),
    }


def _rows(found: Answer) -> Sequence[str]:
    grid = found.grid
    if grid.row in ("TIME_PERIOD", *PAIR):
        return grid.rows
    if found.question.sort == "name":
        return sorted(grid.rows, key=lambda row: found.labels.of(grid.row, row).casefold())
    return highest_first(grid)


def _label(found: Answer, name: str, code: str) -> str:
    return code if name == "TIME_PERIOD" else found.labels.of(name, code)


def _shown(found: Answer, cell: Cell | None) -> dict[str, Any]:
    return {
        "value": value_words(cell),
        "cell": cell,
        "there": cell is not None and cell.value is not None,
        "soft": cell is not None and cell.value is not None and is_soft(cell),
        "partly": cell is not None and cell.value is not None and found.is_part(cell),
        "noted": cell is not None and bool(cell.broken or cell.comment or found.is_part(cell)),
        "url": cell_url(found.held, cell) if cell else "",
        "source": found.labels.of("SOURCE", cell.codes["SOURCE"]) if cell else "",
    }


def _told(found: Answer, cell: Cell) -> dict[str, Any]:
    grid = found.grid
    names = [name for name in (grid.row, grid.column) if name not in ("TIME_PERIOD", "UNIT_MEASURE")]
    return {"cell": cell, "about": [_label(found, name, cell.codes[name]) for name in names]}
