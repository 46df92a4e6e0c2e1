"""Findings: a page of the list, counts for its filters, one finding with its figures."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from cjin.core.permissions import Actor
from cjin.core.rules.errors import NotFound
from cjin.statistics.models import COUNTED, Dataset, Finding, Load, Stage, Standing
from cjin.statistics.queries.datasets import observations_of, readable, vintages
from cjin.statistics.rules.aggregates.observations import KEY
from cjin.statistics.rules.checks.figures import Series, figures
from cjin.statistics.rules.publishing.columns import Place

SIZE = 50
FILTERS = ("dataset", "severity", "standing", "rule", "area")


@dataclass(frozen=True)
class Page:
    """A page of findings with the cursors of those before and after it."""

    findings: list[Finding]
    before: str = ""
    after: str = ""


def among(actor: Actor, wanted: Mapping[str, str]) -> QuerySet[Finding]:
    """The current findings that somebody may see, narrowed by what is wanted; a wrong value finds nothing."""
    found = Finding.objects.filter(current=True, dataset__in=[one.pk for one in readable(actor).order_by()])
    for name in FILTERS:
        if value := wanted.get(name, ""):
            narrowed = _narrow(name, value)
            found = found.none() if narrowed is None else found.filter(narrowed)
    return found


def _narrow(name: str, value: str) -> Q | None:
    if name == "severity":
        return Q(severity=int(value)) if _is_number(value, 4) else None
    if name != "dataset":
        return Q(**{name: value})
    slug, _at, number = value.partition("@")
    return Q(dataset__source__slug=slug, dataset__number=int(number)) if _is_number(number, 9) else None


def _is_number(said: str, most: int) -> bool:
    return said.isascii() and said.isdecimal() and len(said) <= most


def page_of(found: QuerySet[Finding], *, after: str = "", before: str = "") -> Page:
    """A page of findings, the gravest first; cursors stay right while findings come and go."""
    backwards = bool(before) and not after
    cut = _beyond(after or before, backwards)
    rows = found.filter(cut) if cut is not None else found
    ordered = rows.order_by("-severity", "-pk") if backwards else rows.order_by("severity", "pk")
    shown = list(ordered[: SIZE + 1])
    more = len(shown) > SIZE
    shown = shown[:SIZE][::-1] if backwards else shown[:SIZE]
    has_before, has_after = (more, True) if backwards else (cut is not None, more)
    return Page(
        shown,
        before=_cursor(shown[0]) if shown and has_before else "",
        after=_cursor(shown[-1]) if shown and has_after else "",
    )


def _cursor(finding: Finding) -> str:
    return f"{finding.severity}~{finding.pk}"


def _beyond(cursor: str, backwards: bool) -> Q | None:
    severity, _tilde, key = cursor.partition("~")
    if not (_is_number(severity, 4) and _is_number(key, 17)):
        return None
    way = "lt" if backwards else "gt"
    return Q(**{f"severity__{way}": int(severity)}) | Q(severity=int(severity), **{f"pk__{way}": int(key)})


type Tally = dict[tuple[str, ...], int]


def tally(actor: Actor) -> Tally:
    """How many findings somebody may see of every combination of FILTERS: one pass, which all counts are taken from."""
    keys = {one.pk: one.key for one in readable(actor).order_by()}
    fields = ("dataset_id", *FILTERS[1:])
    rows = Finding.objects.filter(current=True, dataset__in=list(keys)).order_by().values_list(*fields)
    return {
        (keys[row[0]], *map(str, row[1:-1])): row[-1] for row in rows.annotate(count=Count("pk")) if row[0] is not None
    }


def counts(counted: Tally, wanted: Mapping[str, str]) -> dict[str, list[tuple[str, int]]]:
    """How many findings there are by each filter, under the other filters."""
    found: dict[str, list[tuple[str, int]]] = {}
    for place, name in enumerate(FILTERS):
        sums: dict[str, int] = {}
        for key, count in counted.items():
            others = (wanted.get(other, "") in ("", key[at]) for at, other in enumerate(FILTERS) if at != place)
            if key[place] and all(others):
                sums[key[place]] = sums.get(key[place], 0) + count
        found[name] = sorted(sums.items())
    return found


def total(counted: Tally, wanted: Mapping[str, str]) -> int:
    """How many findings there are under all filters."""
    asked = [(place, wanted[name]) for place, name in enumerate(FILTERS) if wanted.get(name)]
    return sum(count for key, count in counted.items() if all(key[place] == value for place, value in asked))


def by_rule(dataset: Dataset) -> list[tuple[str, int, int, int]]:
    """Each check that found something in a dataset: its name, severity, how many findings, how many of them open."""
    rows = Finding.objects.filter(dataset=dataset, current=True).order_by().values_list("rule", "severity")
    still_open = Count("pk", filter=Q(standing="open"))
    return list(rows.annotate(count=Count("pk"), still_open=still_open).order_by("severity", "rule"))


def finding_for(actor: Actor, pk: int) -> Finding:
    """A finding for somebody who may see its dataset. Raises NotFound."""
    found = Finding.objects.select_related("dataset__source", "decided_by").filter(pk=pk)
    finding = found.filter(dataset__in=readable(actor).order_by()).first()
    if finding is None:
        raise NotFound(_("There is no such finding."))
    return finding


def beside(finding: Finding) -> list[Series]:
    """The figures of a finding and those it was compared with, over the years, in the last vintages of the source."""
    assert finding.dataset is not None
    files: list[tuple[str, Path]] = [
        (f"{one.vintage.isoformat()} ({one.number})", observations_of(one)) for one in vintages(finding.dataset)[-4:]
    ]
    key: dict[str, Any] = {name: getattr(finding, name) for name in KEY}
    return figures(files, key, finding.values.get("others", []))


def words_of(dataset: Dataset) -> QuerySet[Finding]:
    """What was explained or accepted of a dataset: the words that travel with its figures."""
    return Finding.objects.filter(dataset=dataset).exclude(standing="open").order_by("area", "year", "pk")


def notes_for(load: Load) -> dict[Place, str]:
    """The words that travel with figures of a load's source: of the last dataset that was counted of each table set."""
    counted = Dataset.objects.filter(source=load.source_id, layout=COUNTED, stage=Stage.READY)
    last = {one.file.rpartition(", ")[0]: one for one in counted.order_by("number")}
    notes: dict[Place, str] = {}
    for one in sorted(last.values(), key=lambda one: one.number):
        notes |= {("", *place): words for (_area, *place), words in notes_of(one).items()}  # type: ignore[misc]
    return notes


