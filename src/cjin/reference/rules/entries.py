"""Reading lists of entries out of catalogue files, with the place of every fault."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from cjin.core.rules.errors import Fault, Invalid


def read_each[T](file: str, entries: Any, key: str, make: Callable[[Mapping[str, Any]], T]) -> tuple[T, ...]:
    """Make one value of each entry. Raises Invalid with a fault for each entry that is wrong, named by its ``key``."""
    if not isinstance(entries, list):
        raise Invalid(f"{file} is broken.", [Fault(file, "a list of entries is expected")])
    made: list[T] = []
    faults: list[Fault] = []
    for number, entry in enumerate(entries, start=1):
        where = f"{file}, entry {number}"
        if not isinstance(entry, Mapping):
            faults.append(Fault(where, "an entry with names and values is expected"))
            continue
        try:
            made.append(make(entry))
        except KeyError as error:
            faults.append(Fault(f"{where} ({entry.get(key, '?')})", f"{error.args[0]} is missing"))
        except Invalid as error:
            inner = "; ".join([error.message, *map(str, error.faults)])
            faults.append(Fault(f"{where} ({entry.get(key, '?')})", inner))
    if faults:
        raise Invalid(f"{file} has faults.", faults)
    return tuple(made)


def only(entry: Mapping[str, Any], allowed: Iterable[str]) -> None:
    """Raises Invalid where an entry has a name that nobody reads: most often a slip of the pen."""
    unknown = sorted(set(entry) - set(allowed))
    if unknown:
        raise Invalid(f"not known here: {', '.join(map(str, unknown))}")


def check_unique(file: str, what: str, values: Iterable[str]) -> None:
    """Raises Invalid where a value stands twice."""
    seen: set[str] = set()
    twice = sorted({value for value in values if value in seen or seen.add(value)})  # type: ignore[func-returns-value]
    if twice:
        raise Invalid(f"{file} has faults.", [Fault(file, f"{what} {value} stands twice") for value in twice])
