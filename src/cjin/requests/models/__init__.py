"""How requests, and what they rest on, are stored."""

from .agreements import Agreement, AgreementParty
from .cases import Happened, Request

__all__ = ["Agreement", "AgreementParty", "Happened", "Request"]
