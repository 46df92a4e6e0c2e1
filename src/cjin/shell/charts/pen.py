"""The pen: a child process that draws Vega-Lite to SVG, one picture at a time.

The library that draws brings an engine of its own with about 100 MB and ends its whole process when it meets what it
did not expect. So the server does not carry it: the pen begins with the first picture, ends after a time without work,
and is begun anew where it broke.
"""

import atexit
import json
import select
import subprocess
import sys
from threading import Lock
from typing import Any

from cjin.core.rules.errors import Unavailable

SECONDS = 20
"""A picture that takes longer is not waited for."""
IDLE = 300
"""The pen ends after so many seconds without work."""


class Pen:
    """Draws from any thread; the pictures of one process are drawn one after another."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._child: subprocess.Popen[bytes] | None = None

    def draw(self, spec: dict[str, Any], numbers: dict[str, Any]) -> str:
        """The SVG of a specification; ``numbers`` are the separators of its numbers. Raises Unavailable."""
        asked = json.dumps({"spec": spec, "numbers": numbers}).encode() + b"\n"
        with self._lock:
            answer = self._ask(asked) or self._ask(asked)
        if answer is None or "svg" not in answer:
            raise Unavailable("This picture cannot be drawn now.")
        return str(answer["svg"])

    def _ask(self, asked: bytes) -> dict[str, Any] | None:
        """The answer of the pen, or None where it is no longer there: it ended for want of work, or it broke."""
        child = self._child if self._child and self._child.poll() is None else self._begin()
        assert child.stdin is not None
        assert child.stdout is not None
        try:
            child.stdin.write(asked)
            child.stdin.flush()
            ready, _, _ = select.select([child.stdout], [], [], SECONDS)
            line = child.stdout.readline() if ready else b""
            answer = json.loads(line) if line else None
        except (OSError, ValueError):
            answer = None
        if answer is None:
            self._end()
        return answer

    def _begin(self) -> subprocess.Popen[bytes]:
        self._end()
        command = [sys.executable, "-m", "cjin.shell.charts.pen"]
        pipe, nothing = subprocess.PIPE, subprocess.DEVNULL
        atexit.register(self._end)
        self._child = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=nothing)  # noqa: S603
        return self._child

    def _end(self) -> None:
        atexit.unregister(self._end)
        if self._child is None:
            return
        self._child.kill()
        self._child.wait()
        for stream in (self._child.stdin, self._child.stdout):
            try:
                if stream is not None:
                    stream.close()
            except OSError:
                continue
        self._child = None


def main() -> None:
    """The child: a specification a line from its input, an SVG a line as its answer; it ends with its input."""
    import vl_convert

    while select.select([sys.stdin], [], [], IDLE)[0] and (line := sys.stdin.readline()):
        asked = json.loads(line)
        try:
            svg = vl_convert.vegalite_to_svg(asked["spec"], allowed_base_urls=[], format_locale=asked["numbers"])
            answer = {"svg": svg}
        except ValueError as error:
            answer = {"error": str(error)[:300]}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
