"""What is sent to the API: its texts are taken as a person can have written them, or refused in their place."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from ninja.parser import Parser

from cjin.core.rules.errors import Fault, Invalid
from cjin.core.rules.storable import is_plain


class PlainTexts(Parser):
    """JSON and forms. Raises Invalid with every text that holds NUL or another control, which no database need hold."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The JSON of a body."""
        said = super().parse_body(request)
        _check(said, "body")
        return said

    def parse_querydict(
        self, data: MultiValueDict[str, Any], list_fields: list[str], request: HttpRequest
    ) -> dict[str, Any]:
        """The values of a question, a form, or its files."""
        said = super().parse_querydict(data, list_fields, request)
        _check(said, "query" if data is request.GET else "form")
        return said


def _check(said: Any, where: str) -> None:
    faults = [Fault(place, "this holds a control character, which is no part of a text") for place in _odd(said, where)]
    if faults:
        raise Invalid("What was sent breaks a rule.", faults[:20])


def _odd(said: Any, where: str) -> Iterator[str]:
    """The places of texts that are not plain; a name that is not plain stands at its object."""
    match said:
        case str():
            if not is_plain(said):
                yield where
        case dict():
            for name, value in said.items():
                plain = is_plain(name)
                yield from _odd(value, f"{where}.{name}") if plain else [where]
        case list():
            for number, value in enumerate(said, 1):
                yield from _odd(value, f"{where}[{number}]")
