"""Texts under /api/v1/texts: what answers a question, what can be done, and what is there.

Fixed addresses (``/search``, ``/mandates``, ``/treaties``) are added before those that begin with an identifier.
"""

from . import asking, treaties, writing
from . import citations as citations
from . import following as following
from . import reading as reading
from .router import router

__all__ = ["asking", "citations", "following", "reading", "router", "treaties", "writing"]
