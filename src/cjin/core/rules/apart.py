"""Foreign files are read in a child process with limits on memory and time, so that a hostile one harms nothing."""

import errno
import json
import resource
import subprocess
import sys
from collections.abc import Callable, Mapping
from typing import Any

from cjin.core.rules.errors import Unavailable

LIMIT_REACHED = "its reader reached a limit of memory, time or disk space, or broke off"
"""What is told of a file whose reader gave no answer."""
MOST_WRITTEN = 2 * 1024**3
"""Bytes of a file that a reader may write."""


def ask(module: str, *args: str, given: bytes = b"", seconds: float) -> dict[str, Any]:
    """What a module says that is run as a program in a process of its own; ``given`` is its standard input.

    Where it reached a limit or broke off, that is its ``error``. Raises Unavailable where no process can be started.
    """
    command = [sys.executable, "-m", module, *args]
    try:
        done = subprocess.run(command, input=given, capture_output=True, timeout=seconds, check=False)  # noqa: S603
        answer = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        return {"error": LIMIT_REACHED}
    except OSError as error:
        raise Unavailable(f"No process could be started to read a file: {error.strerror}.") from error
    return answer if isinstance(answer, dict) else {"error": LIMIT_REACHED}


def limit(*, memory: int, seconds: int, writes: bool = False, most: int = MOST_WRITTEN) -> None:
    """Limits the process that calls it, for good: bytes of memory, seconds of work, and whether it may write files.

    No file that it writes grows beyond ``most`` bytes.
    """
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    largest = most if writes else 0
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))


def answer(
    work: Callable[[], Mapping[str, Any]], telling: type[Exception] | tuple[type[Exception], ...] = Exception
) -> None:
    """Says on standard output what the work gives, as ``ask`` reads it, or the words of an error that is ``telling``.

    Any other error ends the process without an answer.
    """
    try:
        told = work()
    except MemoryError:
        told = {"error": "it needs more memory than a file may"}
    except RecursionError:
        told = {"error": "it is nested too deeply"}
    except telling as error:
        too_much = isinstance(error, OSError) and error.errno == errno.EFBIG
        told = {"error": LIMIT_REACHED if too_much else str(error)[:300] or type(error).__name__}
    sys.stdout.write(json.dumps(told))
