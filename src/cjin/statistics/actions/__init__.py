"""Acts on figures: each in one transaction, with one audit row."""
