"""SDMX: what somebody may see as structures and as data."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import pyarrow as arrow
from pysdmx.model import MetadataReport

from cjin.core.permissions import Actor
from cjin.statistics.models import Publication
from cjin.statistics.queries.codes import status_word
from cjin.statistics.queries.covering import uncovered
from cjin.statistics.queries.flows import Held
from cjin.statistics.queries.labels import Labels, code_label, name_of, rule_label, rule_word, title_of
from cjin.statistics.queries.lineage import revisions_of
from cjin.statistics.queries.publications import findings_in
from cjin.statistics.rules.mapping import read_mapping
from cjin.statistics.rules.publishing.flows import MEASURES, RULES, Flow, attribute_of
from cjin.statistics.rules.publishing.metadata import Made, metadata
from cjin.statistics.rules.publishing.reading import Cell, in_order
from cjin.statistics.rules.publishing.revising import Revision
from cjin.statistics.rules.sdmx import json
from cjin.statistics.rules.sdmx.asking import Asked, Named
from cjin.statistics.rules.sdmx.data import write
from cjin.statistics.rules.sdmx.metadata import report
from cjin.statistics.rules.sdmx.names import code_from, flow_to
from cjin.statistics.rules.sdmx.selecting import selected
from cjin.statistics.rules.sdmx.structures import Label, Structures
from cjin.statistics.rules.sdmx.table import Portion, table

_RULES = {attribute_of(rule): rule for rule in RULES}


def structures_of(held: Sequence[Held]) -> Structures:
    """The structures of some flows in the reader's language."""
    labels = {one.flow.id: Labels(one.flow) for one in held}

    def of_flow(flow: Flow, name: str, code: str) -> str:
        return labels[flow.id].of(name, code) if name else title_of(flow)

    return Structures([one.flow for one in held], label, of_flow)


def label(name: str, code: str) -> str:
    """The label of a code of a component that is the same in every flow; of the component itself for no code."""
    rule = _RULES.get(name, name if name in RULES else "")
    if rule:
        return rule_word(rule, code) if code else rule_label(rule)
    if name == "OBS_STATUS" and code:
        return status_word(code)
    return code_label(name, code) if code and name not in MEASURES else (code or name_of(name))


def labels_of(held: Held) -> Label:
    """The labels of a flow's components and of their codes as SDMX writes them."""
    labels = Labels(held.flow)

    def of(name: str, code: str) -> str:
        return labels.of(name, code_from(name, code)) if code and name in held.flow.key else label(name, code)

    return of


def metadata_of(publication: Publication, revised: Sequence[Revision]) -> dict[str, str]:
    """The reference metadata of a publication, with what it revised, by the headings of ESMS."""
    hidden, load = publication.report.get("hidden") or {}, publication.load
    reading = publication.load or publication.dataset
    made = Made(
        key=publication.key,
        title=publication.title,
        vintage=publication.vintage.isoformat(),
        published=publication.published_at.isoformat(timespec="seconds"),
        release=publication.release,
        rule=publication.rule,
        reason=publication.reason,
        hidden=hidden.get("sensitive", 0) + hidden.get("with_them", 0),
        opened=publication.report.get("opened", 0),
        rows=(reading.report["read"], reading.report["apart"]) if reading else (0, 0),
        provisional=publication.report.get("provisional", ""),
        uncovered=uncovered(publication),
        contradicting=publication.report.get("twice", {}).get("contradicting", 0),
        repaired=publication.report.get("repaired", {}),
        findings=findings_in(publication, whole=False) or {},
        revised=sum(one.changed for one in revised) if revised else None,
        said=read_mapping(load.mapping, load.key).metadata if load else {},
    )
    return metadata(made, [Flow.of(told) for told in publication.flows])


def report_id(publication: Publication) -> str:
    """The identifier of a publication's report: ``XA_POLICE_2``."""
    return f"{flow_to(publication.source.slug)}_{publication.number}"


def report_of(actor: Actor, publication: Publication) -> MetadataReport:
    """The report of a publication."""
    flows = [Flow.of(told) for told in publication.flows]
    said = metadata_of(publication, revisions_of(actor, publication))
    return report(report_id(publication), publication.title, flows, said)


def flows_named(held: Sequence[Held], wanted: Named) -> list[Held]:
    """The flows that an identifier of SDMX names."""
    return [one for one in held if wanted.takes(flow_to(one.flow.id))]


def portions(held: Held, asked: Asked) -> list[Portion]:
    """The cells of a flow that are asked for, by publication."""
    found = []
    for part in held.parts:
        publication = part.publication
        if asked.updated_after is not None and publication.published_at <= asked.updated_after:
            continue
        mine = asked.wanted.codes.get("SOURCE", [publication.source.slug])
        if publication.source.slug not in mine:
            continue
        wanted = replace(asked.wanted, codes={**asked.wanted.codes, "SOURCE": [publication.source.slug]})
        cells = selected(held.flow, held.table(wanted), asked)
        found.append(Portion(cells, part.flow.rules, publication.vintage.isoformat(), publication.key))
    return [one for one in found if one.cells.num_rows]


def portions_shown(held: Held, cells: Sequence[Cell]) -> list[Portion]:
    """Cells that are shown, by the publication that each comes from."""
    found = []
    for part in held.parts:
        source = part.publication.source.slug
        mine = [_row(cell) for cell in cells if cell.codes["SOURCE"] == source]
        if mine:
            of_part = in_order(held.flow, [arrow.Table.from_pylist(mine, schema=_shape(held.flow))])
            publication = part.publication
            found.append(Portion(of_part, part.flow.rules, publication.vintage.isoformat(), publication.key))
    return found


def _row(cell: Cell) -> dict[str, object]:
    said = (cell.value, cell.status, "C" if cell.confidential else "F", cell.broken, cell.comment)
    return {**cell.codes, **dict(zip(MEASURES, said, strict=True))}


def _shape(flow: Flow) -> arrow.Schema:
    kinds = {"OBS_VALUE": arrow.float64(), "BREAK": arrow.bool_()}
    return arrow.schema([(name, kinds.get(name, arrow.string())) for name in (*flow.key, *MEASURES)])


def message(held: Held, found: Sequence[Portion], form: str, *, prepared: datetime, at: str = "TIME_PERIOD") -> str:
    """Cells of a flow as a message in one of the formats of data, for pages and for the API alike."""
    if form.startswith("sdmx-json"):
        cells = in_order(held.flow, [table(held.flow, found)])
        return json.write(held.flow, cells, labels_of(held), form, title=title_of(held.flow), prepared=prepared)
    return write(structures_of([held]), held.flow, found, form, prepared=prepared, at=at)
