"""Pages of the library: reading, comparing, searching, importing, reviewing."""
