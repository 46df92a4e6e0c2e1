"""What provisions are called that replies name: needs and proposals can be about one."""

from collections.abc import Iterable

from cjin.core.queries.release import Reader
from cjin.core.rules.multilingual import Multilingual

from ..rules.compiling.counting import Given
from ..rules.form.questions import Kind, Question
from .asked import paragraphs_of


def provision_names(given: Iterable[Given], language: str) -> dict[str, str]:
    """By the place that an entry is about (``kyoto-2021/para_40``) what the provision is called: for everybody.

    Two queries where any is named.
    """
    places = {
        entry["about"]
        for one in given
        for reply in one.answers.values()
        for entry in (reply["value"] if isinstance(reply.get("value"), list) else ())
        if isinstance(entry, dict) and "/" in entry.get("about", "")
    }
    if not places:
        return {}
    asked = Question("places", Kind.TEXT, Multilingual(), about=tuple(sorted(places)))
    found = paragraphs_of([asked], language, Reader.PUBLIC)
    return {place: one.cited for place, one in found.items() if one.is_known and one.eid}
