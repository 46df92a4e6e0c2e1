"""Figures under /api/v1/statistics."""

from . import classification, datasets, findings, loads, proposals, publications, schemes, sdmx, tables
from .router import router

__all__ = [
    "classification",
    "datasets",
    "findings",
    "loads",
    "proposals",
    "publications",
    "router",
    "schemes",
    "sdmx",
    "tables",
]
