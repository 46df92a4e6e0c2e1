"""Pages of treaties: who is party to each and what was said of it, a State's treaties, gaps, files."""
