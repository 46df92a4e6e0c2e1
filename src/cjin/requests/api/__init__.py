"""The API of requests under /api/v1/requests: legal bases, kinds, drafts, and the requests themselves."""

from . import agenda, bases, cases, letters
from .router import router

__all__ = ["agenda", "bases", "cases", "letters", "router"]
