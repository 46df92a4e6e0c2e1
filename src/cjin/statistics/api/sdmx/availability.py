"""Availability: which codes and periods there are, of a flow or of a part of it."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from cjin.core.rules.errors import NotFound

from ...queries.sdmx import portions, structures_of
from ...rules.publishing.reading import in_order
from ...rules.sdmx.asking import ALL, Named, asked
from ...rules.sdmx.selecting import available
from ...rules.sdmx.structures import agencies
from ..router import router
from .answers import STRUCTURE, answer, format_for, said_of, sdmx, written
from .data import one_flow


@router.get("/sdmx/2.1/availableconstraint/{path:what}", summary="What is there (SDMX REST 1.5)")
@sdmx
def availability(request: HttpRequest, what: str) -> HttpResponse:
    """The codes that the cells of a flow have: FLOW, FLOW/KEY, FLOW/KEY/PROVIDER, FLOW/KEY/PROVIDER/COMPONENT."""
    flow, key, _provider, component, *rest = [*what.strip("/").split("/"), "", "", "", ""][:5]
    if rest and rest[0]:
        raise NotFound("There is nothing here.")
    return _available(request, Named.of_flow(flow), key, component, "sdmx-ml-2.1")


@router.get("/sdmx/3.0/availability/{path:what}", summary="What is there (SDMX REST 2.1)")
@sdmx
def availability3(request: HttpRequest, what: str) -> HttpResponse:
    """The codes that the cells of a flow have: dataflow/AGENCY/FLOW/VERSION/KEY/COMPONENT."""
    context, agency, flow, version, key, component = [*what.strip("/").split("/"), "*", "*", "*", "*", "*"][:6]
    if context not in ("dataflow", "*"):
        raise NotFound("There is nothing here.")
    return _available(request, Named.of(agency, flow, version), key, component, "sdmx-json-2.0")


def _available(request: HttpRequest, named: Named, key: str, component: str, usual: str) -> HttpResponse:
    held = one_flow(request, named)
    form = format_for(request, STRUCTURE, usual)
    said = said_of(request)
    wanted = asked(held.flow, key, said)
    names = [] if component in ALL else [name for one in component.split("+") for name in one.split(",")]
    if strange := [name for name in names if name not in held.flow.key]:
        raise NotFound(f"This flow has no component {strange[0][:60]}.")
    cells = in_order(held.flow, [one.cells for one in portions(held, wanted)])
    found: list[Any] = [available(held.flow, cells, names)]
    if said.get("references", "none") != "none":
        whole = structures_of([held])
        found += [whole.flow_of(held.flow), whole.structure_of(held.flow), whole.concepts, agencies()]
        found += whole.lists_of(held.flow)
    return answer(written(found, form), form, STRUCTURE)
