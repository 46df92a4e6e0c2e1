"""What STATISTICS stores: sources and their loads, national schemes, descriptions of categories."""

from cjin.statistics.models.descriptions import Description
from cjin.statistics.models.loads import Load, Source, Stage
from cjin.statistics.models.schemes import Change, Entry, LinkRow, Review, Scheme

__all__ = ["Change", "Description", "Entry", "LinkRow", "Load", "Review", "Scheme", "Source", "Stage"]
