"""Why a body is named as competent, in plain words."""

from collections.abc import Iterator, Mapping

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cjin.shell.rules.dates import long_date
from cjin.shell.rules.lists import joined

from ..queries.wording import FUNCTIONS, offence_named
from ..rules.competence import Competent


def reasons(one: Competent, works: Mapping[str, str]) -> Iterator[str]:
    """Each reason as a sentence; ``works`` are the names of instruments."""
    language, own, known = get_language() or "en", one.competence, one.known
    yield _("It is named for: %(what)s.") % {"what": FUNCTIONS[own.function]}
    if own.offences:
        listed = joined([offence_named(code) for code in sorted(own.offences)], language)
        yield _("Only for these offences: %(what)s.") % {"what": listed}
    if own.instruments:
        listed = joined([works.get(slug, slug) for slug in sorted(own.instruments)], language)
        yield _("Only under: %(what)s.") % {"what": listed}
    if own.measures:
        yield _("Only for these measures: %(what)s.") % {"what": joined(sorted(own.measures), language)}
    if own.territories:
        yield _("It is the own authority of: %(what)s.") % {"what": joined(sorted(own.territories), language)}
    if one.question.urgent and not (one.channel and one.channel.urgent):
        yield _("No way for urgent requests is known.")
    if known.origin:
        yield _("This comes from the directory of %(node)s.") % {"node": known.origin}
    if known.expires and known.expires < one.question.day:
        yield _("That directory was good until %(day)s.") % {"day": long_date(known.expires, language)}
