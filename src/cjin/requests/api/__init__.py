"""The API of requests under /api/v1/requests: legal bases, kinds, drafts, and the requests themselves."""

from . import agenda, answers, bases, cases, letters
from .router import router

__all__ = ["agenda", "answers", "bases", "cases", "letters", "router"]
