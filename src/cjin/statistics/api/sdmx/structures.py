"""Structures: dataflows, data structures, code lists, concepts, agencies, the tree of ICCS."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from pysdmx.model import Dataflow, DataStructureDefinition

from cjin.core.rules.errors import Fault, Invalid, NotFound

from ...queries.flows import Held, flows
from ...queries.sdmx import structures_of
from ...rules.sdmx import metadata as esms
from ...rules.sdmx.asking import ALL, Named
from ...rules.sdmx.structures import Structures, agencies
from ..router import router
from .answers import STRUCTURE, answer, format_for, sdmx, written

KINDS = ("dataflow", "datastructure", "codelist", "conceptscheme", "agencyscheme")
NEWER = ("hierarchy", "metadatastructure", "metadataflow")
"""Kinds that SDMX-ML 2.1 has no place for."""
_REFERENCES = ("none", "parents", "parentsandsiblings", "ancestors", "children", "descendants", "all", *KINDS)


@router.get("/sdmx/2.1/{kind}/{path:which}", summary="Structures (SDMX REST 1.5): KIND/AGENCY/ID/VERSION")
@sdmx
def structure(request: HttpRequest, kind: str, which: str) -> HttpResponse:
    """The artefacts of a kind (dataflow, datastructure, codelist, conceptscheme, agencyscheme; structure for all)."""
    return _structures(request, kind, which, "sdmx-ml-2.1")


@router.get("/sdmx/2.1/{kind}", summary="All structures of a kind (SDMX REST 1.5)")
@sdmx
def every_structure(request: HttpRequest, kind: str) -> HttpResponse:
    """All artefacts of a kind."""
    return _structures(request, kind, "", "sdmx-ml-2.1")


@router.get("/sdmx/3.0/structure/{path:which}", summary="Structures (SDMX REST 2.1): KIND/AGENCY/ID/VERSION")
@sdmx
def structure3(request: HttpRequest, which: str) -> HttpResponse:
    """The artefacts of a kind, or of all kinds (``*``)."""
    kind, _slash, rest = which.partition("/")
    return _structures(request, kind, rest, "sdmx-json-2.0")


def _structures(request: HttpRequest, kind: str, which: str, usual: str) -> HttpResponse:
    agency, identity, version, *rest = [*which.strip("/").split("/"), "", "", ""][:4]
    if kind not in (*KINDS, *NEWER, "structure", *ALL) or (rest and rest[0]):
        raise NotFound(f"There are no structures of the kind {kind[:40]}.")
    form = format_for(request, STRUCTURE, usual)
    references = request.GET.get("references", "none")
    if references not in _REFERENCES:
        raise Invalid("This query cannot be answered.", [Fault("references", f"write one of {', '.join(_REFERENCES)}")])
    held = flows(request.user)
    if kind in NEWER and form == "sdmx-ml-2.1":
        raise NotFound(f"SDMX-ML 2.1 has no {kind}; ask for a newer format.")
    found = _chosen(held, kind, Named.of(agency, identity, version), references, form)
    if not found:
        raise NotFound("There are no such structures.")
    return answer(written(found, form), form, STRUCTURE)


def _chosen(held: Sequence[Held], kind: str, named: Named, references: str, form: str) -> list[Any]:
    whole = structures_of(held)
    every = _by_kind(whole, held)
    kinds = [kind] if kind in (*KINDS, *NEWER) else [*KINDS, *(NEWER if form != "sdmx-ml-2.1" else ())]
    found = [one for name in kinds for one in every[name] if named.takes(one.id)]
    return _unique([*found, *(other for one in found for other in _referred(one, every, references))])


def _by_kind(whole: Structures, held: Sequence[Held]) -> dict[str, list[Any]]:
    return {
        "dataflow": [whole.flow_of(one.flow) for one in held],
        "datastructure": [whole.structure_of(one.flow) for one in held],
        "codelist": list(whole.codelists.values()),
        "conceptscheme": [whole.concepts, esms.concepts()],
        "agencyscheme": [agencies()],
        "hierarchy": [whole.hierarchy],
        "metadatastructure": [esms.structure()],
        "metadataflow": [esms.flow()],
    }


def _referred(one: Any, every: dict[str, list[Any]], references: str) -> Iterable[Any]:
    """What an artefact refers to, and what refers to it, as far as ``references`` goes."""
    structures = {found.id: found for found in every["datastructure"]}
    below: list[Any] = []
    if isinstance(one, Dataflow) and references in ("children", "descendants", "all", "datastructure", *KINDS):
        below = [structures[one.id]]
    if isinstance(one, (Dataflow, DataStructureDefinition)) and references in ("descendants", "all", "codelist"):
        below += _of_structure(structures[one.id], every)
    elif isinstance(one, DataStructureDefinition) and references == "children":
        below += _of_structure(one, every)
    if references in ("parents", "parentsandsiblings", "ancestors", "all") and isinstance(one, DataStructureDefinition):
        below += [flow for flow in every["dataflow"] if flow.id == one.id]
    return below if references not in KINDS else [found for found in below if found in every[references]]


def _of_structure(one: DataStructureDefinition, every: dict[str, list[Any]]) -> list[Any]:
    used = {part.local_codes.id for part in one.components if part.local_codes is not None}
    lists = [found for found in every["codelist"] if found.id in used]
    return [*lists, every["conceptscheme"][0], *every["agencyscheme"]]


def _unique(found: Iterable[Any]) -> list[Any]:
    return list({(type(one), one.id): one for one in found}.values())
