"""What core stores."""

from cjin.core.models.accounts import User

__all__ = ["User"]
