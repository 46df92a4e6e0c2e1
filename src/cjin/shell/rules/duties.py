"""What each duty lets its holder do, in words that are translated when they are shown."""

from cjin.core.rules.duties import Duty


def _(text: str) -> str:
    """Marks a text for translation; it is translated when it is shown."""
    return text


IN_WORDS: dict[str, str] = {
    Duty.NODE_ADMINISTER: _("Keep accounts, organizations, posts and tokens"),
    Duty.AUDIT_READ: _("Read the audit rows"),
    Duty.TEXTS_EDIT: _("Import texts and correct their structure"),
    Duty.TEXTS_PUBLISH: _("Publish a text, or take it back"),
}
