"""What an organization is."""

from enum import StrEnum


class OrganizationKind(StrEnum):
    """What kind of body an organization is."""

    GOVERNMENT = "government"
    INTERGOVERNMENTAL = "intergovernmental"
    INSTITUTE = "institute"
    NON_GOVERNMENTAL = "non-governmental"
