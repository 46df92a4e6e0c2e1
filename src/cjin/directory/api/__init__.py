"""The directory under /api/v1/directory: who is competent, bodies and their entries, files, verifications, seats."""

from . import asking, writing
from .router import router

__all__ = ["asking", "router", "writing"]
