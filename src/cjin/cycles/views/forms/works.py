"""The instruments that a form can be about."""

from collections import Counter

from django.http import HttpRequest

from cjin.core.queries.readers import reader_of
from cjin.texts.models import Work
from cjin.texts.queries.reading import readable

from ...rules.vocabulary import shown
from ..people import spoken


def works_here(request: HttpRequest) -> list[tuple[str, str]]:
    """The instruments of which the reader may read a text, with titles in the reader's language, the newest first.

    Two of one title are told apart by their symbols.
    """
    texts = readable(reader_of(request)).filter(is_current=True)
    found = Work.objects.filter(expressions__in=texts).distinct().order_by("-adopted", "slug")
    titles = {one.slug: shown(one.title, spoken()) or one.slug for one in found}
    often = Counter(titles.values())
    marks = {one.slug: f" ({one.symbol or one.slug})" if often[titles[one.slug]] > 1 else "" for one in found}
    return [(slug, f"{title}{marks[slug]}") for slug, title in titles.items()]
