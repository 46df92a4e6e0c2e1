"""Reference metadata as SDMX: the structure of ESMS and a report for each publication."""

from collections.abc import Mapping, Sequence

from pysdmx.model import Concept, ConceptScheme, ItemReference, Metadataflow, MetadataReport, MetadataStructure
from pysdmx.model.metadata import MetadataAttribute, MetadataComponent

from cjin.statistics.rules.publishing.flows import Flow
from cjin.statistics.rules.publishing.metadata import headings
from cjin.statistics.rules.sdmx.names import AGENCY, VERSION, flow_to

CONCEPTS, STRUCTURE = "CS_ESMS", "ESMS"
OF_REPORT = "1.0.0"
"""The version of a report, which must have three parts. A publication never changes."""
_REGISTRY = "urn:sdmx:org.sdmx.infomodel"


def concepts() -> ConceptScheme:
    """The headings of ESMS as concepts."""
    items = [Concept(name, name=title) for name, title in headings().items()]
    urn = f"{_REGISTRY}.conceptscheme.ConceptScheme={AGENCY}:{CONCEPTS}({VERSION})"
    return ConceptScheme(CONCEPTS, name="ESMS", agency=AGENCY, version=VERSION, items=items, urn=urn)


def structure() -> MetadataStructure:
    """The metadata structure: one attribute for each heading."""
    parts = [MetadataComponent(id=name, concept=_concept(name)) for name in headings()]
    urn = f"{_REGISTRY}.metadatastructure.MetadataStructure={AGENCY}:{STRUCTURE}({VERSION})"
    return MetadataStructure(
        id=STRUCTURE, name="Euro SDMX Metadata Structure", agency=AGENCY, version=VERSION, components=parts, urn=urn
    )


def _concept(name: str) -> ItemReference:
    return ItemReference(sdmx_type="Concept", agency=AGENCY, id=CONCEPTS, version=VERSION, item_id=name)


def flow() -> Metadataflow:
    """The flow of reports: about any of our dataflows."""
    urn = f"{_REGISTRY}.metadatastructure.Metadataflow={AGENCY}:{STRUCTURE}({VERSION})"
    return Metadataflow(
        id=STRUCTURE, name="Reference metadata", agency=AGENCY, version=VERSION, structure=structure().urn,
        targets=[f"{_REGISTRY}.datastructure.Dataflow={AGENCY}:*({VERSION})"], urn=urn,
    )  # fmt: skip


def report(identity: str, title: str, flows: Sequence[Flow], said: Mapping[str, str]) -> MetadataReport:
    """The report of a publication about its flows."""
    targets = [f"{_REGISTRY}.datastructure.Dataflow={AGENCY}:{flow_to(one.id)}({VERSION})" for one in flows]
    return MetadataReport(
        id=identity, name=title or identity, agency=AGENCY, version=OF_REPORT, metadataflow=str(flow().urn),
        targets=targets, attributes=[MetadataAttribute(name, text) for name, text in said.items()],
        urn=f"{_REGISTRY}.metadatastructure.MetadataSet={AGENCY}:{identity}({OF_REPORT})",
    )  # fmt: skip
