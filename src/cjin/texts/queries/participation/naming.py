"""Which State a participant is, by the code or the name that a file gives."""

from cjin.core.rules.catalogue import read
from cjin.reference.models import State


class States:
    """The States by code and by name, as a file may write them."""

    def __init__(self) -> None:
        self._codes: set[str] = set()
        self._names: dict[str, str] = {}
        for state in State.objects.all():
            self._codes.add(state.iso3)
            for name in state.names.values():
                self._names.setdefault(_plain(name), state.iso3)
        others = read("participation/names.yaml")
        for code, names in others["states"].items():
            self._names.update((_plain(name), code) for name in names if code in self._codes)
        self._organizations = {_plain(name) for name in others["organizations"]}

    def code_of(self, participant: str, code: str = "") -> str:
        """The code of a participant, by the code of the file or by its name; empty for one that is no State."""
        return code if code in self._codes else self._names.get(_plain(participant), "")

    def is_strange(self, participant: str, code: str) -> bool:
        """Whether it is neither a State that is known here nor an organization that is party to treaties."""
        return not code and _plain(participant) not in self._organizations


def _plain(name: str) -> str:
    return "".join(sign for sign in name.casefold() if sign.isalnum())
