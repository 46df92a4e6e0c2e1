"""Our own workbook for ready figures: made from a table set, filled by a person, read in again."""
