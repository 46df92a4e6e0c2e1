"""Forms of the pages of requests."""
