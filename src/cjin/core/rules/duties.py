"""Duties: what a post lets its holder do. A duty belongs to the post, never to the account."""

from enum import StrEnum


class Duty(StrEnum):
    """What the holder of a post may do at this node."""

    NODE_ADMINISTER = "node.administer"
    """Keep accounts, organizations, posts and tokens."""
    AUDIT_READ = "audit.read"
    """Read the audit rows of every stream."""
    TEXTS_EDIT = "texts.edit"
    """Import texts and correct their structure."""
    TEXTS_PUBLISH = "texts.publish"
    """Publish a text, or take it back."""


READ = "read"
"""The scope of a token that may read what its person may read, and do nothing."""

SCOPES = frozenset({READ, *map(str, Duty)})
"""What a token may be limited to: reading, or reading and a duty that its person holds."""
