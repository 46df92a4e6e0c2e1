"""What STATISTICS stores: sources, loads, datasets, publications, findings, national schemes, descriptions."""

from cjin.statistics.models.datasets import COUNTED, Dataset
from cjin.statistics.models.descriptions import Description
from cjin.statistics.models.findings import Finding, Gravity, Standing
from cjin.statistics.models.loads import Load
from cjin.statistics.models.publications import Publication
from cjin.statistics.models.readings import Reading, Source, Stage
from cjin.statistics.models.schemes import Change, Entry, LinkRow, Review, Scheme

__all__ = [
    "COUNTED",
    "Change",
    "Dataset",
    "Description",
    "Entry",
    "Finding",
    "Gravity",
    "LinkRow",
    "Load",
    "Publication",
    "Reading",
    "Review",
    "Scheme",
    "Source",
    "Stage",
    "Standing",
]
