"""What STATISTICS stores: sources and their loads."""

from cjin.statistics.models.loads import Load, Source, Stage

__all__ = ["Load", "Source", "Stage"]
