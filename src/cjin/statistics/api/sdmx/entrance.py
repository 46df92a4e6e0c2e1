"""The entrance: where each version of the read API begins, for who knows only that there is one."""

from typing import Any

from django.http import HttpRequest

from ..router import router
from .answers import DATA, STRUCTURE

_NEWER = {
    "version": "2.1",
    "flows": "/structure/dataflow/CJIN",
    "structures": "/structure/dataflow/CJIN/FLOW/1.0?references=all",
    "data": "/data/dataflow/CJIN/FLOW/1.0/*",
    "availability": "/availability/dataflow/CJIN/FLOW/1.0",
}
_OLDER = {
    "version": "1.5",
    "flows": "/dataflow/CJIN",
    "structures": "/dataflow/CJIN/FLOW?references=all",
    "data": "/data/FLOW",
    "availability": "/availableconstraint/FLOW",
}


@router.get("/sdmx", summary="Where SDMX begins")
def entrance(request: HttpRequest) -> dict[str, Any]:
    """The base address of each version of the REST API, its first queries, and the formats."""
    return {
        "begin": "Ask for the flows of one version; then write the name of a flow in place of FLOW.",
        "versions": [_told(request, "3.0", _NEWER), _told(request, "2.1", _OLDER)],
        "formats": {"data": list(DATA), "structures": list(STRUCTURE)},
    }


def _told(request: HttpRequest, folder: str, said: dict[str, str]) -> dict[str, str]:
    base = request.build_absolute_uri(f"{request.path.rstrip('/')}/{folder}")
    return {"base": base} | {name: base + one if one.startswith("/") else one for name, one in said.items()}
