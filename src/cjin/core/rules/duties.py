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
    STATISTICS_EDIT = "statistics.edit"
    """Review correspondences of national schemes, and load figures."""
    STATISTICS_PUBLISH = "statistics.publish"
    """Release figures, or take them back."""
    DIRECTORY_EDIT = "directory.edit"
    """Keep the entries, posts and terms of the directory, and say that entries were verified."""
    REQUESTS_WRITE = "requests.write"
    """Write requests, and work on those that come in."""
    REQUESTS_APPROVE = "requests.approve"
    """Approve requests that others wrote, and decide on those that come in."""
    REQUESTS_SEND = "requests.send"
    """Send requests and what was gathered for others."""
    CYCLES_ASK = "cycles.ask"
    """Make forms, open rounds, compile replies and write the report."""
    CYCLES_ANSWER = "cycles.answer"
    """Answer the sections of a form that were handed to the post."""
    CYCLES_CLEAR = "cycles.clear"
    """Hand sections to posts, and clear the reply of the State."""


def _(text: str) -> str:
    """Marks a text for translation; it is translated when it is shown."""
    return text


IN_WORDS: dict[Duty, str] = {
    Duty.NODE_ADMINISTER: _("Keep accounts, organizations, posts and tokens"),
    Duty.AUDIT_READ: _("Read the audit rows"),
    Duty.TEXTS_EDIT: _("Import texts and correct their structure"),
    Duty.TEXTS_PUBLISH: _("Publish a text, or take it back"),
    Duty.STATISTICS_EDIT: _("Review correspondences of national schemes, and load figures"),
    Duty.STATISTICS_PUBLISH: _("Release figures, or take them back"),
    Duty.DIRECTORY_EDIT: _("Keep the entries, posts and terms of the directory"),
    Duty.REQUESTS_WRITE: _("Write requests, and work on those that come in"),
    Duty.REQUESTS_APPROVE: _("Approve requests that others wrote, and decide on those that come in"),
    Duty.REQUESTS_SEND: _("Send requests and what was gathered for others"),
    Duty.CYCLES_ASK: _("Make forms, open rounds, compile replies and write the report"),
    Duty.CYCLES_ANSWER: _("Answer the sections of a form that were handed to the post"),
    Duty.CYCLES_CLEAR: _("Hand sections to posts, and clear the reply of the State"),
}
"""What each duty lets its holder do, as a person reads it."""

READ = "read"
"""The scope of a token that may read what its person may read, and do nothing."""

SCOPES = frozenset({READ, *map(str, Duty)})
"""What a token may be limited to: reading, or reading and a duty that its person holds."""
