"""Identifiers at the boundary to SDMX: flows in capitals, categories of ICCS as Eurostat writes them."""

from cjin.statistics.rules.publishing.flows import Flow

AGENCY, VERSION = "CJIN", "1.0"


def flow_to(identity: str) -> str:
    """``VICTIMS_OF_HOMICIDE`` for the flow ``victims-of-homicide``."""
    return identity.upper().replace("-", "_")


def code_to(name: str, code: str) -> str:
    """A code as SDMX has it: ``ICCS0101`` for 0101, ``ICCS0101_0102`` for a set, ``ICCS02-04`` for a range."""
    if name == "ICCS" and code != "_T":
        return "ICCS" + code.replace("+", "_")
    return code


def code_from(name: str, code: str) -> str:
    """The code that ``code_to`` made of another; what it did not make stays as it is."""
    if name == "ICCS" and code.startswith("ICCS"):
        return code.removeprefix("ICCS").replace("_", "+")
    return code


def short_urn(flow: Flow, kind: str = "Dataflow") -> str:
    """``Dataflow=CJIN:OFFENCES(1.0)``."""
    return f"{kind}={AGENCY}:{flow_to(flow.id)}({VERSION})"
