"""Cycles under /api/v1/cycles."""

from . import answering, compiling, forms, rounds, workplan
from .router import router

__all__ = ["answering", "compiling", "forms", "rounds", "router", "workplan"]
