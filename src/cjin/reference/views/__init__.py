"""Pages of States, groups and topics."""
