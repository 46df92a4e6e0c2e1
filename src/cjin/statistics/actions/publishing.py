"""Publishing: tables of a load, or ready figures, become a publication that stays as it is; or one is withdrawn."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cjin.core.actions.audit import record
from cjin.core.models import User
from cjin.core.permissions import check_can
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import Conflict, Fault, Invalid
from cjin.core.rules.release import ReleaseLevel
from cjin.statistics.actions.preparing import Cells, Making, Report
from cjin.statistics.actions.releasing import released
from cjin.statistics.models import COUNTED, Dataset, Gravity, Load, Publication, Standing
from cjin.statistics.queries.datasets import observations_of
from cjin.statistics.queries.findings import checks_of, notes_for, notes_of, standings
from cjin.statistics.queries.loads import counting
from cjin.statistics.queries.opening import opened_by_figures
from cjin.statistics.queries.origins import repairs_in
from cjin.statistics.queries.publications import circle, earlier, finer_of
from cjin.statistics.rules.aggregates.observations import Observation, read_observations
from cjin.statistics.rules.aggregates.repairs import comment, repairs_of
from cjin.statistics.rules.aggregates.repairs import counted as repairs_told
from cjin.statistics.rules.counting.cells import Counted
from cjin.statistics.rules.counting.covering import uncovered
from cjin.statistics.rules.counting.held import Load as Held
from cjin.statistics.rules.counting.keeping import counted
from cjin.statistics.rules.counting.provisional import settled
from cjin.statistics.rules.counting.rates import read_population, with_rates
from cjin.statistics.rules.disclosure.earlier import known
from cjin.statistics.rules.disclosure.primary import NONE, Rule
from cjin.statistics.rules.disclosure.primary import rule as rule_named
from cjin.statistics.rules.disclosure.relations import in_words, is_total
from cjin.statistics.rules.disclosure.suppression import Around, nothing, protect, worked_out
from cjin.statistics.rules.engines.amounts import weighed
from cjin.statistics.rules.publishing.columns import Notes, counted_cells, figure_cells, kept_back_in
from cjin.statistics.rules.publishing.flows import flow_of
from cjin.statistics.rules.publishing.repeated import once
from cjin.statistics.rules.tableset import TableSet, catalogue_tables, table_set_of
from cjin.statistics.search import renew

VERSION = 4
"""Raised whenever the same records on the same terms are published otherwise than before."""


@dataclass(frozen=True)
class Terms:
    """On what terms figures are released: to whom, under which rule of confidentiality, or for what reason without.

    ``show_totals`` exempts national totals by a stated rule; ``population`` is a file of people (CSV) for rates.
    ``opens`` consents to show what earlier publications keep back; the same terms with it are the same terms.
    """

    release: ReleaseLevel = ReleaseLevel.OWN
    rule: str = "counts-of-persons"
    reason: str = ""
    show_totals: bool = False
    population: str = ""
    opens: bool = field(default=False, repr=False, compare=False)

    def check(self) -> None:
        """Raises Invalid where there is neither a rule nor a reason, NotFound for no rule."""
        if self.rule:
            rule_named(self.rule)
        elif not self.reason.strip():
            fault = Fault("reason", _("Say why these figures need no protection, or choose a rule."))
            raise Invalid(_("These figures cannot be published."), [fault])

    def of_publication(self) -> dict[str, str]:
        """The terms as fields of a publication."""
        return {name: getattr(self, name) for name in ("release", "rule", "reason", "population")}


def publish_load(
    *, load: Load, tables: Mapping[str, Any], name: str, terms: Terms, by: User | None, now: datetime
) -> Publication:
    """Counts the tables of a declaration (``name`` in its errors) over a load, protects them and publishes them.

    It takes the place of what the source published of them before. The same again on the same terms changes nothing,
    and ``unchanged`` says so. Raises NotAllowed, NotFound, Conflict, Invalid with the place of each fault.
    """
    check_can(by, Duty.STATISTICS_PUBLISH, today=timezone.localdate(now))
    return released(of_load(load, tables, name, terms), by, now)


def publish_dataset(*, dataset: Dataset, terms: Terms, by: User | None, now: datetime) -> Publication:
    """Publishes ready figures as they are. While an error of theirs is open, the terms must give a reason.

    The same again on the same terms changes nothing, and ``unchanged`` says so. Raises NotAllowed, Conflict, Invalid.
    """
    check_can(by, Duty.STATISTICS_PUBLISH, today=timezone.localdate(now))
    return released(of_dataset(dataset, terms), by, now)


def of_load(load: Load, tables: Mapping[str, Any], name: str, terms: Terms) -> Making:
    """What ``publish_load`` publishes. Raises NotFound, Invalid with the place of each fault."""
    terms.check()
    declared = table_set_of(tables, name)
    made = Publication(
        **terms.of_publication(), source=load.source, load=load, title=declared.title, tables=dict(tables),
        vintage=load.vintage,
        digest=_digest(load.digest, declared, terms, notes_for(load)),
        report={"findings": standings(checks_of(load, declared.id))},
    )  # fmt: skip
    return Making(made, lambda report: _counted(load, declared, terms, report), terms.opens)


def of_dataset(dataset: Dataset, terms: Terms) -> Making:
    """What ``publish_dataset`` publishes. Raises Invalid."""
    terms = replace(terms, rule="", show_totals=False, population="")
    if dataset.layout == COUNTED:
        fault = Fault("dataset", _("These figures are counted from records and not protected; publish the load."))
        raise Invalid(_("These figures cannot be published."), [fault])
    still_open = dataset.findings.filter(current=True, severity=Gravity.ERROR, standing=Standing.OPEN).count()
    if still_open and not terms.reason.strip():
        message = _("%(count)d errors are open; explain or accept them, or say why the figures are published.")
        raise Invalid(_("These figures cannot be published."), [Fault("reason", message % {"count": still_open})])
    made = Publication(
        **terms.of_publication(), source=dataset.source, dataset=dataset, title=dataset.source.title,
        vintage=dataset.vintage,
        digest=_digest(dataset.digest, None, terms, notes_of(dataset)), report={"findings": standings(dataset)},
    )  # fmt: skip
    return Making(made, lambda report: _ready(dataset, report), terms.opens)


@transaction.atomic
def withdraw(*, publication: Publication, why: str, by: User | None, now: datetime) -> Publication:
    """Takes a publication back, for a reason. Raises NotAllowed, Invalid without one, Conflict where it was before."""
    check_can(by, Duty.STATISTICS_PUBLISH, today=timezone.localdate(now))
    if not why.strip():
        raise Invalid(_("This cannot be withdrawn."), [Fault("why", _("Say why it is withdrawn."))])
    locked = Publication.objects.select_for_update().select_related("source").get(pk=publication.pk)
    if locked.withdrawn_at is not None:
        raise Conflict(_("%(key)s was withdrawn already.") % {"key": locked.key})
    locked.withdrawn_at, locked.withdrawn_why = now, why.strip()
    locked.save(update_fields=["withdrawn_at", "withdrawn_why"])
    record(stream="statistics", act="withdraw", by=by, obj=f"publication/{locked.key}", detail={"why": why}, now=now)
    renew(locked)
    return locked


def _digest(inputs: str, declared: TableSet | None, terms: Terms, notes: Notes) -> str:
    told = f"{VERSION}\x1f{inputs}\x1f{declared!r}\x1f{terms!r}\x1f{sorted(notes.items())}"
    return hashlib.sha256(told.encode()).hexdigest()


def _counted(load: Load, declared: TableSet, terms: Terms, report: Report) -> Cells:
    """The flows of the tables, protected together; what was refused and hidden goes into the report.

    What is hidden is told as it stands in the tables: a rate or a share is kept back with its counts.
    """
    base = counting(load)
    outcome = counted(declared, base)
    people = read_population(terms.population, "population") if terms.population else None
    tables = [with_rates(settled(one, base), people) for one in outcome.tables]
    report["refused"], report["undated"] = outcome.refused, outcome.undated
    report["provisional"] = base.mapping.provisional
    report["periods"] = {one.table.id: known for one in outcome.tables if (known := uncovered(one, base))}
    if terms.rule:
        tables = _protected(load, base, tables, terms, report)
    else:
        report["opened"] = len(worked_out(tables, _around(load, base, tables, terms, NONE)))
    notes, kept_back = notes_for(load), 0
    for table in tables:
        flow = flow_of(table, base.mapping, declared.title)
        cells = counted_cells(flow, table, base.mapping.area or "_Z", load.source.slug, notes)
        kept_back += kept_back_in(cells)
        yield flow, cells
    if terms.rule:
        report["hidden"]["with_them"] = kept_back - report["hidden"]["sensitive"]


def _protected(load: Load, base: Held, tables: Sequence[Counted], terms: Terms, report: Report) -> list[Counted]:
    """The tables with what must be hidden, looked at together with everything that was published of the source."""
    rule = rule_named(terms.rule)
    tables = weighed(tables, base, rule)
    around = _around(load, base, tables, terms, rule)
    done = protect(tables, rule, is_total if terms.show_totals else nothing, around)
    unprotected = [in_words(key) for key in done.broken]
    report["hidden"] = {"sensitive": done.primary, "with_them": 0, "unprotected": unprotected}
    return list(done.tables)


def _around(load: Load, base: Held, tables: Sequence[Counted], terms: Terms, rule: Rule) -> Around:
    """Everything that was published of the source before, and what its readers know by that.

    Tables of other loads come first, so that where both know a cell the value of now holds; those that are published
    anew are not looked at twice.
    """
    before, mine = earlier(load, amounts=rule.asks_who), [one.table for one in tables]
    others = [one for one in before if one.same or one.table.table not in mine]
    inside = [table for one in others for table in one.finer]
    told = known(before, tables, rule, circle(terms.release))
    return Around([one.table for one in others], [*inside, *finer_of(tables, base, amounts=rule.asks_who)], told)


def _ready(dataset: Dataset, report: Report) -> Cells:
    """The flows of ready figures; what stands several times, and what was kept back before, goes into the report."""
    notes, tables, repairs = notes_of(dataset), catalogue_tables(), repairs_in(dataset)
    every = read_observations(observations_of(dataset))
    found = once([_noted(one, notes, comment(one, repairs, dataset.file)) for one in every], tables)
    report["twice"], report["repaired"] = found.told(), repairs_told(repairs_of(one, repairs) for one in every)
    figures = figure_cells(found.figures, dataset.source.slug, dataset.source.title, tables)
    report["opened"] = opened_by_figures(dataset.source, figures)
    return figures


def _noted(one: Observation, notes: Notes, repaired: str) -> Observation:
    """An observation with the words that were said to what the checks found at it, and what was ``repaired`` of it."""
    key = (one.area, one.indicator, one.dimension, one.category, one.sex, one.age, str(one.year), one.unit)
    words = [said for said in (one.note, notes.get(key, ""), repaired) if said]
    return one._replace(note=" / ".join(words))
