"""Data: ``/data`` in both versions of the REST API."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from cjin.core.rules.errors import NotFound

from ...queries.flows import Held, flows
from ...queries.sdmx import flows_named, message, portions
from ...rules.sdmx.asking import Named, asked
from ...rules.sdmx.names import flow_to
from ..router import router
from .answers import DATA, answer, format_for, said_of, sdmx


@router.get("/sdmx/2.1/data/{path:what}", summary="Data (SDMX REST 1.5): FLOW, FLOW/KEY, FLOW/KEY/PROVIDER")
@sdmx
def data(request: HttpRequest, what: str) -> HttpResponse:
    """The cells of a flow in SDMX-ML 2.1 or another format that ``Accept`` or ``format`` names."""
    flow, key, provider, *rest = [*what.strip("/").split("/"), "", ""][:4]
    if (rest and rest[0]) or provider not in ("", "all", "CJIN"):
        raise NotFound("There are no such data.")
    return _data(request, Named.of_flow(flow), key, "sdmx-ml-2.1-generic")


@router.get("/sdmx/3.0/data/{path:what}", summary="Data (SDMX REST 2.1): dataflow/AGENCY/FLOW/VERSION/KEY")
@sdmx
def data3(request: HttpRequest, what: str) -> HttpResponse:
    """The cells of a flow in SDMX-ML 3.0 or another format that ``Accept`` or ``format`` names."""
    context, agency, flow, version, key, *_rest = [*what.strip("/").split("/"), "*", "*", "*", "*"][:6]
    if context not in ("dataflow", "datastructure", "*") or len(what.split("/")) > 5:
        raise NotFound("There are no such data.")
    return _data(request, Named.of(agency, flow, version), key, "sdmx-ml-3.0")


def _data(request: HttpRequest, named: Named, key: str, usual: str) -> HttpResponse:
    held = one_flow(request, named)
    form = format_for(request, DATA, usual)
    wanted = asked(held.flow, key, said_of(request))
    found = portions(held, wanted)
    if not found:
        raise NotFound("No cell fits this query.")
    text = message(held, found, form, prepared=timezone.now(), at=wanted.at_observation)
    return answer(text, form, DATA, flow_to(held.flow.id))


def one_flow(request: HttpRequest, named: Named) -> Held:
    """The one flow that a query names. Raises NotFound."""
    found = flows_named(flows(request.user), named) if named.identity else []
    if len(found) != 1:
        raise NotFound(f"There is no dataflow {named.identity[:80]}.")
    return found[0]
