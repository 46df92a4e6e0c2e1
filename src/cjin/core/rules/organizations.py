"""What an organization is."""

from enum import StrEnum


class OrganizationKind(StrEnum):
    """What kind of body an organization is."""

    GOVERNMENT = "government"
    INTERGOVERNMENTAL = "intergovernmental"
    INSTITUTE = "institute"
    NON_GOVERNMENTAL = "non-governmental"

    @property
    def speaks_for_its_state(self) -> bool:
        """Whether its people read what is released to its State; a body that only sits in a State does not."""
        return self is OrganizationKind.GOVERNMENT
