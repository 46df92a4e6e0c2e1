"""What States, groups, languages and topics are, and how their catalogue files are read. Needs no database."""
