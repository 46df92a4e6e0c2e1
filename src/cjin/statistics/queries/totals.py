"""Totals of a publication that stay hidden, though its terms were to show them."""

from cjin.statistics.models import Publication
from cjin.statistics.queries.publications import file_of
from cjin.statistics.rules.publishing.flows import Flow
from cjin.statistics.rules.publishing.measures import NUMBER
from cjin.statistics.rules.publishing.reading import Wanted, cells_of
from cjin.statistics.rules.tableset import table_set_of
from cjin.statistics.rules.units import TOTAL, Status


def hidden_totals(publication: Publication) -> int:
    """How many totals (split by period and category only) of its tables that leave no rows out are suppressed."""
    declared = table_set_of(publication.tables, publication.key) if publication.tables else None
    whole = {one.id for one in (declared.tables if declared else ()) if not one.where and not one.by_attempts}
    return sum(_hidden(publication, Flow.of(told)) for told in publication.flows if told["id"] in whole)


def _hidden(publication: Publication, flow: Flow) -> int:
    totals = {name: [TOTAL] for name in flow.dimensions if name != "ICCS"} | {"UNIT_MEASURE": [NUMBER]}
    found = cells_of(flow, [file_of(publication, flow.id)], Wanted(totals))
    return int(found["OBS_STATUS"].to_pylist().count(str(Status.SUPPRESSED)))
