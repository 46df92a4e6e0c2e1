"""Counted tables as files: one file a table, one row a cell, every code a text."""

from cjin.statistics.rules.writing.files import FORMATS, write_table

__all__ = ["FORMATS", "write_table"]
