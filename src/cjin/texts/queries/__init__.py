"""Reading texts: works, expressions, provisions."""
