"""Full-text search over everything that a package gives to the index, with what the reader may see settled inside."""

from cjin.core.queries.search.finding import search

__all__ = ["search"]
