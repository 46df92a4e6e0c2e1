"""Structures: code lists, concepts, a data structure and a dataflow for each flow, from what is published."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from pysdmx.model import (
    Agency,
    AgencyScheme,
    Code,
    Codelist,
    Component,
    Components,
    Concept,
    ConceptScheme,
    Dataflow,
    DataStructureDefinition,
    DataType,
    HierarchicalCode,
    Hierarchy,
    ItemReference,
    Role,
)

from cjin.statistics.rules.classification import iccs
from cjin.statistics.rules.publishing.flows import FIGURES, MEASURES, RULES, Flow, attribute_of
from cjin.statistics.rules.sdmx.names import AGENCY, VERSION, code_to, flow_to
from cjin.statistics.rules.sdmx.table import WITH_SERIES
from cjin.statistics.rules.units import FLAGS, TOTAL, Attempts, Dated, Included, Moment, Principal, Status, Unit

type Label = Callable[[str, str], str]
"""The label of a code of a component; of the component itself for ""."""

_FLAGGED = tuple(map(str, Included))
RULE_CODES: Mapping[str, Sequence[str]] = {
    "unit": (*map(str, Unit), "person"),
    "moment": tuple(map(str, Moment)),
    "principal": tuple(map(str, Principal)),
    "multiple": ("yes", "no"),
    "attempts": tuple(map(str, Attempts)),
    "dated": tuple(map(str, Dated)),
    **dict.fromkeys(FLAGS, _FLAGGED),
}
CONFIDENTIALITY = ("F", "C")
_CONCEPTS = "CS_CJIN"
_SCHEME = f"urn:sdmx:org.sdmx.infomodel.conceptscheme.ConceptScheme={AGENCY}:{_CONCEPTS}({VERSION})"


@dataclass(frozen=True)
class Structures:
    """All structures of some flows, in one language. Lists hold every code that one of the flows has."""

    flows: Sequence[Flow]
    label: Label
    of_flow: Callable[[Flow, str, str], str]

    @cached_property
    def codelists(self) -> dict[str, Codelist]:
        """The code lists by their identifiers."""
        found: dict[str, Codelist] = {}
        for flow in self.flows:
            for name in flow.key:
                if name != "TIME_PERIOD":
                    identity = _list_id(flow, name)
                    found[identity] = found.get(identity) or self._list(flow, name, identity)
        for rule in RULES:
            identity = f"CL_{attribute_of(rule)}"
            codes = [Code(code, name=self.label(rule, code)) for code in RULE_CODES[rule]]
            found[identity] = _codelist(identity, self.label(rule, ""), codes)
        statuses = [Code(str(one), name=self.label("OBS_STATUS", one)) for one in Status]
        found["CL_OBS_STATUS"] = _codelist("CL_OBS_STATUS", self.label("OBS_STATUS", ""), statuses)
        hidden = [Code(one, name=self.label("CONF_STATUS", one)) for one in CONFIDENTIALITY]
        found["CL_CONF_STATUS"] = _codelist("CL_CONF_STATUS", self.label("CONF_STATUS", ""), hidden)
        return found

    def _list(self, flow: Flow, name: str, identity: str) -> Codelist:
        if name in FIGURES[:2] and flow.dimensions == FIGURES:
            codes = [Code(code, name=self.of_flow(flow, name, code)) for code in flow.lists.get(name, ())]
            return _codelist(identity, f"{flow.title}: {self.label(name, '')}", codes)
        every = sorted({code for one in self.flows for code in one.lists.get(name, ())})
        if name == "ICCS":
            every = [TOTAL, *iccs().categories, *(code for code in every if code not in iccs() and code != TOTAL)]
        holder = {code: one for one in self.flows for code in one.lists.get(name, ())}
        codes = [Code(code_to(name, code), name=self.of_flow(holder.get(code, flow), name, code)) for code in every]
        return _codelist(identity, self.label(name, ""), codes)

    @cached_property
    def concepts(self) -> ConceptScheme:
        """Every concept that a flow has."""
        names = list(dict.fromkeys([*(name for flow in self.flows for name in flow.key), *MEASURES]))
        told = [Concept(name, name=self.label(name, "")) for name in names]
        told += [Concept(attribute_of(rule), name=self.label(rule, "")) for rule in RULES]
        told += [Concept(name, name=self.label(name, "")) for name in WITH_SERIES]
        return ConceptScheme(_CONCEPTS, name="CJIN", agency=AGENCY, version=VERSION, items=told, urn=_SCHEME)

    @cached_property
    def hierarchy(self) -> Hierarchy:
        """The tree of ICCS over its code list."""
        base = f"urn:sdmx:org.sdmx.infomodel.codelist.Code={AGENCY}:CL_ICCS({VERSION})"
        return Hierarchy(
            "H_ICCS", name=iccs().name, agency=AGENCY, version=VERSION, codes=self._below("", base),
            urn=f"urn:sdmx:org.sdmx.infomodel.codelist.Hierarchy={AGENCY}:H_ICCS({VERSION})",
        )  # fmt: skip

    def _below(self, parent: str, base: str) -> list[HierarchicalCode]:
        return [
            HierarchicalCode(
                code_to("ICCS", code), name=iccs()[code].named("en"), codes=self._below(code, base),
                urn=f"{base}.{code_to('ICCS', code)}",
            )
            for code in iccs().children[parent]
        ]  # fmt: skip

    def structure_of(self, flow: Flow) -> DataStructureDefinition:
        """The data structure of a flow."""
        identity = flow_to(flow.id)
        return DataStructureDefinition(
            id=identity, name=self.of_flow(flow, "", ""), agency=AGENCY, version=VERSION, components=self._parts(flow),
            urn=f"urn:sdmx:org.sdmx.infomodel.datastructure.DataStructure={AGENCY}:{identity}({VERSION})",
        )  # fmt: skip

    def flow_of(self, flow: Flow, *, whole: bool = False) -> Dataflow:
        """The dataflow of a flow, with its structure or a reference to it."""
        identity = flow_to(flow.id)
        urn = f"urn:sdmx:org.sdmx.infomodel.datastructure.DataStructure={AGENCY}:{identity}({VERSION})"
        return Dataflow(
            id=identity, name=self.of_flow(flow, "", ""), agency=AGENCY, version=VERSION, description=flow.group,
            structure=self.structure_of(flow) if whole else urn,
            urn=f"urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow={AGENCY}:{identity}({VERSION})",
        )  # fmt: skip

    def lists_of(self, flow: Flow) -> list[Codelist]:
        """The code lists that the structure of a flow uses."""
        names = {_list_id(flow, name) for name in flow.key if name != "TIME_PERIOD"}
        names |= {f"CL_{attribute_of(rule)}" for rule in RULES} | {"CL_OBS_STATUS", "CL_CONF_STATUS"}
        return [self.codelists[name] for name in sorted(names)]

    def _parts(self, flow: Flow) -> Components:
        series = ",".join(name for name in flow.key if name != "TIME_PERIOD")
        parts = [self._dimension(flow, name) for name in flow.key]
        parts.append(Component("OBS_VALUE", False, Role.MEASURE, _concept("OBS_VALUE"), local_dtype=DataType.DOUBLE))
        for name, codes in (("OBS_STATUS", "CL_OBS_STATUS"), ("CONF_STATUS", "CL_CONF_STATUS")):
            parts.append(_attribute(name, self.codelists[codes], "O", required=True))
        parts += [_attribute(name, None, "O") for name in ("BREAK", "COMMENT_OBS")]
        parts += [_attribute(n, self.codelists[f"CL_{n}"], series) for n in map(attribute_of, RULES)]
        parts += [_attribute(name, None, series) for name in WITH_SERIES]
        return Components(parts)

    def _dimension(self, flow: Flow, name: str) -> Component:
        if name == "TIME_PERIOD":
            return Component(name, True, Role.DIMENSION, _concept(name), local_dtype=DataType.PERIOD)
        codes = self.codelists[_list_id(flow, name)]
        return Component(
            name, True, Role.DIMENSION, _concept(name), local_dtype=DataType.STRING, local_codes=codes,
            local_enum_ref=codes.urn,
        )  # fmt: skip


def _list_id(flow: Flow, name: str) -> str:
    own = name in FIGURES[:2] and flow.dimensions == FIGURES
    return f"CL_{flow_to(flow.id)}_{name}" if own else f"CL_{name}"


def _codelist(identity: str, name: str, codes: Iterable[Code]) -> Codelist:
    urn = f"urn:sdmx:org.sdmx.infomodel.codelist.Codelist={AGENCY}:{identity}({VERSION})"
    return Codelist(identity, name=name, agency=AGENCY, version=VERSION, items=list(codes), urn=urn)


def _attribute(name: str, codes: Codelist | None, level: str, *, required: bool = False) -> Component:
    return Component(
        name, required, Role.ATTRIBUTE, _concept(name), local_dtype=DataType.STRING, local_codes=codes,
        attachment_level=level, local_enum_ref=codes.urn if codes else None,
    )  # fmt: skip


def _concept(name: str) -> ItemReference:
    return ItemReference(sdmx_type="Concept", agency=AGENCY, id=_CONCEPTS, version=VERSION, item_id=name)


def agencies() -> AgencyScheme:
    """The scheme of agencies that ours is in."""
    return AgencyScheme(
        id="AGENCIES", name="Agencies", agency="SDMX", version="1.0", items=[Agency(AGENCY, name=AGENCY)],
        urn="urn:sdmx:org.sdmx.infomodel.base.AgencyScheme=SDMX:AGENCIES(1.0)",
    )  # fmt: skip
