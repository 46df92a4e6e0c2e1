"""Reading figures: loads, tables, cells."""
