"""The read API of SDMX: version 1.5 of it under ``/sdmx/2.1``, version 2.1 under ``/sdmx/3.0``.

The structures come last: under ``/sdmx/2.1`` they take any kind.
"""

from . import availability, data, entrance, metadata, structures

__all__ = ["availability", "data", "entrance", "metadata", "structures"]
