"""What one State may ask of another."""

from enum import StrEnum


class Kind(StrEnum):
    """The kinds of requests that a legal basis is looked for."""

    MUTUAL_LEGAL_ASSISTANCE = "mutual-legal-assistance"
    EXTRADITION = "extradition"
    CONFISCATION = "confiscation"
    TRANSFER_OF_PROCEEDINGS = "transfer-of-proceedings"
    TRANSFER_OF_SENTENCED_PERSONS = "transfer-of-sentenced-persons"
    JOINT_INVESTIGATION = "joint-investigation"
    SPONTANEOUS_INFORMATION = "spontaneous-information"
    FIREARMS_TRACING = "firearms-tracing"
    TRAFFIC_BY_SEA = "traffic-by-sea"
    CULTURAL_PROPERTY = "cultural-property"
