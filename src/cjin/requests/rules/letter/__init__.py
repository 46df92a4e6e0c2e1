"""Letters: the words of a request in several languages, the document with its data, its signature."""
