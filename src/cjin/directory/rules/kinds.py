"""What bodies are, what they do, and how they are reached."""

from enum import StrEnum


class BodyKind(StrEnum):
    """What kind of body an entry is about."""

    CENTRAL_AUTHORITY = "central-authority"
    COMPETENT_AUTHORITY = "competent-authority"
    LIAISON_OFFICE = "liaison-office"
    NATIONAL_CORRESPONDENT = "national-correspondent"
    NETWORK = "network"
    COMMISSION = "commission"
    ROSTER = "roster"
    INSTITUTE = "institute"
    ORGANIZATION = "organization"


class Function(StrEnum):
    """What a body is competent for."""

    MUTUAL_LEGAL_ASSISTANCE = "mutual-legal-assistance"
    EXTRADITION = "extradition"
    CONFISCATION = "confiscation"
    TRANSFER_OF_PROCEEDINGS = "transfer-of-proceedings"
    TRANSFER_OF_SENTENCED_PERSONS = "transfer-of-sentenced-persons"
    JOINT_INVESTIGATION = "joint-investigation"
    SPONTANEOUS_INFORMATION = "spontaneous-information"
    FIREARMS_TRACING = "firearms-tracing"
    CULTURAL_PROPERTY = "cultural-property"
    TRAFFIC_BY_SEA = "traffic-by-sea"
    MIGRANTS_BY_SEA = "migrants-by-sea"
    PREVENTION = "prevention"
    CIVIL_PROCEEDINGS = "civil-proceedings"
    CYBERCRIME_24_7 = "cybercrime-24-7"
    LEGAL_AID = "legal-aid"


class ChannelKind(StrEnum):
    """By which way a body can be reached."""

    POST = "post"
    PHONE = "phone"
    EMAIL = "e-mail"
    PORTAL = "portal"
    INTERPOL = "interpol"
    E_CODEX = "e-codex"
    DIPLOMATIC = "diplomatic"
    NODE = "node"


class Demand(StrEnum):
    """Whether a body wants something of who writes to it."""

    REQUIRED = "required"
    ACCEPTED = "accepted"
    NOT_POSSIBLE = "not-possible"


class KeyUse(StrEnum):
    """What a public key is for."""

    SIGNING = "signing"
    ENCRYPTION = "encryption"
