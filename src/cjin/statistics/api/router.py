"""The router of figures, to which the modules beside it add their endpoints."""

from ninja import Router

router = Router()
"""Figures under /api/v1/statistics."""
