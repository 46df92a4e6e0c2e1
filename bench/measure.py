"""Time, CPU time and peak memory of a piece of work."""

import resource
import sys
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter, process_time


@dataclass(frozen=True)
class Measured:
    """Medians of several runs in seconds, and the peak memory of the process in megabytes."""

    wall: float
    cpu: float
    peak: float


def measure(work: Callable[[], object], *, runs: int = 5) -> Measured:
    """Run the work once to warm up, then measure it ``runs`` times."""
    work()
    walls, cpus = [], []
    for _ in range(runs):
        wall, cpu = perf_counter(), process_time()
        work()
        walls.append(perf_counter() - wall)
        cpus.append(process_time() - cpu)
    unit = 1024 if sys.platform != "darwin" else 1024 * 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
    return Measured(median(walls), median(cpus), peak)
