"""Publications: who may see which, their files, and what they hold of a flow."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow.compute as compute
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from cjin.core.permissions import Actor, can
from cjin.core.queries.readers import reader_of
from cjin.core.queries.release import visible_to
from cjin.core.rules.duties import Duty
from cjin.core.rules.errors import NotFound
from cjin.core.rules.release import ReleaseLevel
from cjin.statistics.models import Load, Publication, Source
from cjin.statistics.queries.loads import counting
from cjin.statistics.queries.readings import by_key, folder_of
from cjin.statistics.rules.counting.cells import Counted, component
from cjin.statistics.rules.counting.held import Load as Held
from cjin.statistics.rules.counting.keeping import counted
from cjin.statistics.rules.counting.provisional import settled
from cjin.statistics.rules.disclosure.earlier import Earlier
from cjin.statistics.rules.disclosure.finer import finer
from cjin.statistics.rules.disclosure.primary import rule as rule_named
from cjin.statistics.rules.engines.amounts import with_amounts
from cjin.statistics.rules.publishing.columns import path_of
from cjin.statistics.rules.publishing.flows import Flow
from cjin.statistics.rules.publishing.measures import NUMBER
from cjin.statistics.rules.publishing.reading import Wanted, cells_of
from cjin.statistics.rules.tableset import table_set_of
from cjin.statistics.rules.units import Status

LEVELS = (ReleaseLevel.OWN, ReleaseLevel.NAMED, ReleaseLevel.ALL_STATES, ReleaseLevel.PUBLIC)
"""From the fewest readers to the most."""


def publications_of(actor: Actor) -> QuerySet[Publication]:
    """The publications that somebody may see, the newest first.

    Who releases figures sees all, also withdrawn ones, and so does the node itself (None).
    """
    found = Publication.objects.select_related("source", "load", "dataset").order_by("-published_at", "-pk")
    if can(actor, Duty.STATISTICS_PUBLISH, today=timezone.localdate()):
        return found
    return visible_to(found.filter(withdrawn_at=None), reader_of(actor))


def may_publish(actor: Actor) -> bool:
    """Whether somebody, who is a person, may release figures today."""
    return actor is not None and can(actor, Duty.STATISTICS_PUBLISH, today=timezone.localdate())


def hidden_in(publication: Publication, *, whole: bool) -> dict[str, Any] | None:
    """How much a publication keeps back, None where no rule was applied.

    How many are sensitive themselves, and which could not be protected, is the ``whole``, for who releases figures
    alone: it would help others to work them out.
    """
    said = publication.report.get("hidden")
    if said is None:
        return None
    total = {"total": said["sensitive"] + said["with_them"]}
    return {**said, **total} if whole else total


def findings_in(publication: Publication, *, whole: bool) -> dict[str, Any] | None:
    """What the checks had found when a publication was made: ``run``, and how many findings stood in which state.

    None where that is not told: the checks of counted figures look at those that are kept back as well, so what they
    find in protected ones is for who releases figures, who see the ``whole``.
    """
    if "findings" not in publication.report or (publication.rule and not whole):
        return None
    said = publication.report["findings"]
    return {"run": said is not None, **(said or {})}


def publication_for(actor: Actor, slug: str, number: int) -> Publication:
    """A publication for somebody. Raises NotFound, also for what is not released to them."""
    found = publications_of(actor).filter(source__slug=slug, number=number).first()
    if found is None:
        raise NotFound(_("There is no publication %(key)s.") % {"key": f"{slug[:80]}@{number}"})
    return found


def withdrawn_for(actor: Actor, slug: str, number: int) -> Publication | None:
    """A publication that somebody could see until it was withdrawn; its figures are gone, that it was there is not."""
    found = visible_to(Publication.objects.exclude(withdrawn_at=None), reader_of(actor))
    return found.select_related("source").filter(source__slug=slug, number=number).first()


def publication_by_key(key: str) -> Publication:
    """A publication named like ``national-police@2``, or the last one of ``national-police``. Raises NotFound."""
    found = Publication.objects.select_related("load", "dataset")
    return by_key(found, key, _("There is no publication %(key)s."))


def file_of(publication: Publication, flow: str) -> Path:
    """The file of a flow's cells in a publication."""
    return path_of(folder_of(publication), flow)


def flow_in(publication: Publication, identity: str) -> Flow:
    """A flow of a publication. Raises NotFound."""
    for told in publication.flows:
        if told["id"] == identity:
            return Flow.of(told)
    raise NotFound(_("There are no figures %(flow)s in %(key)s.") % {"flow": identity[:80], "key": publication.key})


def published_flows(*, apart_from: Source) -> dict[str, str]:
    """The dimensions of each flow that other sources published last, by its identifier, as a person reads them."""
    others = Publication.objects.filter(withdrawn_at=None).exclude(source=apart_from).order_by("published_at", "pk")
    every = (flow for flows in others.values_list("flows", flat=True) for flow in flows)
    return {flow["id"]: ", ".join(flow["dimensions"]) for flow in every}


def earlier(load: Load, *, amounts: bool = False) -> list[Earlier]:
    """The tables of every publication of the same source, with what each of them hid, and who ``amounts`` come from.

    A publication that was withdrawn may have been kept by its readers.
    """
    found = []
    for one in load.source.publications.filter(load__isnull=False).select_related("load", "source").order_by("number"):
        assert one.load is not None
        base = counting(one.load)
        rule = rule_named(one.rule) if one.rule else None
        tables = counted(table_set_of(one.tables, one.key), base).tables
        who = amounts or (rule is not None and rule.asks_who)
        for table in with_amounts(tables, base) if who else tables:
            said = (_hidden(one, table), one.load_id == load.pk, circle(one.release), rule)
            found.append(Earlier(settled(table, base), *said, finer=finer_of([table], base, amounts=who)))
    return found


def finer_of(tables: Sequence[Counted], base: Held, *, amounts: bool) -> Sequence[Counted]:
    """What tells of the insides of several cells of some tables at once, and who ``amounts`` come from."""
    inside = finer([one.table for one in tables])
    found = counted(inside, base).tables if inside else ()
    return with_amounts(found, base) if found and amounts else found


def circle(release: str) -> int:
    """How wide the circle of readers of a release level is: the more, the wider."""
    return LEVELS.index(ReleaseLevel(release))


def _hidden(publication: Publication, table: Counted) -> set[tuple[str, ...]]:
    """The codes of the cells of a table that a publication hides, in the order of the table's axes."""
    flow = flow_in(publication, table.table.id)
    cells = cells_of(flow, [file_of(publication, flow.id)], Wanted({"UNIT_MEASURE": [NUMBER]}))
    names = [component(axis.name) for axis in table.axes]
    kept = cells.filter(compute.equal(cells["OBS_STATUS"], str(Status.SUPPRESSED)))
    return set(zip(*(kept[name].to_pylist() for name in names), strict=True))
