"""A child process for the tests of ``apart``: it limits itself and then does what its argument says."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cjin.core.rules.apart import answer, limit


def work(what: str) -> Mapping[str, Any]:
    """Behaves well or badly."""
    match what:
        case "hungry":
            return {"size": len(bytearray(2_000_000_000))}
        case "busy":
            while True:
                pass
        case "writing":
            Path(sys.argv[2]).write_text("something", encoding="utf-8")
        case "filling":
            limit(memory=500 * 1024**2, seconds=1, writes=True, most=1000)
            Path(sys.argv[2]).write_bytes(bytes(2000))
        case "nested":
            return work(what)
        case "known":
            raise LookupError("there is no such sheet")
        case "unknown":
            raise TypeError("words for developers")
    return {"given": sys.stdin.buffer.read().decode()}


if __name__ == "__main__":
    if sys.argv[1] != "filling":
        limit(memory=500 * 1024**2, seconds=1)
    answer(lambda: work(sys.argv[1]), (LookupError, OSError))
