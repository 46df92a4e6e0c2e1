"""What this node tells the frame around every page: its places and doors, what is new and what is due."""

from dataclasses import replace

from cjin.shell.rules.frame import COOPERATION, DOORS, FIGURES, FOLLOW_UP, LIBRARY, NETWORK, Entry, Frame


def _(text: str) -> str:
    """Marks a text for translation; it is translated when it is shown."""
    return text


FRAME = Frame(
    places=(
        replace(LIBRARY, entries=(Entry(_("Topics"), "reference:topics"),)),
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
    doors=DOORS,
)
