"""Downloads: a text in each of the formats of export."""

from django.http import HttpRequest, HttpResponse

from cjin.core.queries.readers import reader_of
from cjin.core.rules.errors import Invalid, NotFound
from cjin.texts.queries.editions import edition_of
from cjin.texts.queries.expressions import choose, versions_of
from cjin.texts.queries.reading import work_for
from cjin.texts.rules.export.formats import format_of, write


def download(request: HttpRequest, slug: str, ending: str) -> HttpResponse:
    """The text of a work that ``language`` and ``version`` name, as a file; the one shown first without them."""
    form = format_of(ending)
    reader = reader_of(request)
    work = work_for(reader, slug)
    number = request.GET.get("version", "")
    if number and not (number.isdecimal() and len(number) < 6):
        raise Invalid("The version is a number.")
    language = request.GET.get("language") or "en"
    expression = choose(versions_of(work, reader), language, int(number) if number else None)
    if expression is None:
        raise NotFound(f"There is no such text of {slug}.")
    edition = edition_of(expression, request.build_absolute_uri(work.get_absolute_url()))
    name = f"{slug}-{expression.language}.{expression.number}.{ending}"
    answer = HttpResponse(write(edition, ending), content_type=form.media_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["ETag"] = f'"{expression.pk}-{expression.revision}-{ending}"'
    return answer
