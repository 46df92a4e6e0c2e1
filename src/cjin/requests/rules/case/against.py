"""What a guard says: why an act cannot be done, or should not have been."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .events import Case, Event


@dataclass(frozen=True, slots=True)
class Against:
    """Why an act cannot be done: the guard, what to do, the articles that ask for it, and what it is about."""

    guard: str
    message: str
    articles: tuple[str, ...] = ()
    about: str = ""


type Guard = Callable[[Case, Event], Iterator[Against]]


def says(event: Event, name: str) -> bool:
    """Whether something is told with an act in words."""
    return bool(str(event.detail.get(name, "")).strip())
