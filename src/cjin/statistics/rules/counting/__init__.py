"""Counting: a table set over the records of a load, in as few looks at each row as possible."""
