"""Names of what stands behind figures, as readers know it: by the title of its source, not by its identifier."""

from django.utils.translation import gettext as _

from cjin.statistics.models import Dataset, Load, Publication, Source
from cjin.statistics.queries.labels import say
from cjin.statistics.rules.disclosure.primary import rules


def source_title(source: Source) -> str:
    """The title of a source, its identifier where it has none."""
    return source.title or source.slug


def edition(publication: Publication) -> str:
    """A publication by its source and its number there."""
    said = {"source": source_title(publication.source), "number": publication.number}
    return _("%(source)s, publication %(number)s") % said


def reading(made_from: Load | Dataset) -> str:
    """What was read of a source, by the source and the number there."""
    said = {"source": source_title(made_from.source), "number": made_from.number}
    words = _("%(source)s, load %(number)s") if isinstance(made_from, Load) else _("%(source)s, dataset %(number)s")
    return words % said


def protection_title(rule: str) -> str:
    """The title of a rule of confidentiality, its identifier where the catalogue has it no longer."""
    known = rules().get(rule)
    return say(known.title) if known else rule
