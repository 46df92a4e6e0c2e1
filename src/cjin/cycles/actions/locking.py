"""Who writes in a reply locks all of it; whoever locks a round as well locks the reply first."""

from ..models import Respondent


def lock_reply(respondent: Respondent) -> None:
    """Waits until nobody writes in a reply, and keeps all others from it until the transaction ends."""
    Respondent.objects.select_for_update().order_by().filter(pk=respondent.pk).first()
