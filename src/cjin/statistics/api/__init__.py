"""Figures under /api/v1/statistics."""

from . import classification, schemes
from .router import router

__all__ = ["classification", "router", "schemes"]
