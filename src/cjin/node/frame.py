"""What this node tells the frame around every page: its places and doors, what is new and what is due."""

from dataclasses import replace

from django.utils.translation import ngettext_lazy

from cjin.reference.queries import holdings as reference
from cjin.shell.rules.frame import COOPERATION, DOORS, FIGURES, FOLLOW_UP, LIBRARY, NETWORK, Entry, Frame, Holding
from cjin.texts.queries import holdings as library


def _(text: str) -> str:
    """Marks a text for translation; it is translated when it is shown."""
    return text


FRAME = Frame(
    places=(
        replace(
            LIBRARY,
            entries=(
                Entry(_("Instruments"), "texts:list"),
                Entry(_("Compare"), "texts:compare"),
                Entry(_("Topics"), "reference:topics"),
            ),
        ),
        FIGURES,
        COOPERATION,
        FOLLOW_UP,
        replace(
            NETWORK,
            entries=(
                Entry(_("States and areas"), "reference:states"),
                Entry(_("Groups of States"), "reference:groups"),
            ),
        ),
    ),
    holdings=(
        Holding(
            ngettext_lazy("%(shown)s instrument", "%(shown)s instruments", "count"),
            library.instruments,
        ),
        Holding(ngettext_lazy("%(shown)s provision", "%(shown)s provisions", "count"), library.provisions),
        Holding(
            ngettext_lazy("%(shown)s State or area", "%(shown)s States and areas", "count"),
            reference.states,
        ),
        Holding(ngettext_lazy("%(shown)s topic", "%(shown)s topics", "count"), reference.topics),
    ),
    doors=(replace(DOORS[0], url_name="texts:list", count=library.provisions), *DOORS[1:]),
    news=(library.news,),
)
