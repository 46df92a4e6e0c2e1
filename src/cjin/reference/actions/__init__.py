"""Loading the catalogue."""

from .loading import load

__all__ = ["load"]
