"""DIRECTORY: bodies, posts, terms, competences and channels, at any date."""
