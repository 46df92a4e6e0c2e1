"""Pages of what the replies say together, and of the report."""
