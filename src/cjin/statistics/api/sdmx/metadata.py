"""Reference metadata: a report under the headings of ESMS for each publication."""

from django.http import HttpRequest, HttpResponse
from pysdmx.io import write_sdmx
from pysdmx.io.format import Format

from cjin.core.rules.errors import NotFound

from ...queries.publications import publications_of
from ...queries.sdmx import report_id, report_of
from ...rules.sdmx.asking import Named
from ...rules.sdmx.metadata import OF_REPORT, STRUCTURE
from ..router import router
from .answers import answer, format_for, header, sdmx

REPORTS = {
    "sdmx-json-2.0": Format.REFMETA_SDMX_JSON_2_0_0.value,
    "sdmx-ml-3.0": Format.REFMETA_SDMX_ML_3_0.value,
}


@router.get(
    "/sdmx/3.0/metadata/{path:what}", summary="Reference metadata: metadataset/AGENCY/ID, metadataflow/AGENCY/ESMS"
)
@sdmx
def reports(request: HttpRequest, what: str) -> HttpResponse:
    """Reports of one publication (``XA_POLICE_2``) or of all."""
    kind, agency, identity, version = [*what.strip("/").split("/"), "*", "*", "*", "*"][:4]
    if kind not in ("metadataset", "metadataflow"):
        raise NotFound("There are no such reports.")
    named = Named.of(agency, identity, "*" if version == OF_REPORT else version)
    found = publications_of(request.user).filter(withdrawn_at=None)
    if kind == "metadataset":
        wanted = [one for one in found if named.takes(report_id(one))]
    else:
        wanted = list(found) if named.takes(STRUCTURE) else []
    if not wanted:
        raise NotFound("There are no such reports.")
    form = format_for(request, REPORTS, "sdmx-json-2.0")
    told = [report_of(request.user, one) for one in wanted]
    text = write_sdmx(told, Format(REPORTS[form]), header=header(), prettyprint=False)
    assert text is not None
    return answer(text, form, REPORTS)
