"""Values on the command line: a day, a text in a language, the present moment."""

from datetime import UTC, date, datetime
from typing import Any

import click

from cjin.core.rules.errors import Invalid
from cjin.core.rules.identifiers import Language


class Day(click.ParamType[date]):
    """A day such as 2021-12-16."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day, or wrong usage."""
        try:
            return value if isinstance(value, date) else date.fromisoformat(value)
        except ValueError:
            self.fail(f"“{value}” is no day; 2021-12-16 would be one.", param, ctx)


class LanguageText(click.ParamType[tuple[str, str]]):
    """A text with its language, such as en=Ministry."""

    name = "language=text"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        """Language and text, or wrong usage."""
        if isinstance(value, tuple):
            return value
        language, equals, text = str(value).partition("=")
        try:
            code = str(Language.of(language))
        except Invalid as error:
            self.fail(error.message, param, ctx)
        if not equals or not text.strip():
            self.fail("A text with its language is expected, such as en=Ministry.", param, ctx)
        return code, text


def now() -> datetime:
    """The present moment: here it enters, and from here on it is an argument."""
    return datetime.now(UTC)
