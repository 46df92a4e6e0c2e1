"""What several commands ask for: the text of a file, a table set, a load."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cjin.core.rules.catalogue import parse
from cjin.core.rules.errors import NotFound

if TYPE_CHECKING:
    from cjin.statistics.rules.tableset import TableSet

load_option = click.option(
    "--load", "key", required=True, metavar="LOAD", help="national-police@3, or national-police for its last."
)


def bytes_of(path: Path) -> bytes:
    """What is in a file. Raises NotFound."""
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise NotFound(f"There is no file {path}.") from error
    except OSError as error:
        raise NotFound(f"{path} cannot be read.") from error


def text_of(path: Path) -> str:
    """The text of a file. Raises NotFound."""
    try:
        return bytes_of(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotFound(f"{path} cannot be read as text.") from error


def declaration_of(tables: str) -> Any:
    """The declaration of a table set: of the catalogue by its name, or of a YAML file. Raises NotFound, Invalid."""
    from cjin.statistics.rules.tableset import declaration_named

    if tables.endswith((".yaml", ".yml")):
        return parse(text_of(Path(tables)), tables)
    return declaration_named(tables)


def table_set_of(tables: str) -> "TableSet":
    """The table set of ``declaration_of``. Raises NotFound, Invalid with every fault in its place."""
    from cjin.statistics.rules import tableset

    return tableset.table_set_of(declaration_of(tables), tables)
