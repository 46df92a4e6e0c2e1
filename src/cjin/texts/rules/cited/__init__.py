"""Citations in a text: what a provision names by symbol, series, number, name or place, and what that is."""
