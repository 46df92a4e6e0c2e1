"""One round by its name."""

from django.utils.translation import gettext as _

from cjin.core.rules.errors import NotFound

from ..models import Round


def round_named(slug: str) -> Round:
    """A round by its name. Raises NotFound."""
    found = Round.objects.select_related("form").filter(slug=slug).first()
    if found is None:
        raise NotFound(_("There is no round “%(round)s”.") % {"round": slug[:80]})
    return found
