"""The embedded engine: DuckDB with limits, so that no file takes more memory than a small machine has."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from cjin.core.rules.errors import Fault, Invalid, Unavailable

MEMORY = "1GB"
THREADS = 2


@contextmanager
def engine(folder: Path, *, memory: str = MEMORY) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that spills into a folder and opens no network. Its errors become Invalid or Unavailable."""
    connection = duckdb.connect(
        config={
            "threads": THREADS,
            "memory_limit": memory,
            "temp_directory": str(folder / "spill"),
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        }
    )
    connection.execute("SET enable_progress_bar = false")
    try:
        yield connection
    except duckdb.OutOfMemoryException as error:
        message = "leave out columns of long texts, or load it in parts"
        raise Invalid("A file needs more memory than its reading may take.", [Fault(_first(error), message)]) from error
    except (duckdb.InvalidInputException, duckdb.ConversionException) as error:
        raise Invalid("A file cannot be read.", [Fault("", _first(error))]) from error
    except duckdb.IOException as error:
        raise Unavailable(f"A file cannot be read or written: {_first(error)}") from error
    finally:
        connection.close()


def _first(error: Exception) -> str:
    return str(error).partition("\n")[0][:400]


def text(value: str) -> str:
    """A text as a literal of SQL."""
    return "'" + value.replace("'", "''") + "'"


def name(value: str) -> str:
    """A name of a column as SQL takes it."""
    return '"' + value.replace('"', '""') + '"'
