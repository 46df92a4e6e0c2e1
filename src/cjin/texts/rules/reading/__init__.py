"""Reading a file of any of the five formats into numbered lines."""

from cjin.texts.rules.reading.read import FORMATS, MAX_BYTES, read_bytes, read_path

__all__ = ["FORMATS", "MAX_BYTES", "read_bytes", "read_path"]
