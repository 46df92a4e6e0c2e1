"""What core stores."""

from cjin.core.models.accounts import User
from cjin.core.models.audit import AuditDetail, AuditHead, AuditRow
from cjin.core.models.multilingual import MultilingualField
from cjin.core.models.organizations import Organization, Post, PostHolding
from cjin.core.models.outbox import OutboxMessage
from cjin.core.models.release import Releasable, StatesField
from cjin.core.models.search import SearchEntry, SearchText
from cjin.core.models.tokens import ApiToken

__all__ = [
    "ApiToken",
    "AuditDetail",
    "AuditHead",
    "AuditRow",
    "MultilingualField",
    "Organization",
    "OutboxMessage",
    "Post",
    "PostHolding",
    "Releasable",
    "SearchEntry",
    "SearchText",
    "StatesField",
    "User",
]
