"""The router of texts, to which the modules beside it add their endpoints."""

from ninja import Router

router = Router()
