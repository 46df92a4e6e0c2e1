"""The API of requests under /api/v1/requests: legal bases, kinds, drafts, and the requests themselves."""

from . import bases, cases
from .router import router

__all__ = ["bases", "cases", "router"]
