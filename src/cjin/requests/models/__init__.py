"""How requests, and what they rest on, are stored."""

from .agreements import Agreement, AgreementParty

__all__ = ["Agreement", "AgreementParty"]
