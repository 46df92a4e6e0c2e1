"""Pages of letters: as they look, what they say in other languages, files that come in."""
