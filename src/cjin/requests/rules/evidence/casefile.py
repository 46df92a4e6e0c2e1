"""Evidence and its custody as a JSON-LD graph in the terms of CASE and UCO, the ontologies of digital investigations.

Written from their public vocabulary: investigation, actions, provenance records, files with their hashes.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from .items import Entry, Evidence

UCO, CASE = "https://ontology.unifiedcyberontology.org/uco", "https://ontology.caseontology.org/case"
CONTEXT: Mapping[str, str] = {
    "kb": "urn:cjin:request:",
    "cjin": "urn:cjin:custody:",
    "action": f"{UCO}/action/",
    "core": f"{UCO}/core/",
    "identity": f"{UCO}/identity/",
    "location": f"{UCO}/location/",
    "observable": f"{UCO}/observable/",
    "types": f"{UCO}/types/",
    "vocabulary": f"{UCO}/vocabulary/",
    "investigation": f"{CASE}/investigation/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
type Node = dict[str, Any]


def graph(reference: str, evidence: Sequence[Evidence], limits: Iterable[str], names: Mapping[str, str]) -> Node:
    """The whole graph of a request. ``names``: of those who wrote entries, by how events name them."""
    base, told = f"kb:{reference}", list(limits)
    nodes = [node for one in evidence for node in _item(base, one, told, names)]
    investigation = {
        "@id": base,
        "@type": "investigation:Investigation",
        "core:name": reference,
        "core:description": told,
        "core:object": [{"@id": node["@id"]} for node in nodes],
    }
    return {"@context": dict(CONTEXT), "@graph": [investigation, *nodes]}


def _item(base: str, one: Evidence, limits: Sequence[str], names: Mapping[str, str]) -> Iterator[Node]:
    """A file with its hashes and the limits of its use, which go with it, and its entries of custody."""
    file = f"{base}/{_safe(one.item)}"
    yield {
        "@id": file,
        "@type": "observable:File",
        "core:description": one.description,
        "cjin:usedForOnly": list(limits),
        "cjin:furtherUse": [{"cjin:use": use, "cjin:answer": said} for use, said in one.uses.items()],
        "core:hasFacet": [
            {
                "@id": f"{file}/file",
                "@type": "observable:FileFacet",
                "observable:fileName": one.item,
                **({"observable:sizeInBytes": _typed("integer", one.size)} if one.size is not None else {}),
            },
            {
                "@id": f"{file}/content",
                "@type": "observable:ContentDataFacet",
                "observable:hash": [_hash("SHA256", one.sha256), _hash("SHA512", one.sha512)],
            },
        ],
    }
    for number, entry in enumerate(one.entries):
        yield from _action(f"{file}/custody/{number}", file, one, entry, names)


def _action(here: str, file: str, one: Evidence, entry: Entry, names: Mapping[str, str]) -> Iterator[Node]:
    """An entry of custody: what was done, who did it, and the record that came of it."""
    when = _typed("dateTime", entry.at.isoformat())
    yield {
        "@id": f"{here}/by",
        "@type": "identity:Identity",
        "core:name": names.get(entry.by, entry.by),
    }
    if entry.place:
        yield {"@id": f"{here}/place", "@type": "location:Location", "core:name": entry.place}
    yield {
        "@id": here,
        "@type": "investigation:InvestigativeAction",
        "core:name": entry.action or entry.act,
        **({"core:description": entry.note} if entry.note else {}),
        "action:startTime": when,
        "action:endTime": when,
        "action:performer": {"@id": f"{here}/by"},
        "action:object": [{"@id": file}],
        "action:result": [{"@id": f"{here}/record"}],
        **({"action:location": [{"@id": f"{here}/place"}]} if entry.place else {}),
    }
    yield {
        "@id": f"{here}/record",
        "@type": "investigation:ProvenanceRecord",
        "investigation:exhibitNumber": one.item,
        "core:description": entry.holder,
        "core:objectCreatedTime": when,
        "core:object": [{"@id": file}],
        "cjin:digest": _typed("hexBinary", entry.digest),
        "cjin:fitsTheChain": entry.whole,
    }


def _hash(method: str, value: str) -> Node:
    return {
        "@type": "types:Hash",
        "types:hashMethod": {"@type": "vocabulary:HashNameVocab", "@value": method},
        "types:hashValue": _typed("hexBinary", value),
    }


def _typed(kind: str, value: Any) -> Node:
    return {"@type": f"xsd:{kind}", "@value": str(value)}


def _safe(name: str) -> str:
    """A number of an item as a part of an identifier."""
    return "".join(sign if sign.isalnum() and sign.isascii() else f"%{ord(sign):04X}" for sign in name)
