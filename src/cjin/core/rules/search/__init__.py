"""Search without a database: documents, questions, expressions, ranking, and the sentence that answers."""

from cjin.core.rules.search.documents import SearchDocument, SearchSource
from cjin.core.rules.search.results import Hit, SearchResult

__all__ = ["Hit", "SearchDocument", "SearchResult", "SearchSource"]
