"""Forms of the directory: the question, an entry and its parts, acts on a body."""
