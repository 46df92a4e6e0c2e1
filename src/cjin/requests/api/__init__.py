"""The API of requests: ``/api/v1/requests``."""

from .router import router

__all__ = ["router"]
