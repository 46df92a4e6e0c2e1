"""Figures under /api/v1/statistics."""

from . import classification, datasets, findings, loads, publications, schemes, sdmx, tables
from .router import router

__all__ = ["classification", "datasets", "findings", "loads", "publications", "router", "schemes", "sdmx", "tables"]
