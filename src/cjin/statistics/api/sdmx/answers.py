"""Answers: the format that a client takes, and errors as the REST API of SDMX numbers them."""

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from pysdmx.io import write_sdmx
from pysdmx.io.format import Format
from pysdmx.model import Organisation
from pysdmx.model.message import Header

from cjin.core.rules.errors import Fault, Invalid, NotAcceptable

from ...rules.sdmx.data import MEDIA, ending_of
from ...rules.sdmx.names import AGENCY

DATA = MEDIA
STRUCTURE = {
    "sdmx-ml-2.1": Format.STRUCTURE_SDMX_ML_2_1.value,
    "sdmx-ml-3.0": Format.STRUCTURE_SDMX_ML_3_0.value,
    "sdmx-json-2.0": Format.STRUCTURE_SDMX_JSON_2_0_0.value,
}
_LOOSE = {"xml": "ml", "csv": "csv", "json": "json"}


def format_for(request: HttpRequest, formats: Mapping[str, str], usual: str) -> str:
    """The format of ``?format=``, else the first one of ``Accept`` that is ours, else the usual one.

    Raises NotAcceptable where the client takes none of ours.
    """
    said = request.GET.get("format", "")
    if said:
        if said not in formats:
            raise Invalid("This format is not known.", [Fault("format", f"write one of {', '.join(formats)}")])
        return said
    ranges = sorted(_accepted(request.headers.get("Accept", "*/*")), key=lambda one: -one[1])
    for media, weight in ranges:
        if weight > 0 and (found := _matching(media, formats, usual)):
            return found
    raise NotAcceptable(f"Ask for one of {', '.join(formats.values())}.")


def _accepted(header: str) -> list[tuple[str, float]]:
    found = []
    for one in header.split(",")[:40]:
        media, *parameters = (part.strip() for part in one.split(";"))
        said = dict(part.split("=", 1) for part in parameters if "=" in part)
        try:
            weight = float(said.get("q", "1"))
        except ValueError:
            weight = 0.0
        version = said.get("version", "")
        found.append((f"{media};version={version}" if version else media, weight))
    return found


def _matching(media: str, formats: Mapping[str, str], usual: str) -> str:
    """The format of a media type: exact, of the same type in another version, or the usual one of its kind."""
    if media in ("*/*", "application/*", "", "text/html"):
        return usual
    for name, known in formats.items():
        if known == media or (";" not in media and known.startswith(f"{media};")):
            return name
    kind = _LOOSE.get(media.rpartition("/")[2], "")
    same = [name for name in formats if kind and f"sdmx-{kind}-" in name]
    return usual if usual in same else (same[-1] if same else "")


def header() -> Header:
    """The header of a message that is written now."""
    return Header(id=AGENCY, prepared=timezone.now(), sender=Organisation(AGENCY))


def written(found: Sequence[Any], form: str) -> str:
    """Structures as a message."""
    text = write_sdmx(list(found), Format(STRUCTURE[form]), header=header(), prettyprint=False)
    assert text is not None
    if not form.startswith("sdmx-json"):
        return text
    return text.replace('"groups":[],', "").replace(',"groups":[]', "")  # an empty list of groups is not valid


def answer(text: str, form: str, formats: Mapping[str, str], name: str = "") -> HttpResponse:
    """A message in a format; with a name it is one to keep."""
    response = HttpResponse(text, content_type=f"{formats[form]}; charset=utf-8")
    response["Vary"] = "Accept, Accept-Language, Cookie, Authorization"
    if name:
        response["Content-Disposition"] = f'attachment; filename="{name}.{ending_of(form)}"'
    return response


def said_of(request: HttpRequest) -> dict[str, str]:
    """The parameters of a query; the same one several times is joined as SDMX joins codes."""
    return {name: ",".join(map(str, values)) for name, values in request.GET.lists()}


type View = Callable[..., HttpResponse]


def sdmx(view: View) -> View:
    """A view whose refusal of a query is 400, as the REST API of SDMX has it."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except NotAcceptable:
            raise
        except Invalid as error:
            error.status = 400  # type: ignore[misc]
            raise

    return wrapped
