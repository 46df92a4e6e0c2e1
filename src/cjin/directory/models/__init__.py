"""How the directory is stored."""

from .bodies import Body, Origin, Verification, Version
from .posts import Manner, Post, Term
from .waiting import WaitingFile

__all__ = ["Body", "Manner", "Origin", "Post", "Term", "Verification", "Version", "WaitingFile"]
