"""Texts under /api/v1/texts: what answers a question, what can be done, and what is there.

Fixed addresses (``/search``) are added before those that begin with an identifier.
"""

from . import asking, writing
from . import reading as reading
from .router import router

__all__ = ["asking", "reading", "router", "writing"]
