"""How long a command takes to start. The peer is an interpreter that does nothing."""

import subprocess
import sys

from bench.measure import measure

COMMANDS = {
    "python -c pass (peer)": ["-c", "pass"],
    "cjin --version": ["-m", "cjin", "--version"],
    "cjin --help": ["-m", "cjin", "--help"],
}


def main() -> None:
    """Print the median time of each command, and how many times the peer's it is."""
    times = {name: measure(lambda given=given: _run(given), runs=7).wall for name, given in COMMANDS.items()}
    peer = next(iter(times.values()))
    for name, seconds in times.items():
        print(f"{name:24} {seconds * 1000:6.0f} ms   {seconds / peer:4.1f} ×")


def _run(arguments: list[str]) -> None:
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
