"""Writing an instrument in the formats that others read."""

from cjin.texts.rules.export.formats import FORMATS, Format, write

__all__ = ["FORMATS", "Format", "write"]
