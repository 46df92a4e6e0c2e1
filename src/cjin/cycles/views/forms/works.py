"""The instruments that a form can be about."""

from cjin.texts.models import Work

from ...rules.vocabulary import shown
from ..people import spoken


def works_here() -> list[tuple[str, str]]:
    """The instruments of which a text is here, with their titles in the reader's language, the newest first."""
    found = Work.objects.filter(expressions__is_current=True).distinct().order_by("-adopted", "slug")
    return [(one.slug, shown(one.title, spoken()) or one.slug) for one in found]
