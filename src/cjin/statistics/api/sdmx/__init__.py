"""The read API of SDMX: version 1.5 of it under ``/sdmx/2.1``, version 2.1 under ``/sdmx/3.0``."""

from . import availability, data, metadata, structures

__all__ = ["availability", "data", "metadata", "structures"]
