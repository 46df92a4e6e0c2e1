"""What is counted, when it was recorded, and how sure a figure is: the words that travel with every figure."""

from enum import StrEnum


class Unit(StrEnum):
    """The counting unit: what one row of a source is, and what a table counts."""

    INCIDENT = "incident"
    OFFENCE = "offence"
    VICTIM = "victim"
    SUSPECT = "suspect"
    CASE = "case"
    PROSECUTED = "prosecuted"
    CONVICTED = "convicted"
    PRISONER = "prisoner"
    STAFF = "staff"
    FIREARM = "firearm"


class Moment(StrEnum):
    """When a unit was recorded: when it came to notice, while it was dealt with, or when that was over."""

    INPUT = "input"
    PROCESS = "process"
    OUTPUT = "output"


class Principal(StrEnum):
    """Whether only the gravest offence counts, and of whom."""

    NONE = "none"
    INCIDENT = "incident"
    PERSON = "person"


class Dated(StrEnum):
    """Which date decides the period of a unit."""

    EVENT = "event"
    RECORD = "record"


class Attempts(StrEnum):
    """What becomes of attempts."""

    INCLUDED = "included"
    EXCLUDED = "excluded"
    ONLY = "only"


class Included(StrEnum):
    """Whether a series holds what one of the five inclusion flags of the classification names."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


FLAGS = ("threats", "aiding", "accomplices", "conspiracy", "incitement")
"""The five inclusion flags of ICCS: Th, AA, Ac, CP, In."""


class Status(StrEnum):
    """The status of a cell; the codes are those of the SDMX code list for observation status.

    No cell is a blank that may be zero.
    """

    EXACT = "A"
    ESTIMATED = "E"
    PROVISIONAL = "P"
    SUPPRESSED = "Q"
    NOT_AVAILABLE = "M"
    NOT_APPLICABLE = "L"


NOT_KNOWN, NOT_APPLICABLE, TOTAL = "_U", "_Z", "_T"
"""Codes that every list of codes has besides its own."""
