"""Reading declarations (mappings, table sets) from YAML: every fault is collected, with its place and what to do."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from cjin.core.rules.errors import Fault, Invalid
from cjin.core.rules.identifiers import Slug


class Declared:
    """A part of a declaration: its value, its place, and the faults that are found in the whole of it."""

    def __init__(self, value: Any, where: str, faults: list[Fault]) -> None:
        self.value, self.where, self.faults = value, where, faults

    def fault(self, message: str) -> None:
        """Notes what is wrong here."""
        self.faults.append(Fault(self.where, message))

    def part(self, name: str) -> "Declared":
        """What stands under a name; its value is None where nothing does."""
        value = self.value.get(name) if isinstance(self.value, Mapping) else None
        return Declared(value, f"{self.where}.{name}" if self.where else name, self.faults)

    def named(self, allowed: Iterable[str] | None = None, *, required: Iterable[str] = ()) -> Iterator[str]:
        """The names of a mapping, each of them allowed; a fault for every other and for every one that is missing."""
        if not isinstance(self.value, Mapping):
            if self.value is not None or required:
                self.fault("write names and values here, one a line")
            return
        known = None if allowed is None else set(allowed)
        for name in map(str, self.value):
            if known is not None and name not in known:
                self.part(name).fault(f"this name is not known; known are {', '.join(sorted(known))}")
            else:
                yield name
        for name in required:
            if name not in self.value:
                self.part(name).fault("this is missing")

    def items(self) -> Iterator["Declared"]:
        """The entries of a list, counted from 1."""
        if self.value is None:
            return
        if not isinstance(self.value, list):
            self.fault("write a list here, one entry a line, each after a hyphen")
            return
        for number, entry in enumerate(self.value, 1):
            yield Declared(entry, f"{self.where}[{number}]", self.faults)

    def text(self, otherwise: str = "", *, most: int = 400) -> str:
        """A text. A number is refused, because YAML drops the zeros of a code."""
        if self.value is None:
            return otherwise
        if not isinstance(self.value, str):
            self.fault("write this in quotes, so that it is a text")
            return otherwise
        if len(self.value) > most:
            self.fault(f"this is longer than {most} characters")
        return self.value[:most]

    def one_of[T: str](self, kind: type[T], otherwise: T) -> T:
        """A member of an enumeration by its value."""
        said = self.text(str(otherwise))
        try:
            return kind(said)
        except ValueError:
            self.fault(f"“{said[:40]}” is none of {', '.join(list(kind))}")  # type: ignore[call-overload]
            return otherwise

    def texts(self) -> tuple[str, ...]:
        """A list of texts."""
        return tuple(entry.text() for entry in self.items())

    def table(self) -> dict[str, str]:
        """Texts by text."""
        return {name: self.part(name).text() for name in self.named()}

    def flag(self, otherwise: bool) -> bool:
        """Yes or no."""
        if self.value is None:
            return otherwise
        if not isinstance(self.value, bool):
            self.fault("write yes or no")
            return otherwise
        return self.value

    def whole(self, otherwise: int, *, least: int = 0, most: int = 10**9) -> int:
        """A whole number between two limits."""
        if self.value is None:
            return otherwise
        if isinstance(self.value, bool) or not isinstance(self.value, int) or not least <= self.value <= most:
            self.fault(f"write a whole number from {least} to {most}")
            return otherwise
        return self.value


def slug(part: Declared) -> str:
    """A short name that can stand in an address."""
    said = part.text(most=80)
    if said and not Slug.SHAPE.match(said):
        part.fault("write a short name in small letters, digits and hyphens, for example national-police")
    return said


@contextmanager
def declaration(value: Any, file: str) -> Iterator[Declared]:
    """A declaration to be read. Raises Invalid at the end with every fault, each in its place in the file."""
    whole = Declared(value, "", [])
    yield whole
    if whole.faults:
        raise Invalid(
            f"{file} cannot be used.",
            [Fault(f"{file}: {fault.where or 'top'}", fault.message) for fault in whole.faults],
        )
