"""The router of figures, to which the modules beside it add their endpoints."""

from ninja import Router

from cjin.core.api.fields import known_only

router = Router()
"""Figures under /api/v1/statistics."""
router.add_decorator(known_only)
