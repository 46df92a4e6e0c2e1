"""Who is party to which treaty, and what was said of it: each answer as of the day of its file."""
