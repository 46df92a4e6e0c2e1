"""A form as a workbook: written for one respondent in one language, filled offline, read back cell by cell."""
