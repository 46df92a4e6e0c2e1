"""How long something takes, told apart from what else the machine does."""

import gc
from collections.abc import Callable
from time import process_time
from typing import Any


def least_seconds(work: Callable[[], Any], times: int = 3) -> float:
    """The least CPU time of some runs, without the collector of memory, which looks through all that is there."""
    took = []
    gc.disable()
    try:
        for _ in range(times):
            began = process_time()
            work()
            took.append(process_time() - began)
    finally:
        gc.enable()
    return min(took)
