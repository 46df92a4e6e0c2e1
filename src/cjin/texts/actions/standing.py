"""A text as it stands at the moment of an act, and nobody else's to change until the act is done."""

from django.utils.translation import gettext as _

from cjin.core.rules.errors import Conflict
from cjin.texts.models import Expression, Work


def standing(expression: Expression, revision: int | None) -> Expression:
    """The text read anew, with its work locked until the transaction ends.

    Raises Conflict where ``revision`` is given and is no longer the text's.
    """
    Work.objects.select_for_update().get(pk=expression.work_id)
    text = Expression.objects.select_related("work", "supersedes__work").get(pk=expression.pk)
    if revision is not None and text.revision != revision:
        raise Conflict(_("This text was changed meanwhile. Look at it as it stands now, then decide again."))
    return text
