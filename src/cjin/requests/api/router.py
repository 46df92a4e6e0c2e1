"""The router of requests, to which the modules beside it add their endpoints."""

from ninja import Router

from cjin.core.api.fields import known_only

router = Router()
router.add_decorator(known_only)