def checks_of(load: Load, tables: str) -> Dataset | None:
    """The dataset that was counted from a load by the declaration ``tables``, for its checks."""
    counted = Dataset.objects.filter(source=load.source_id, layout=COUNTED, stage=Stage.READY)
    return counted.filter(file=f"{tables}, {load.key}"[:255]).order_by("-number").first()


def standings(dataset: Dataset | None) -> dict[str, int] | None:
    """How many findings of a dataset are open, explained and accepted now; None where its checks were not run."""
    if dataset is None or dataset.checked_at is None:
        return None
    rows = dataset.findings.filter(current=True).order_by().values_list("standing").annotate(count=Count("pk"))
    return dict.fromkeys(map(str, Standing), 0) | dict(rows)


def notes_of(dataset: Dataset | None) -> dict[Place, str]:
    """The words that travel with figures, by where those stand: what was explained or accepted, in words."""
    notes: dict[Place, list[str]] = {}
    if dataset is None:
        return {}
    for row in words_of(dataset).exclude(words="").values_list(*KEY, "words"):
        area, indicator, dimension, category, sex, age, year, unit, words = row
        notes.setdefault((area, indicator, dimension, category, sex, age, str(year), unit), []).append(words)
    return {place: " / ".join(dict.fromkeys(said)) for place, said in notes.items()}
