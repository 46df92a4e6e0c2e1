"""Figures under /api/v1/statistics."""

from . import classification, schemes, sdmx
from .router import router

__all__ = ["classification", "router", "schemes", "sdmx"]
