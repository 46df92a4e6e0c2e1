"""What is asked of States, groups, languages and topics."""
