"""The list of instruments: filtered, sorted, counted and cut into pages by the database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, TextField
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce, ExtractYear, Lower
from django.db.models.query import Prefetch

from cjin.core.queries.release import Reader
from cjin.texts.models import Expression, Work
from cjin.texts.queries.reading import readable, works_for
from cjin.texts.rules.days import written_day
from cjin.texts.rules.stages import Stage
from cjin.texts.rules.works import known_works

SIZE = 50
SORTS = {"date": "-sort_date", "title": "sort_title", "symbol": "symbol"}
UNDATED = date(1, 1, 1)


@dataclass(frozen=True)
class Wanted:
    """What is asked of the list; empty means all. ``loaded`` is yes or no, ``decade`` its first year; ``year`` stands
    for itself and narrows within a decade.
    """

    body: str = ""
    decade: str = ""
    year: str = ""
    language: str = ""
    loaded: str = ""
    topic: str = ""
    sort: str = "date"


@dataclass(frozen=True)
class Page:
    """One page of works with their texts, how many there are in all, and the cursors of its neighbours."""

    works: Sequence[Work]
    total: int
    before: str = ""
    after: str = ""


def listed(wanted: Wanted, reader: Reader) -> QuerySet[Work]:
    """The works that are asked for, in order, each with ``texts``: those that the reader may read."""
    texts = readable(reader)
    shown = Prefetch(
        "expressions", texts.filter(stage=Stage.PUBLISHED).order_by("language", "-is_current", "number").only(
            "work_id", "language", "number", "is_current", "is_proposal", "release", "owner_id"
        ), to_attr="texts",
    )  # fmt: skip
    found = (
        _shelved(reader)
        .filter(_condition(wanted, texts))
        .annotate(
            sort_date=Coalesce(F("adopted"), UNDATED),
            sort_title=Lower(Coalesce(KT("title__en"), F("slug"), output_field=TextField())),
        )
    )
    return found.order_by(SORTS.get(wanted.sort, SORTS["date"]), "slug").prefetch_related(shown)


def _shelved(reader: Reader) -> QuerySet[Work]:
    """The works that the list is about: those that are only known because others cite them stand in it once they have
    a text.
    """
    cited = [work.slug for work in known_works() if work.cited_only]
    there = readable(reader).filter(stage=Stage.PUBLISHED, work=OuterRef("pk"))
    return works_for(reader).filter(~Q(slug__in=cited) | Exists(there))


def _condition(wanted: Wanted, texts: QuerySet[Expression]) -> Q:
    there = texts.filter(stage=Stage.PUBLISHED, work=OuterRef("pk"))
    condition = Q()
    if wanted.body:
        condition &= Q(body=wanted.body)
    if wanted.decade == "none":
        condition &= Q(adopted__isnull=True)
    elif wanted.decade.isdecimal():
        first = max(1, min(int(wanted.decade[:6]), 9980))
        condition &= Q(adopted__year__gte=first, adopted__year__lte=first + 9)
    if wanted.year.isascii() and wanted.year.isdecimal():
        condition &= Q(adopted__year=max(1, min(int(wanted.year[:6]), 9989)))
    if wanted.language:
        condition &= Q(Exists(there.filter(language=wanted.language)))
    if wanted.loaded in ("yes", "no"):
        condition &= Q(Exists(there)) if wanted.loaded == "yes" else ~Q(Exists(there))
    if wanted.topic:
        condition &= Q(topics=wanted.topic)
    return condition


def page_of(found: QuerySet[Work], wanted: Wanted, *, after: str = "", before: str = "") -> Page:
    """The page after or before a cursor, the first one without. A cursor that means nothing begins at the beginning."""
    field = SORTS.get(wanted.sort, SORTS["date"])
    backwards = bool(before) and not after
    cut = _beyond(field, after or before, backwards)
    rows = found.filter(cut) if cut is not None else found
    ordered = rows.reverse() if backwards else rows
    works = list(ordered[: SIZE + 1])
    more = len(works) > SIZE
    works = works[:SIZE][::-1] if backwards else works[:SIZE]
    has_before = more if backwards else cut is not None
    has_after = more or backwards
    return Page(
        works,
        found.count(),
        before=_cursor(works[0], field) if works and has_before else "",
        after=_cursor(works[-1], field) if works and has_after else "",
    )


def _cursor(work: Work, field: str) -> str:
    return f"{getattr(work, field.lstrip('-'))}~{work.slug}"


def _beyond(field: str, cursor: str, backwards: bool) -> Q | None:
    value, _, slug = cursor.rpartition("~")
    if not slug or (field == "-sort_date" and written_day(value) is None):
        return None
    name = field.lstrip("-")
    descending = field.startswith("-") != backwards
    further = "lt" if descending else "gt"
    return Q(**{f"{name}__{further}": value}) | Q(**{name: value, f"slug__{'lt' if backwards else 'gt'}": slug})


def facets(reader: Reader) -> Mapping[str, list[tuple[str, int]]]:
    """How many works there are by body, decade, language and topic; ``loaded`` has yes and no. Five queries."""
    works, texts = _shelved(reader).order_by(), readable(reader).filter(stage=Stage.PUBLISHED).order_by()
    total = works.count()
    loaded = texts.values("work").distinct().count()
    decades: dict[str, int] = {}
    years = _counts(works.annotate(year=ExtractYear("adopted")), "year")
    for year, count in years:
        decade = str(year // 10 * 10) if year else "none"
        decades[decade] = decades.get(decade, 0) + count
    languages = texts.values("language").annotate(count=Count("work", distinct=True)).order_by("language")
    return {
        "loaded": [("yes", loaded), ("no", total - loaded)],
        "decade": sorted(decades.items(), key=lambda one: (one[0] == "none", -int(one[0]) if one[0] != "none" else 0)),
        "year": sorted(((str(year), count) for year, count in years if year), reverse=True),
        "body": sorted(
            ((body, count) for body, count in _counts(works, "body") if body), key=lambda one: (-one[1], one[0])
        ),
        "language": [(row["language"], row["count"]) for row in languages],
        "topic": [(topic, count) for topic, count in _counts(works.filter(topics__isnull=False), "topics")],
    }


def _counts(works: QuerySet[Any], field: str) -> list[tuple[Any, int]]:
    return list(works.values_list(field).annotate(count=Count("pk", distinct=True)).order_by())
