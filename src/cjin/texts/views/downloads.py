"""Downloads: a text in each of the formats of export."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cjin.core.api.versions import etag, is_known
from cjin.core.queries.readers import reader_of
from cjin.core.rules.errors import NotFound

from ..models import Expression
from ..queries.editions import edition_of
from ..queries.expressions import asked_text
from ..queries.reading import texts_of, work_for
from ..rules.export.formats import format_of, write


@require_safe
def download(request: HttpRequest, slug: str, ending: str) -> HttpResponse:
    """The text of a work that ``language`` and ``version`` name, as a file; the one shown first without them."""
    text = text_of(request, slug, request.GET.get("language", ""), request.GET.get("version", ""))
    answer = file_of(request, text, ending)
    name = f"{slug}-{text.language}.{text.number}.{ending}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def text_of(request: HttpRequest, slug: str, language: str, version: str) -> Expression:
    """The text of a work that is asked for. Raises NotFound."""
    reader = reader_of(request)
    texts = texts_of(work_for(reader, slug), reader)
    text = asked_text(texts, language=language, version=version, own=(get_language() or "en").partition("-")[0])
    if text is None:
        raise NotFound(_("No text of this instrument is loaded at this node."))
    return text


def file_of(request: HttpRequest, text: Expression, ending: str) -> HttpResponse:
    """A text in a format of export; 304 without a body for somebody who has this version of it."""
    form, current = format_of(ending), version_of(text, ending)
    if is_known(request, current):
        return HttpResponse(status=304, headers={"ETag": current})
    edition = edition_of(text, request.build_absolute_uri(text.work.get_absolute_url()))
    return HttpResponse(write(edition, ending), content_type=form.media_type, headers={"ETag": current})


def version_of(text: Expression, *of: str) -> str:
    """The entity tag of a text, or of what is made of it."""
    return etag(text.pk, text.revision, text.stage, *of)
